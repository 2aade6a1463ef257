#pragma once

#include <base/error.h>
#include <base/unique_fd.h>
#include <net/network_namespace.h>

namespace tapscope {

/// socket(2) in another network namespace, for use in this process. Forks a process that enters the namespace, and its
/// user namespace if necessary (which the kernel refuses to a process with several threads), sends the socket back and
/// ends. Any thread. Error: NotPermitted if we may not enter it.
[[nodiscard]] Result<UniqueFd> socketIn(const NetworkNamespace& place, int family, int type, int protocol);

} // namespace tapscope
