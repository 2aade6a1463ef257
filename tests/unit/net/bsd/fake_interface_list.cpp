#include "fake_interface_list.h"

#include <algorithm>
#include <cstring>

namespace tapscope::test {
namespace {

using bsd::BsdSystem;

template <typename Number>
void put(std::vector<std::uint8_t>& bytes, std::size_t offset, Number number) {
    std::memcpy(bytes.data() + offset, &number, sizeof number);
}

/// struct if_data of each system, with the members that are read.
std::vector<std::uint8_t> interfaceData(BsdSystem system, const FakeDevice& device) {
    std::vector<std::uint8_t> data(200);
    switch (system) {
    case BsdSystem::FreeBsd:
        put<std::uint8_t>(data, 4, device.isOpen ? 2 : 1);
        put<std::uint64_t>(data, 24, device.receivedFrames);
        break;
    case BsdSystem::DragonFly:
        put<std::uint64_t>(data, 24, device.isOpen ? 2 : 1);
        put<std::uint64_t>(data, 40, device.receivedFrames);
        break;
    case BsdSystem::NetBsd:
        put<std::int32_t>(data, 4, device.isOpen ? 2 : 1);
        put<std::uint64_t>(data, 32, device.receivedFrames);
        break;
    case BsdSystem::OpenBsd:
        put<std::uint8_t>(data, 3, device.isOpen ? 4 : 2);
        put<std::uint64_t>(data, 24, device.receivedFrames);
        break;
    }
    return data;
}

} // namespace

FakeInterfaceList::FakeInterfaceList(BsdSystem system, const std::map<std::string, FakeDevice>& devices)
    : system_(system) {
    FakeDevice loopback;
    loopback.index = 1;
    addLink("lo0", loopback); // the list also has interfaces that are not TAPs
    for (const auto& [name, device] : devices) {
        addLink(name, device);
        for (const auto& address : device.addresses)
            addAddress(name, device, address);
    }
    for (std::size_t i = 1; i < entries_.size(); ++i)
        entries_[i - 1].ifa_next = &entries_[i];
}

ifaddrs& FakeInterfaceList::append(const std::string& name, const FakeDevice& device) {
    ifaddrs& entry = entries_.emplace_back();
    entry = {};
    entry.ifa_name = names_.emplace_back(name).data();
    entry.ifa_flags = device.flags;
    return entry;
}

sockaddr* FakeInterfaceList::keep(std::vector<std::uint8_t> bytes) {
    return reinterpret_cast<sockaddr*>(blocks_.emplace_back(std::move(bytes)).data());
}

void FakeInterfaceList::addLink(const std::string& name, const FakeDevice& device) {
    std::vector<std::uint8_t> link(8);
    put<std::uint16_t>(link, 2, device.index);
    link[1] = 18; // AF_LINK
    link[4] = 6;  // IFT_ETHER
    link[5] = static_cast<std::uint8_t>(name.size());
    link[6] = 6;
    link.insert(link.end(), name.begin(), name.end());
    link.insert(link.end(), device.mac.begin(), device.mac.end());
    link[0] = static_cast<std::uint8_t>(link.size());
    ifaddrs& entry = append(name, device);
    entry.ifa_addr = keep(std::move(link));
    entry.ifa_data = keep(interfaceData(system_, device));
}

void FakeInterfaceList::addAddress(const std::string& name, const FakeDevice& device, const FakeAddress& address) {
    const auto family =
        static_cast<std::uint8_t>(!address.isV6                                                      ? 2
                                  : system_ == BsdSystem::FreeBsd || system_ == BsdSystem::DragonFly ? 28
                                                                                                     : 24);
    const auto socketAddress = [&](const std::vector<std::uint8_t>& octets) {
        std::vector<std::uint8_t> bytes(address.isV6 ? 28 : 16);
        bytes[0] = static_cast<std::uint8_t>(bytes.size());
        bytes[1] = family;
        std::ranges::copy(octets, bytes.begin() + (address.isV6 ? 8 : 4));
        return bytes;
    };
    ifaddrs& entry = append(name, device);
    auto own = socketAddress(address.octets);
    const bool isLinkLocal = address.isV6 && own[8] == 0xfe && own[9] == 0x80;
    if (isLinkLocal && system_ != BsdSystem::FreeBsd)
        own[11] = static_cast<std::uint8_t>(device.index); // KAME
    entry.ifa_addr = keep(std::move(own));
    auto mask = socketAddress(address.mask);
    if (!address.isV6) { // as old kernels shorten it: up to the last octet that is not zero, and without a family
        mask[1] = 0;
        while (mask[0] > 4 && mask[mask[0] - 1U] == 0)
            --mask[0];
        mask.resize(mask[0]);
    }
    entry.ifa_netmask = keep(std::move(mask));
    if (!address.broadcast.empty())
        entry.ifa_dstaddr = keep(socketAddress(address.broadcast));
}

} // namespace tapscope::test
