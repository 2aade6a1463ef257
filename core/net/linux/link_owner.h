#pragma once

#include <base/error.h>
#include <net/interface_name.h>
#include <net/linux/netlink_socket.h>

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace tapscope {

/// The kernel keeps no owner for a vETH or a bridge. A device that was created for a user has the user's id in its
/// alias (IFLA_IFALIAS, "alias" in `ip link`), which only a process that may configure the device can set: "tapscope:
/// user 1000".
[[nodiscard]] std::string ownerAlias(uid_t owner);
/// Returns nothing for any other alias.
[[nodiscard]] std::optional<uid_t> ownerInAlias(std::string_view alias);

/// Writes the alias in a separate request: the kernel accepts no alias in the request that creates a device.
[[nodiscard]] Result<void> writeOwner(NetlinkSocket& socket, const InterfaceName& name, uid_t owner);

} // namespace tapscope
