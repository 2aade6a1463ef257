#include <net/linux/ring_socket.h>
#include <privilege/watched_devices.h>

#include <fmt/core.h>
#include <libmnl/libmnl.h>
#include <linux/filter.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tapscope {
namespace {

constexpr const char* watching = "monitor";
// For some thousand notifications; the usual size is enough for about a hundred.
constexpr int roomForNotifications = 16 << 20; // bytes
constexpr std::size_t mostKnown = 65'536;      // devices that are there or were removed

/// The index of a device that was removed from the namespace. A bridge announces in the same way that a port left it,
/// with another family.
int removedDevice(const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_DELLINK || message.nlmsg_len < mnl_nlmsg_size(sizeof(ifinfomsg)))
        return 0;
    const auto* link = static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&message));
    return link->ifi_family == AF_UNSPEC ? link->ifi_index : 0;
}

FilterInstruction instruction(unsigned code, std::uint32_t operand) {
    return {.code = static_cast<std::uint16_t>(code), .operand = operand};
}

} // namespace

WatchedDevices::WatchedDevices(int ringSocket, std::vector<FilterInstruction> filter,
                               std::shared_ptr<DeviceControl> devices, MayWatch mayWatch, NetlinkSocket links)
    : ringSocket_(ringSocket), clientsFilter_(std::move(filter)), devices_(std::move(devices)),
      mayWatch_(std::move(mayWatch)), links_(std::move(links)) {}

Result<std::unique_ptr<WatchedDevices>> WatchedDevices::start(int ringSocket, std::vector<FilterInstruction> filter,
                                                              std::shared_ptr<DeviceControl> devices,
                                                              MayWatch mayWatch) {
    auto links = NetlinkSocket::open(RTMGRP_LINK); // before the list is read, so that no change is missed
    if (!links)
        return std::unexpected(links.error());
    setsockopt(links->fd(), SOL_SOCKET, SO_RCVBUFFORCE, &roomForNotifications, sizeof roomForNotifications);
    std::unique_ptr<WatchedDevices> watched(
        new WatchedDevices(ringSocket, std::move(filter), std::move(devices), std::move(mayWatch), std::move(*links)));
    if (const auto examined = watched->examine(); !examined)
        return std::unexpected(examined.error());
    if (auto set = watched->setFilter(); !set)
        return std::unexpected(std::move(set.error()));
    if (!receiveFrom(ringSocket, 0))
        return systemError(errno, watching, PacketPort::anyInterface);
    return watched;
}

Result<void> WatchedDevices::follow() {
    bool hasChanged = false;
    const auto taken = links_.takeNotifications([&](const nlmsghdr& message) {
        hasChanged = true;
        if (const auto known = access_.find(removedDevice(message)); known != access_.end())
            known->second = Access::Refused;
    });
    if (!taken) // ENOBUFS: a removal may be among those that the kernel lost
        return systemError(taken.error().code, watching, PacketPort::anyInterface);
    if (!hasChanged)
        return {};
    const auto examined = examine();
    if (!examined)
        return std::unexpected(examined.error());
    return *examined ? setFilter() : Result<void>{};
}

Result<bool> WatchedDevices::examine() {
    const auto list = devices_->list();
    if (!list)
        return std::unexpected(list.error());
    const auto before = access_;
    for (const DeviceInfo& device : *list) {
        const auto index = static_cast<int>(device.index);
        if (!mayWatch_(device)) {
            if (const auto known = access_.find(index); known != access_.end())
                known->second = Access::Refused;
        } else
            access_.emplace(index, Access::Granted); // one that was refused stays so
    }
    if (access_.size() > mostKnown)
        return failure(ErrorKind::NoSpace, watching, PacketPort::anyInterface, "too many devices came and went");
    return access_ != before;
}

Result<void> WatchedDevices::setFilter() {
    if (hasEnded_)
        return {};
    std::vector<FilterInstruction> filter{
        instruction(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_IFINDEX))};
    const auto devices = static_cast<std::size_t>(
        std::ranges::count_if(access_, [](const auto& each) { return each.second == Access::Granted; }));
    if (devices > mostDevices)
        return failure(ErrorKind::NoSpace, watching, PacketPort::anyInterface,
                       fmt::format("you may watch {} devices, which are more than {}", devices, mostDevices),
                       "Name the devices instead");
    // For each device: is it this one? Then go to the client's filter, behind the others and the refusal.
    std::size_t left = devices;
    for (const auto& [index, access] : access_) {
        if (access != Access::Granted)
            continue;
        --left;
        filter.push_back(instruction(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(index)));
        filter.back().jumpIfFalse = 1;
        filter.push_back(instruction(BPF_JMP | BPF_JA, static_cast<std::uint32_t>(2 * left + 1)));
    }
    filter.push_back(instruction(BPF_RET | BPF_K, 0));
    filter.push_back(instruction(BPF_LD | BPF_IMM, 0)); // as a filter finds it at its start
    filter.insert(filter.end(), clientsFilter_.begin(), clientsFilter_.end());
    if (!attachFilter(ringSocket_, filter))
        return systemError(errno, watching, PacketPort::anyInterface,
                           "The capture filter is too long, or the kernel's memory for filters too small for so many "
                           "devices: name the devices instead");
    return {};
}

bool WatchedDevices::has(int index) const {
    const auto known = access_.find(index);
    return known != access_.end() && known->second == Access::Granted;
}

void WatchedDevices::end() {
    hasEnded_ = true;
    acceptNoMore(ringSocket_);
}

} // namespace tapscope
