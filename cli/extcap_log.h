#pragma once

#include <base/unique_fd.h>

#include <string>
#include <thread>

namespace tapscope::cli {

/// While it lives, what is said on the standard error goes to the log of Wireshark's toolbar instead: Wireshark takes
/// any word there for a fault. Created before other threads use the standard error.
class ExtcapLog {
public:
    /// The number of the toolbar's button that opens the log (extcap(4), "control").
    static constexpr int control = 0;

    /// `fifo`: what --extcap-control-out names; empty: Wireshark shows no toolbar, and nothing is kept.
    explicit ExtcapLog(const std::string& fifo);
    ~ExtcapLog();
    ExtcapLog(const ExtcapLog&) = delete;
    ExtcapLog& operator=(const ExtcapLog&) = delete;

private:
    UniqueFd errors_; ///< the standard error of before
    std::thread forwarding_;
};

} // namespace tapscope::cli
