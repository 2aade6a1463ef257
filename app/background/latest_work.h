#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <stop_token>

namespace tapscope {

/// One piece of work at a time on a thread of its own, for an object of the GUI's thread, which it never blocks. What
/// still runs for an earlier question is stopped, and what it says is dropped. GUI's thread.
class LatestWork final {
public:
    /// What runs on the thread.
    struct Job {
        std::stop_token stop;
        /// Runs a function on the GUI's thread, unless the work was cancelled by then.
        std::function<void(std::function<void()>)> tell;
    };
    /// Gives what is to be done on the GUI's thread when it is over, once isRunning() is false; null: nothing.
    using Work = std::function<std::function<void()>(const Job&)>;

    LatestWork();
    /// Stops what runs and waits for it.
    ~LatestWork();
    LatestWork(const LatestWork&) = delete;
    LatestWork& operator=(const LatestWork&) = delete;

    /// Only while nothing runs.
    void start(Work work);
    void cancel();
    [[nodiscard]] bool isRunning() const noexcept { return isRunning_; }

private:
    QThreadPool threads_; ///< the one that runs, and those that are being stopped
    QObject receiver_;    ///< of what threads tell; nothing reaches it once it is gone
    std::stop_source stop_;
    quint64 generation_ = 0; ///< answers to an earlier question are dropped
    bool isRunning_ = false;
};

} // namespace tapscope
