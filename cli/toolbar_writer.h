#pragma once

#include "toolbar_message.h"

#include <base/unique_fd.h>

#include <climits>
#include <mutex>
#include <string>

namespace tapscope::cli {

/// Sends messages to Wireshark's toolbar. Any thread. It never waits: messages that the pipe has no room for are lost.
class ToolbarWriter {
public:
    /// The longest text whose message a pipe takes whole or not at all (pipe(7)).
    static constexpr std::size_t longestText = PIPE_BUF - 6;

    /// `fifo`: the value of --extcap-control-out; empty: there is no toolbar. Messages wait in the pipe until Wireshark
    /// opens it.
    explicit ToolbarWriter(const std::string& fifo);
    [[nodiscard]] bool hasToolbar() const noexcept { return static_cast<bool>(fifo_); }
    void write(ToolbarMessage message) const;

private:
    UniqueFd fifo_;
    mutable std::mutex mutex_; ///< keeps the pieces of messages together, if this is not a pipe
};

} // namespace tapscope::cli
