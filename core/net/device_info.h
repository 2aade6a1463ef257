#pragma once

#include <base/error.h>
#include <base/ip_address.h>
#include <base/link_type.h>
#include <base/mac_address.h>
#include <net/interface_name.h>

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// What a device is made of, and so what its frames begin with.
enum class DeviceKind : std::uint8_t {
    Tap,  ///< Ethernet frames between the host and a descriptor
    Tun,  ///< IP packets between the host and a descriptor: layer 3, no MAC address
    Veth, ///< one end of a pair: what goes into one comes out of the other
};

/// "tap", "tun", "veth": what `ip` and the command line say.
[[nodiscard]] std::string_view kindWord(DeviceKind kind) noexcept;
/// "TAP", "TUN", "vETH": what people read.
[[nodiscard]] std::string_view kindTitle(DeviceKind kind) noexcept;
/// Whether a program can own its other side through a descriptor (attach mode); a vETH's other side is its peer.
[[nodiscard]] constexpr bool hasDescriptor(DeviceKind kind) noexcept {
    return kind != DeviceKind::Veth;
}
/// What the frames of such a device begin with.
[[nodiscard]] constexpr LinkType linkTypeOf(DeviceKind kind) noexcept {
    return kind == DeviceKind::Tun ? LinkType::Raw : LinkType::Ethernet;
}

/// An address of an interface.
struct InterfaceAddress {
    IpPrefix prefix;
    std::optional<IpAddress> broadcast = {}; ///< IPv4 only
    std::optional<IpAddress> peer = {};      ///< point-to-point: the other end, to which `prefix.length` belongs
    std::string label = {};                  ///< IPv4 only: "tap0" or "tap0:…"; empty for the kernel's choice
    std::uint8_t scope = 0;                  ///< rtnetlink's: 0 global, 253 link, 254 host
    static constexpr std::uint32_t forEver = ~std::uint32_t{0};
    std::uint32_t validSeconds = forEver, preferredSeconds = forEver; ///< what is left of its lifetime

    /// Lifetimes run, and do not count.
    bool operator==(const InterfaceAddress& other) const noexcept {
        return prefix == other.prefix && broadcast == other.broadcast && peer == other.peer && label == other.label &&
               scope == other.scope;
    }
};

/// "192.0.2.1/24", or "192.0.2.1 peer 198.51.100.7/32": as `ip address` prints and takes it.
[[nodiscard]] std::string addressText(const InterfaceAddress& address);
[[nodiscard]] Result<InterfaceAddress> parseInterfaceAddress(std::string_view text);
/// "global", "site", "link", "host", "nowhere", or the number.
[[nodiscard]] std::string scopeText(std::uint8_t scope);

/// Counters of an interface since it was made, as the host sees them (rtnl_link_stats64).
struct InterfaceCounters {
    std::uint64_t receivedFrames = 0, receivedBytes = 0, receiveDropped = 0;
    std::uint64_t sentFrames = 0, sentBytes = 0, sendDropped = 0;

    bool operator==(const InterfaceCounters&) const = default;
};

/// A snapshot of a TAP, a TUN or one end of a vETH pair.
struct DeviceInfo {
    explicit DeviceInfo(InterfaceName deviceName) : name(std::move(deviceName)) {}

    InterfaceName name;
    std::uint32_t index = 0;
    DeviceKind kind = DeviceKind::Tap;
    bool isUp = false;
    bool hasCarrier = false;      ///< somebody has it open; vETH: both ends are up
    bool isPersistent = false;    ///< lives on when nobody has it open; a vETH always does
    bool isMultiQueue = false;    ///< several descriptors may be open at a time, each gets a share of the frames
    std::uint32_t openQueues = 0; ///< of a multi-queue device: how many descriptors are attached
    bool hasVnetHeader = false;
    bool hasPacketInfo = false;
    std::uint32_t mtu = 0, minimumMtu = 0, maximumMtu = 0; ///< bytes
    std::uint32_t transmitQueueLength = 0;                 ///< frames
    std::optional<MacAddress> mac;                         ///< absent: a TUN has none
    std::vector<std::string> alternativeNames; ///< that the kernel takes for the name; longer than 15 bytes, too
    std::string alias;                         ///< what `ip link set … alias` wrote
    bool isPromiscuous = false;                ///< somebody wants all frames of it
    std::optional<InterfaceName> bridge;       ///< or another device above it, of which it is a port
    std::optional<InterfaceName> peer;         ///< vETH: the other end, absent when it is in another namespace
    std::optional<uid_t> owner;                ///< vETH: for whom tapscope-helper made it
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

/// Who has the TAP or TUN open, from /proc/PID/fdinfo ("iff:"): all for root, our own user's processes otherwise. The
/// device is one of the network namespace of process `inNetworkOf`, 0 = the calling thread's. What has a device of the
/// same name open that is in another namespace is left out, as heldDevices() in device_users.h tells.
/// Takes milliseconds; not for the GUI's thread.
[[nodiscard]] std::vector<DeviceUser> usersOf(const InterfaceName& name, pid_t inNetworkOf = 0);

} // namespace tapscope
