#pragma once

#include <base/error.h>
#include <privilege/helper_policy.h>
#include <privilege/message_socket.h>

#include <sys/types.h>

#include <functional>

namespace tapscope {

/// Who has the other end of a program's standard input, as the kernel remembers from when the pair was made.
struct HelperClient {
    UserIdentity user;
    gid_t group = 0; ///< the primary one
};
/// Invalid when standard input is no SOCK_SEQPACKET socket.
[[nodiscard]] Result<HelperClient> clientOnStandardInput();

/// Serves the client on standard input until it is gone. `prepare` makes the process small and tells what it may do;
/// when it cannot, the client is told why in answer to whatever it asks first. Returns the program's exit status.
[[nodiscard]] int serveStandardInput(const std::function<Result<HelperPolicy>()>& prepare);

} // namespace tapscope
