#pragma once

#include <base/error.h>
#include <net/interface_name.h>
#include <net/linux/netlink_socket.h>

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace tapscope {

/// The kernel keeps no owner for a vETH or a bridge. One that was made for a user has the user's id in its alias
/// (IFLA_IFALIAS, "alias" in `ip link`), which only who may configure the device can set: "tapscope: user 1000".
[[nodiscard]] std::string ownerAlias(uid_t owner);
/// None for any other alias.
[[nodiscard]] std::optional<uid_t> ownerInAlias(std::string_view alias);

/// Writes it, in a request of its own: the kernel takes no alias with the request that makes a device.
[[nodiscard]] Result<void> writeOwner(NetlinkSocket& socket, const InterfaceName& name, uid_t owner);

} // namespace tapscope
