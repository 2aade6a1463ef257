#include <net/bsd/device_errors.h>
#include <net/bsd/device_list.h>
#include <net/bsd/interface_control.h>
#include <net/bsd/requests.h>

#include <ifaddrs.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <memory>
#include <span>

namespace tapscope::bsd {
namespace {

/// A socket address as its kernel wrote it: the first byte is its length; bytes beyond it count as zero.
class RawAddress {
public:
    explicit RawAddress(const void* address) {
        if (address == nullptr)
            return;
        const auto* bytes = static_cast<const std::uint8_t*>(address);
        std::memcpy(bytes_.data(), bytes, std::min<std::size_t>(bytes[0], bytes_.size()));
    }
    [[nodiscard]] int family() const { return bytes_[1]; }
    template <typename Address>
    [[nodiscard]] Address as() const {
        static_assert(sizeof(Address) <= sizeof(bytes_));
        Address made;
        std::memcpy(&made, bytes_.data(), sizeof made);
        return made;
    }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_; }

private:
    std::array<std::uint8_t, 64> bytes_{};
};

std::uint64_t number(const void* data, NumberField field) {
    const auto* bytes = static_cast<const std::byte*>(data) + field.offset;
    const auto read = [&]<typename Number>(Number value) {
        std::memcpy(&value, bytes, sizeof value);
        return std::uint64_t{value};
    };
    switch (field.size) {
    case 1:
        return read(std::uint8_t{});
    case 4:
        return read(std::uint32_t{});
    case 8:
        return read(std::uint64_t{});
    default:
        return 0;
    }
}

void takeLink(DeviceInfo& info, const SystemTraits& traits, const ifaddrs& entry) {
    const RawAddress raw(entry.ifa_addr);
    const auto link = raw.as<LinkAddress>();
    info.index = link.index;
    const std::size_t start = offsetof(LinkAddress, data) + link.nameLength;
    MacAddress mac;
    if (link.addressLength == mac.octets.size() && start + link.addressLength <= raw.bytes().size()) {
        std::ranges::copy(raw.bytes().subspan(start, link.addressLength), mac.octets.begin());
        info.mac = mac;
    }
    if (entry.ifa_data == nullptr)
        return;
    const InterfaceDataLayout& data = traits.data;
    info.hasCarrier = number(entry.ifa_data, data.linkState) >= data.linkUp;
    info.counters = {.receivedFrames = number(entry.ifa_data, data.receivedFrames),
                     .receivedBytes = number(entry.ifa_data, data.receivedBytes),
                     .receiveDropped = number(entry.ifa_data, data.receiveDropped),
                     .sentFrames = number(entry.ifa_data, data.sentFrames),
                     .sentBytes = number(entry.ifa_data, data.sentBytes),
                     .sendDropped = number(entry.ifa_data, data.sendDropped)};
}

IpAddress address4(const void* raw) {
    IpAddress made;
    std::ranges::copy(RawAddress(raw).as<SocketAddress4>().address, made.octets.begin());
    return made;
}

IpAddress address6(const void* raw) {
    IpAddress made{.family = IpAddress::Family::V6, .octets = RawAddress(raw).as<SocketAddress6>().address};
    // KAME stores the scope of a link-local address in its third and fourth octet, which are zero outside the kernel.
    if (made.octets[0] == 0xfe && (made.octets[1] & 0xc0) == 0x80)
        made.octets[2] = made.octets[3] = 0;
    return made;
}

std::uint8_t prefixLength(const IpAddress& mask) {
    int bits = 0;
    for (std::size_t i = 0; i < mask.size(); ++i)
        bits += std::popcount(mask.octets[i]);
    return static_cast<std::uint8_t>(bits);
}

void takeAddress4(DeviceInfo& info, const ifaddrs& entry) {
    InterfaceAddress address{.prefix = {address4(entry.ifa_addr), prefixLength(address4(entry.ifa_netmask))}};
    // getifaddrs(3): on a TAP, which supports broadcast, the destination address is the broadcast address.
    if (entry.ifa_dstaddr != nullptr && RawAddress(entry.ifa_dstaddr).family() == familyInet)
        address.broadcast = address4(entry.ifa_dstaddr);
    info.addresses.push_back(address);
}

void takeAddress6(DeviceInfo& info, const ifaddrs& entry) {
    IpAddress mask{.family = IpAddress::Family::V6};
    mask.octets = RawAddress(entry.ifa_netmask).as<SocketAddress6>().address;
    info.addresses.push_back({.prefix = {address6(entry.ifa_addr), prefixLength(mask)}});
}

DeviceInfo& entryFor(std::vector<DeviceInfo>& found, const InterfaceName& name, DeviceKind kind,
                     const SystemTraits& traits) {
    if (const auto known = std::ranges::find(found, name, &DeviceInfo::name); known != found.end())
        return *known;
    DeviceInfo& info = found.emplace_back(name);
    info.kind = kind;
    info.isPersistent = true; // until it is destroyed explicitly
    info.minimumMtu = traits.minimumMtu;
    info.maximumMtu = traits.maximumMtu;
    return info;
}

} // namespace

std::optional<DeviceKind> kindOf(std::string_view name) noexcept {
    const auto digits = name.substr(std::min<std::size_t>(name.size(), 3));
    const bool isNumbered = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (isNumbered && name.starts_with("tap"))
        return DeviceKind::Tap;
    if (isNumbered && name.starts_with("tun"))
        return DeviceKind::Tun;
    return std::nullopt;
}

Result<std::vector<DeviceInfo>> devices(const Kernel& kernel) {
    ifaddrs* list = nullptr;
    if (kernel.calls.getifaddrs(&list) != 0)
        return systemError(errno, "list", "the devices");
    const auto giveBack = [&](ifaddrs* all) { kernel.calls.freeifaddrs(all); };
    const std::unique_ptr<ifaddrs, decltype(giveBack)> owner(list, giveBack);
    std::vector<DeviceInfo> found;
    for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
        const auto name = InterfaceName::parse(entry->ifa_name);
        const auto kind = kindOf(entry->ifa_name);
        if (!name || !kind)
            continue;
        DeviceInfo& info = entryFor(found, *name, *kind, kernel.traits);
        info.isUp = (entry->ifa_flags & flagUp) != 0;
        const int family = RawAddress(entry->ifa_addr).family();
        if (family == familyLink)
            takeLink(info, kernel.traits, *entry);
        else if (family == familyInet)
            takeAddress4(info, *entry);
        else if (family == kernel.traits.addressFamilyInet6)
            takeAddress6(info, *entry);
    }
    std::vector<DeviceInfo> complete;
    for (auto& info : found) {
        const auto size = mtu(kernel, info.name);
        if (!size && size.error().kind == ErrorKind::NotFound) // it disappeared meanwhile
            continue;
        if (!size)
            return std::unexpected(size.error());
        info.mtu = *size;
        complete.push_back(std::move(info));
    }
    std::ranges::sort(complete, {}, &DeviceInfo::name);
    return complete;
}

Result<DeviceInfo> deviceOf(const Kernel& kernel, const InterfaceName& name, std::string_view action) {
    if (!kindOf(name.text())) {
        if (const auto there = flags(kernel, name, action); !there)
            return std::unexpected(there.error());
        return failure(ErrorKind::Invalid, action, name.text(), "it is not a TAP or TUN device");
    }
    auto all = devices(kernel);
    if (!all)
        return std::unexpected(all.error());
    const auto found = std::ranges::find(*all, name, &DeviceInfo::name);
    if (found == all->end())
        return failure(ErrorKind::NotFound, action, name.text(), "there is no such device");
    return std::move(*found);
}

} // namespace tapscope::bsd
