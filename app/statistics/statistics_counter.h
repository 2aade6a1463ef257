#pragma once

#include <QObject>
#include <QThreadPool>

#include <analysis/statistics_scan.h>

#include <memory>
#include <stop_token>

namespace tapscope {

/// Counts statistics of the capture that is shown, and goes on as it grows. Lives on the GUI's thread, which it never
/// blocks: counting has threads of its own, and what was counted is an immutable value.
class StatisticsCounter final : public QObject {
    Q_OBJECT

public:
    explicit StatisticsCounter(QObject* parent = nullptr);
    ~StatisticsCounter() override;

    /// Counts this from the first frame on; a null plan counts nothing.
    void start(const ShownCapture& capture, std::shared_ptr<const StatisticsPlan> plan);
    /// The store has grown.
    void proceed();
    /// Leaves what was counted so far; later frames are not counted.
    void cancel();

    /// What was counted by the end of the last part; null: nothing yet.
    [[nodiscard]] const std::shared_ptr<const StatisticsCount>& count() const noexcept { return count_; }
    [[nodiscard]] bool isRunning() const noexcept { return isScanning_; }

signals:
    /// More frames were looked at, of those that there are.
    void progressed(quint64 done, quint64 total);
    /// count() is another value.
    void counted();

private:
    void scan();
    void take(const std::shared_ptr<StatisticsCount>& part, FrameNumber last);

    QThreadPool threads_; ///< each scan's first thread
    ShownCapture capture_;
    std::shared_ptr<const StatisticsPlan> plan_;
    std::shared_ptr<const StatisticsCount> count_;
    std::stop_source stop_;
    quint64 generation_ = 0; ///< answers to an earlier question are dropped
    FrameNumber done_ = 0;
    bool isScanning_ = false;
};

} // namespace tapscope
