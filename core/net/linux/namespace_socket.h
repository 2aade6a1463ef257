#pragma once

#include <base/error.h>
#include <base/unique_fd.h>
#include <net/network_namespace.h>

namespace tapscope {

/// socket(2) in another network namespace, which it then belongs to whoever uses it. A process is forked that enters
/// the namespace, and its user namespace where that is needed (the kernel lets no process with several threads do so),
/// sends the socket back and ends. Any thread. NotPermitted where we may not enter it.
[[nodiscard]] Result<UniqueFd> socketIn(const NetworkNamespace& place, int family, int type, int protocol);

} // namespace tapscope
