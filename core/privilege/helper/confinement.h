#pragma once

#include <base/error.h>

#include <sys/types.h>

namespace tapscope {

/// How a program that serves makes itself small, in this order, before it reads the first octet of its client.

/// Closes every descriptor but the first three, empties the environment, and stands in the root folder.
[[nodiscard]] Result<void> forgetSurroundings();

/// Keeps CAP_NET_ADMIN and CAP_NET_RAW and no other capability (capabilities(7)), in no set; root becomes `user`.
/// NotPermitted when the process does not have these two.
[[nodiscard]] Result<void> keepNetworkRightsOnly(uid_t user, gid_t group);

/// Gives every capability and other identity up, for good: the process is its real user's again, and for who is root
/// without another user behind it, root without any capability. For a start that is refused.
void giveUpAllRights() noexcept;

/// From now on no program that is started gains a right (PR_SET_NO_NEW_PRIVS), and any system call that serving does
/// not need ends the process (seccomp(2)).
[[nodiscard]] Result<void> forbidOtherSystemCalls();

/// The last two.
[[nodiscard]] Result<void> confine(uid_t user, gid_t group);

} // namespace tapscope
