#pragma once

#include <net/device_info.h>

#include <cstdint>
#include <optional>
#include <string>

struct nlmsghdr;

namespace tapscope {

/// A link of any kind as the kernel tells it, RTM_NEWLINK of rtnetlink(7).
struct AnyLink {
    /// Without addresses, peer and bridge. Its kind, and what only TAP, TUN or vETH have, is told for these alone.
    DeviceInfo info;
    std::string kind;                         ///< IFLA_INFO_KIND: "tun", "veth", "bridge", …; empty for hardware and lo
    bool isLoopback = false;                  ///< IFF_LOOPBACK
    std::uint8_t operState = 0;               ///< RFC 2863's: 0 unknown, 2 down, 3 lower layer down, 5 dormant, 6 up
    std::uint32_t masterIndex = 0;            ///< of the device that it is a port of; 0: none
    std::uint32_t lowerIndex = 0;             ///< vETH: its peer; VLAN, macvlan: what it stands on; 0: none
    std::optional<std::int32_t> lowerNetwork; ///< that device is in another namespace: its id (IFLA_LINK_NETNSID)
    std::uint32_t underlayIndex = 0;  ///< tunnels: the device through which they send, where one is set; 0: none
    std::optional<std::uint32_t> tag; ///< VLAN: its id; VXLAN: its VNI
    std::optional<IpAddress> remote;  ///< tunnels: the other end, or a multicast group
};

/// Whether it is a TAP, TUN or vETH, which `info` describes wholly.
[[nodiscard]] bool isDevice(const AnyLink& link) noexcept;
/// nullopt for any other message, and for one that is too short or whose name no interface can have.
[[nodiscard]] std::optional<AnyLink> parseAnyLink(const nlmsghdr& message);

/// Index and name of a link of any kind.
struct LinkName {
    std::uint32_t index = 0;
    InterfaceName name;
};
[[nodiscard]] std::optional<LinkName> parseLinkName(const nlmsghdr& message);

/// An address with the interface that has it.
struct ParsedAddress {
    std::uint32_t interfaceIndex = 0;
    InterfaceAddress address;
};

/// An RTM_NEWADDR message.
[[nodiscard]] std::optional<ParsedAddress> parseAddress(const nlmsghdr& message);

} // namespace tapscope
