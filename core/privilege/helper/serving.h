#pragma once

#include <base/error.h>
#include <privilege/helper_policy.h>
#include <privilege/message_socket.h>

#include <sys/types.h>

#include <functional>

namespace tapscope {

/// The process at the other end of a program's standard input, as the kernel recorded it when the pair was created.
struct HelperClient {
    UserIdentity user;
    gid_t group = 0; ///< the primary one
};
/// Error: Invalid if standard input is not a SOCK_SEQPACKET socket.
[[nodiscard]] Result<HelperClient> clientOnStandardInput();

/// Serves the client on standard input until it is gone. `prepare` drops the process's rights and returns what the
/// client may do. If it fails, the client gets the error as the reply to its first request. Returns the program's exit
/// status.
[[nodiscard]] int serveStandardInput(const std::function<Result<HelperPolicy>()>& prepare);

} // namespace tapscope
