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

/// A running tapscope-helper of ours, which ends with this object. Any thread.
class HelperConnection {
public:
    /// Starts `command` with one end of a socket pair as its standard input, and greets it. May take as long as a
    /// person takes to type a password; a stop cancels that at once and ends the command (Cancelled). Errors: the
    /// helper's reason why it cannot serve; NotPermitted if it cannot be started or polkit refuses (pkexec(1): 126 and
    /// 127).
    [[nodiscard]] static Result<std::shared_ptr<HelperConnection>> start(const std::vector<std::string>& command,
                                                                         const std::stop_token& stop = {});
    ~HelperConnection();
    HelperConnection(const HelperConnection&) = delete;
    HelperConnection& operator=(const HelperConnection&) = delete;

    struct Answer {
        Reply reply; ///< never an Error
        std::vector<UniqueFd> descriptors;
    };
    /// Sends a request and waits for the reply. Error: Ended if the helper is gone.
    [[nodiscard]] Result<Answer> ask(const Request& request);

    /// The helper's process id; it works in that process's namespaces.
    [[nodiscard]] pid_t process() const noexcept { return process_; }

private:
    HelperConnection(MessageSocket socket, pid_t child) : socket_(std::move(socket)), child_(child) {}
    [[nodiscard]] Error whyItEnded();

    std::mutex mutex_; ///< guards socket_, which has one request at a time
    MessageSocket socket_;
    pid_t child_;
    pid_t process_ = 0;
};

} // namespace tapscope
