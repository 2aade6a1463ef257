#pragma once

#include <base/error.h>

#include <sys/types.h>

namespace tapscope {

/// How a serving program gives up its privileges, in this order, before it reads the first octet from its client.

/// Closes every descriptor but the first three, empties the environment, and changes to the root folder.
[[nodiscard]] Result<void> forgetSurroundings();

/// Keeps CAP_NET_ADMIN and CAP_NET_RAW and drops all other capabilities (capabilities(7)) from every set; root becomes
/// `user`. Error: NotPermitted if the process does not have these two.
[[nodiscard]] Result<void> keepNetworkRightsOnly(uid_t user, gid_t group);

/// Drops every capability and other identity permanently, for a start that is refused. The process becomes its real
/// user again; root without another real user becomes root without capabilities.
void giveUpAllRights() noexcept;

/// From now on, no program that is started can gain a permission (PR_SET_NO_NEW_PRIVS), and a system call that serving
/// does not need ends the process (seccomp(2)).
[[nodiscard]] Result<void> forbidOtherSystemCalls();

/// Does the last two.
[[nodiscard]] Result<void> confine(uid_t user, gid_t group);

} // namespace tapscope
