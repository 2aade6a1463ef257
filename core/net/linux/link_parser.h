#pragma once

#include <net/device_info.h>

#include <optional>

struct nlmsghdr;

namespace tapscope {

/// An RTM_NEWLINK message of a TAP or TUN device as a DeviceInfo without addresses; nullopt for any other link and for
/// a message that is too short or misshapen.
[[nodiscard]] std::optional<DeviceInfo> parseLink(const nlmsghdr& message);

/// An address with the interface that has it.
struct ParsedAddress {
    std::uint32_t interfaceIndex = 0;
    InterfaceAddress address;
};

/// An RTM_NEWADDR message.
[[nodiscard]] std::optional<ParsedAddress> parseAddress(const nlmsghdr& message);

} // namespace tapscope
