#pragma once

#include <base/unique_fd.h>

#include <string>
#include <thread>

namespace tapscope::cli {

/// While it lives, standard error goes to the log of Wireshark's toolbar instead, because Wireshark shows any output on
/// standard error as an error. Must be created before other threads use standard error.
class ExtcapLog {
public:
    /// The number of the toolbar's button that opens the log (extcap(4), "control").
    static constexpr int control = 0;

    /// `fifo`: the value of --extcap-control-out; empty: Wireshark shows no toolbar, and standard error is discarded.
    explicit ExtcapLog(const std::string& fifo);
    ~ExtcapLog();
    ExtcapLog(const ExtcapLog&) = delete;
    ExtcapLog& operator=(const ExtcapLog&) = delete;

private:
    UniqueFd errors_; ///< the original standard error
    std::thread forwarding_;
};

} // namespace tapscope::cli
