#pragma once

#include <base/ip_address.h>
#include <base/mac_address.h>
#include <net/interface_name.h>

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

enum class DeviceKind : std::uint8_t { Tap, Tun };

/// An address of an interface.
struct InterfaceAddress {
    IpPrefix prefix;
    std::optional<IpAddress> broadcast; ///< IPv4 only
    std::optional<IpAddress> peer;      ///< point-to-point: the other end

    bool operator==(const InterfaceAddress&) const = default;
};

/// Counters of an interface since it was made, as the host sees them (rtnl_link_stats64).
struct InterfaceCounters {
    std::uint64_t receivedFrames = 0, receivedBytes = 0, receiveDropped = 0;
    std::uint64_t sentFrames = 0, sentBytes = 0, sendDropped = 0;

    bool operator==(const InterfaceCounters&) const = default;
};

/// A snapshot of a TAP or TUN device.
struct DeviceInfo {
    explicit DeviceInfo(InterfaceName deviceName) : name(std::move(deviceName)) {}

    InterfaceName name;
    std::uint32_t index = 0;
    DeviceKind kind = DeviceKind::Tap;
    bool isUp = false;
    bool hasCarrier = false; ///< somebody has it open
    bool isPersistent = false;
    bool isMultiQueue = false;
    bool hasVnetHeader = false;
    bool hasPacketInfo = false;
    std::uint32_t mtu = 0, minimumMtu = 0, maximumMtu = 0; ///< bytes
    std::uint32_t transmitQueueLength = 0;                 ///< frames
    MacAddress mac;
    std::optional<uid_t> owner;
    std::optional<gid_t> group;
    std::vector<InterfaceAddress> addresses;
    InterfaceCounters counters;

    bool operator==(const DeviceInfo&) const = default;
};

/// A process that has a device open.
struct DeviceUser {
    pid_t pid = 0;
    std::string program; ///< /proc/PID/comm
    bool operator==(const DeviceUser&) const = default;
};

/// Who has the TAP or TUN open, from /proc/PID/fdinfo ("iff:"): all for root, our own user's processes otherwise. Takes
/// milliseconds; not for the GUI's thread.
[[nodiscard]] std::vector<DeviceUser> usersOf(const InterfaceName& name);

} // namespace tapscope
