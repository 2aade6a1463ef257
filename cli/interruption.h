#pragma once

#include <base/unique_fd.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace tapscope::cli {

/// SIGINT, SIGTERM and SIGHUP as something to wait for, so that Ctrl+C ends a capture in good order, and a word that is
/// kept: a verb that has not ended a second after the first signal (a helper that does not answer, a disk that hangs),
/// or at the second signal, is ended with one line and exit code 1. Make it before any other thread; the signals reach
/// nobody else from then on.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Whether a signal came within that time.
    [[nodiscard]] bool waitFor(std::chrono::milliseconds time) const;
    /// A descriptor that becomes readable (poll(2)) when a signal came.
    [[nodiscard]] int descriptor() const noexcept { return came_.get(); }
    /// The verb is ending, and something moves: it gets another second.
    void grantTime() noexcept;
    /// From now on the verb itself ends at the second signal (cameAgain()), and has a second for that.
    void takeSecondSignal() noexcept { isSecondTaken_ = true; }
    [[nodiscard]] bool cameAgain() const noexcept { return cameAgain_; }

private:
    using Clock = std::chrono::steady_clock;

    void watch();

    UniqueFd signals_, came_, over_;
    std::atomic<Clock::time_point::rep> deadline_ = Clock::time_point::max().time_since_epoch().count();
    std::atomic<bool> isSecondTaken_ = false, cameAgain_ = false;
    std::jthread watcher_;
};

} // namespace tapscope::cli
