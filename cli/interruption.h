#pragma once

#include <base/unique_fd.h>

#include <chrono>

namespace tapscope::cli {

/// SIGINT, SIGTERM and SIGHUP as something to wait for (signalfd(2)), so that Ctrl+C ends a capture in good order. Make
/// it before any thread.
class Interruption {
public:
    Interruption();
    /// Whether a signal came within that time; each is told once.
    [[nodiscard]] bool waitFor(std::chrono::milliseconds time) const;

private:
    UniqueFd signals_;
};

} // namespace tapscope::cli
