#pragma once

#include <net/device_info.h>

#include <optional>

struct nlmsghdr;

namespace tapscope {

/// A link as the kernel tells it.
struct ParsedLink {
    DeviceInfo info;               ///< without addresses, peer and bridge
    std::uint32_t masterIndex = 0; ///< of the device that it is a port of; 0: none
    std::uint32_t peerIndex = 0;   ///< vETH: the other end's interface index; 0 when that is in another namespace
};

/// An RTM_NEWLINK message of a TAP, TUN or vETH device; nullopt for any other link and for a message that is too short
/// or misshapen.
[[nodiscard]] std::optional<ParsedLink> parseLink(const nlmsghdr& message);

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
