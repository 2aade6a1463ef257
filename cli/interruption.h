#pragma once

#include <base/unique_fd.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace tapscope::cli {

/// Makes SIGINT, SIGTERM and SIGHUP events to wait for, so that Ctrl+C ends a capture cleanly. It also guarantees an
/// end: a verb that makes no progress for a second after the first signal (for example because a helper does not answer
/// or a disk hangs) is ended with one line and exit code 1, or with its own exit code if its work was done. So is one
/// that gets a second signal (not before 100 ms). The second is counted in checks, so it is longer while the machine
/// has no time for this program. Create it before any other thread; from then on, the signals have no other effect.
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
    void grantTime() noexcept { checksLeft_ = allChecks; }
    /// The work of the verb is done, and its output written. If the rest does not return, the program ends with this
    /// exit code.
    void workIsDone(int exitCode) noexcept { exitCode_ = exitCode; }
    /// From now on the verb handles the second signal itself (cameAgain()), and has a second to end then.
    void takeSecondSignal() noexcept { isSecondTaken_ = true; }
    [[nodiscard]] bool cameAgain() const noexcept { return cameAgain_; }

private:
    static constexpr int allChecks = 18; ///< every 50 ms: "within a second", with the time to be scheduled
    static constexpr int workNotDone = 1;

    void watch();
    [[noreturn]] void endNow() const;

    UniqueFd signals_, came_, over_;
    std::atomic<int> checksLeft_ = allChecks;
    std::atomic<int> exitCode_ = workNotDone;
    std::atomic<bool> isSecondTaken_ = false, cameAgain_ = false;
    std::jthread watcher_;
};

} // namespace tapscope::cli
