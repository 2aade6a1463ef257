#pragma once

#include <base/unique_fd.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace tapscope::cli {

/// Makes SIGINT, SIGTERM and SIGHUP events to wait for, so that Ctrl+C ends a capture cleanly. It also guarantees an
/// end: a verb that has not ended one second after the first signal (for example because a helper does not answer or a
/// disk hangs), or at the second signal (not before 100 ms), is ended with one line and exit code 1. Create it before
/// any other thread; from then on, the signals have no other effect.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Waits; returns whether a signal arrived within that time.
    [[nodiscard]] bool waitFor(std::chrono::milliseconds time) const;
    /// A descriptor that becomes readable (poll(2)) when a signal arrives.
    [[nodiscard]] int descriptor() const noexcept { return came_.get(); }
    /// The end of the verb makes progress: it gets another second.
    void grantTime() noexcept;
    /// From now on the verb handles the second signal itself (cameAgain()), and has a second to end then.
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
