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

/// The kind of a device, which determines its link type.
enum class DeviceKind : std::uint8_t {
    Tap,    ///< Ethernet frames between the host and a descriptor
    Tun,    ///< IP packets between the host and a descriptor: layer 3, no MAC address
    Veth,   ///< one end of a pair: frames that go into one end come out of the other
    Bridge, ///< a switch: it forwards frames between the devices that are its ports
};

/// "tap", "tun", "veth", "bridge": as `ip` and the command line write it.
[[nodiscard]] std::string_view kindWord(DeviceKind kind) noexcept;
/// "TAP", "TUN", "vETH", "Bridge": as shown to people.
[[nodiscard]] std::string_view kindTitle(DeviceKind kind) noexcept;
/// Whether a program can own the device's other side through a descriptor (attach mode). A vETH's other side is its
/// peer.
[[nodiscard]] constexpr bool hasDescriptor(DeviceKind kind) noexcept {
    return kind == DeviceKind::Tap || kind == DeviceKind::Tun;
}
/// The link type of such a device.
[[nodiscard]] constexpr LinkType linkTypeOf(DeviceKind kind) noexcept {
    return kind == DeviceKind::Tun ? LinkType::Raw : LinkType::Ethernet;
}

/// An address of an interface.
struct InterfaceAddress {
    IpPrefix prefix;
    std::optional<IpAddress> broadcast = {}; ///< IPv4 only
    std::optional<IpAddress> peer = {};      ///< point-to-point: the other end, which `prefix.length` refers to
    std::string label = {};                  ///< IPv4 only: "tap0" or "tap0:…"; empty: chosen by the kernel
    std::uint8_t scope = 0;                  ///< as in rtnetlink: 0 global, 253 link, 254 host
    static constexpr std::uint32_t forEver = ~std::uint32_t{0};
    std::uint32_t validSeconds = forEver, preferredSeconds = forEver; ///< the remaining lifetime

    /// Ignores lifetimes, which run down.
    bool operator==(const InterfaceAddress& other) const noexcept {
        return prefix == other.prefix && broadcast == other.broadcast && peer == other.peer && label == other.label &&
               scope == other.scope;
    }
};

/// "192.0.2.1/24", or "192.0.2.1 peer 198.51.100.7/32": as `ip address` prints and accepts it.
[[nodiscard]] std::string addressText(const InterfaceAddress& address);
/// The same, followed by properties that differ from the defaults for the device `name`, as parseInterfaceAddress()
/// accepts them: "10.9.0.1/24 broadcast 10.9.0.7 label tap0:web scope link". Without lifetimes, which change
/// continuously.
[[nodiscard]] std::string wholeAddressText(const InterfaceAddress& address, const InterfaceName& name);
/// Parses an address in either form, followed in any order, each at most once, by "broadcast ADDRESS", "label NAME",
/// "scope SCOPE", "valid_lft SECONDS" and "preferred_lft SECONDS" (or "forever"). Errors: Invalid, OutOfRange.
[[nodiscard]] Result<InterfaceAddress> parseInterfaceAddress(std::string_view text);
/// "global", "site", "link", "host", "nowhere", or the number.
[[nodiscard]] std::string scopeText(std::uint8_t scope);

/// Counters of an interface since its creation, from the host's point of view (rtnl_link_stats64).
struct InterfaceCounters {
    std::uint64_t receivedFrames = 0, receivedBytes = 0, receiveDropped = 0;
    std::uint64_t sentFrames = 0, sentBytes = 0, sendDropped = 0;

    bool operator==(const InterfaceCounters&) const = default;
};

/// A snapshot of a TAP, a TUN, one end of a vETH pair, or a bridge.
struct DeviceInfo {
    explicit DeviceInfo(InterfaceName deviceName) : name(std::move(deviceName)) {}

    InterfaceName name;
    std::uint32_t index = 0;
    DeviceKind kind = DeviceKind::Tap;
    bool isUp = false;
    bool hasCarrier = false;      ///< a program has it open; vETH: both ends are up
    bool isPersistent = false;    ///< exists even if no program has it open; a vETH and a bridge always do
    bool isMultiQueue = false;    ///< several descriptors may be open at a time, and each gets some of the frames
    std::uint32_t openQueues = 0; ///< of a multi-queue device: the number of attached descriptors
    bool hasVnetHeader = false;
    bool hasPacketInfo = false;
    std::uint32_t mtu = 0, minimumMtu = 0, maximumMtu = 0; ///< bytes
    std::uint32_t transmitQueueLength = 0;                 ///< frames
    std::optional<MacAddress> mac;                         ///< absent for a TUN
    std::vector<std::string> alternativeNames; ///< names that the kernel accepts, too; may be longer than 15 bytes
    std::string alias;                         ///< as set by `ip link set … alias`
    bool isPromiscuous = false;                ///< set to receive all frames (IFF_PROMISC)
    std::uint32_t promiscuity = 0; ///< how many users need all of its frames: the setting, captures, a bridge
    std::uint32_t deviceGroup = 0; ///< the group to which firewall rules can refer (IFLA_GROUP); 0: the default group
    std::optional<InterfaceName> bridge; ///< the bridge, or another device above it, of which it is a port
    std::optional<InterfaceName> peer;   ///< vETH: the other end; absent if it is in another namespace
    std::optional<uid_t> owner;          ///< vETH, bridge: the user for whom tapscope-helper created it
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

/// Returns the processes that have the TAP or TUN open, from /proc/PID/fdinfo ("iff:"): all of them for root, otherwise
/// those of our own user. The device is in the network namespace of process `inNetworkOf`; 0 = the calling thread's.
/// Processes that have a device of the same name in another namespace open are left out, as far as heldDevices() in
/// device_users.h can tell. Takes milliseconds; not for the GUI's thread.
[[nodiscard]] std::vector<DeviceUser> usersOf(const InterfaceName& name, pid_t inNetworkOf = 0);

} // namespace tapscope
