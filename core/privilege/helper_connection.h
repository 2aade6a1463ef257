#pragma once

#include <base/error.h>
#include <privilege/helper_protocol.h>
#include <privilege/message_socket.h>

#include <sys/types.h>

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// A tapscope-helper of ours, from its start to its end: it ends when this does. Any thread.
class HelperConnection {
public:
    /// Starts `command` with one end of a socket pair as its standard input, and greets it. May take as long as a
    /// person needs to type a password; a stop ends that at once, and the command with it (Cancelled). Errors: what the
    /// helper says about why it cannot serve; NotPermitted when it cannot be started or polkit says no (pkexec(1): 126
    /// and 127).
    [[nodiscard]] static Result<std::shared_ptr<HelperConnection>> start(const std::vector<std::string>& command,
                                                                         const std::stop_token& stop = {});
    ~HelperConnection();
    HelperConnection(const HelperConnection&) = delete;
    HelperConnection& operator=(const HelperConnection&) = delete;

    struct Answer {
        Reply reply; ///< never an Error
        std::vector<UniqueFd> descriptors;
    };
    /// Asks, and waits for the answer. Ended when the helper is gone.
    [[nodiscard]] Result<Answer> ask(const Request& request);

    /// The helper's id: its namespaces are those that it works in.
    [[nodiscard]] pid_t process() const noexcept { return process_; }

private:
    HelperConnection(MessageSocket socket, pid_t child) : socket_(std::move(socket)), child_(child) {}
    [[nodiscard]] Error whyItEnded();

    std::mutex mutex_; ///< guards socket_: one question at a time
    MessageSocket socket_;
    pid_t child_;
    pid_t process_ = 0;
};

} // namespace tapscope
