#pragma once

#include <net/device_info.h>

#include <cstdint>
#include <optional>
#include <string>

struct nlmsghdr;

namespace tapscope {

/// A link of any kind as reported by the kernel, RTM_NEWLINK of rtnetlink(7).
struct AnyLink {
    /// Without addresses, peer and bridge. Its kind is valid only if isDevice() is true.
    DeviceInfo info;
    std::string kind;              ///< IFLA_INFO_KIND: "tun", "veth", "bridge", …; empty for hardware and lo
    bool isLoopback = false;       ///< IFF_LOOPBACK
    std::uint8_t operState = 0;    ///< of RFC 2863: 0 unknown, 2 down, 3 lower layer down, 5 dormant, 6 up
    std::uint32_t masterIndex = 0; ///< the device that it is a port of; 0: none
    std::uint32_t lowerIndex = 0;  ///< vETH: its peer; VLAN, macvlan: the device below it; 0: none
    std::optional<std::int32_t>
        lowerNetwork;                 ///< the id of that device's namespace, if it is another one (IFLA_LINK_NETNSID)
    std::uint32_t underlayIndex = 0;  ///< tunnels: the device that they send through, if one is set; 0: none
    std::optional<std::uint32_t> tag; ///< VLAN: its id; VXLAN: its VNI
    std::optional<IpAddress> remote;  ///< tunnels: the other end, or a multicast group
    std::optional<std::uint8_t> portState; ///< port of a bridge: disabled, listening, learning, forwarding, blocking
};

/// Whether it is a TAP, TUN, vETH or bridge, which `info` describes completely.
[[nodiscard]] bool isDevice(const AnyLink& link) noexcept;
/// nullopt for any other message, for one that is too short, and for an invalid name.
[[nodiscard]] std::optional<AnyLink> parseAnyLink(const nlmsghdr& message);

/// Index and name of a link of any kind.
struct LinkName {
    std::uint32_t index = 0;
    InterfaceName name;
};
[[nodiscard]] std::optional<LinkName> parseLinkName(const nlmsghdr& message);

/// An address together with its interface.
struct ParsedAddress {
    std::uint32_t interfaceIndex = 0;
    InterfaceAddress address;
};

/// Parses an RTM_NEWADDR message.
[[nodiscard]] std::optional<ParsedAddress> parseAddress(const nlmsghdr& message);

} // namespace tapscope
