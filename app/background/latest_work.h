#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <stop_token>

namespace tapscope {

/// Runs one piece of work at a time on a separate thread for an object of the GUI thread, which it never blocks.
/// Starting new work stops the earlier work and drops its result. GUI thread.
class LatestWork final {
public:
    /// The running work, as the worker thread sees it.
    struct Job {
        std::stop_token stop;
        /// Runs a function on the GUI thread, unless the work has been cancelled by then.
        std::function<void(std::function<void()>)> tell;
    };
    /// The work. Returns a function to run on the GUI thread when the work has ended and isRunning() is false, or null.
    using Work = std::function<std::function<void()>(const Job&)>;

    LatestWork();
    /// Stops the running work and waits for its end.
    ~LatestWork();
    LatestWork(const LatestWork&) = delete;
    LatestWork& operator=(const LatestWork&) = delete;

    /// Call only while nothing is running.
    void start(Work work);
    void cancel();
    [[nodiscard]] bool isRunning() const noexcept { return isRunning_; }

private:
    QThreadPool threads_; ///< the running thread, and threads that are being stopped
    QObject receiver_;    ///< receives the threads' results; nothing is delivered after its destruction
    std::stop_source stop_;
    quint64 generation_ = 0; ///< results of earlier work are dropped
    bool isRunning_ = false;
};

} // namespace tapscope
