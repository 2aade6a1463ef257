#pragma once

#include <base/unique_fd.h>

#include <atomic>
#include <chrono>
#include <memory>

namespace tapscope::cli {

/// Makes SIGINT, SIGTERM and SIGHUP events to wait for, so that Ctrl+C ends a capture cleanly. It also guarantees an
/// end: a verb that makes no progress for a second after the first signal (for example because a helper does not answer
/// or a disk hangs) is ended with one line and exit code 1, or with its own exit code if its work was done. So is one
/// that gets a second signal (not before 100 ms). The second is counted in checks, so it is longer while the machine
/// has no time for this program. Create it before any other thread; from then on, the signals have no other effect,
/// also after its destruction: until the process ends, a plugin's library may hang when it destroys its objects.
class Interruption {
public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Waits; returns whether a signal arrived within that time.
    [[nodiscard]] bool waitFor(std::chrono::milliseconds time) const;
    /// A descriptor that becomes readable (poll(2)) when a signal arrives.
    [[nodiscard]] int descriptor() const noexcept { return watch_->came.get(); }
    /// The end of the verb makes progress: it gets another second.
    void grantTime() noexcept { watch_->grantTime(); }
    /// The work of the verb is done, and its output written. If the rest does not return, the program ends with this
    /// exit code.
    void workIsDone(int exitCode) noexcept { watch_->exitCode = exitCode; }
    /// From now on the verb handles the second signal itself (cameAgain()), and has a second to end then.
    void takeSecondSignal() noexcept { watch_->isSecondTaken = true; }
    [[nodiscard]] bool cameAgain() const noexcept { return watch_->cameAgain; }

private:
    static constexpr int workNotDone = 1;

    /// What the watching thread, which only the end of the process ends, shares with the verb.
    struct Watch {
        static constexpr int allChecks = 18; ///< every 50 ms: "within a second", with the time to be scheduled

        UniqueFd endSignals, came;
        std::atomic<int> checksLeft = allChecks;
        std::atomic<int> exitCode = workNotDone;
        std::atomic<bool> isSecondTaken = false, cameAgain = false;

        void grantTime() noexcept { checksLeft = allChecks; }
        [[noreturn]] void run();
        [[noreturn]] void endNow() const;
    };
    std::shared_ptr<Watch> watch_ = std::make_shared<Watch>();
};

} // namespace tapscope::cli
