#pragma once

#include "toolbar_writer.h"

#include <base/unique_fd.h>

#include <memory>
#include <thread>

namespace tapscope::cli {

/// While it lives, standard error goes to the log of Wireshark's toolbar instead, because Wireshark shows any output on
/// standard error as an error. Must be created before other threads use standard error.
class ExtcapLog {
public:
    /// The number of the toolbar's button that opens the log.
    static constexpr std::uint8_t control = 0;

    /// Without a toolbar, standard error is discarded.
    explicit ExtcapLog(const std::shared_ptr<const ToolbarWriter>& toolbar);
    ~ExtcapLog();
    ExtcapLog(const ExtcapLog&) = delete;
    ExtcapLog& operator=(const ExtcapLog&) = delete;

private:
    UniqueFd errors_; ///< the original standard error
    std::thread forwarding_;
};

} // namespace tapscope::cli
