#pragma once

#include "../background/latest_work.h"

#include <QObject>

#include <analysis/statistics_scan.h>

#include <memory>

namespace tapscope {

/// Counts statistics of the capture that is shown, and goes on as it grows. Lives on the GUI's thread, which it never
/// blocks: counting has threads of its own, and what was counted is an immutable value.
class StatisticsCounter final : public QObject {
    Q_OBJECT

public:
    explicit StatisticsCounter(QObject* parent = nullptr) : QObject(parent) {}

    /// Counts this from the first frame on; a null plan counts nothing.
    void start(const ShownCapture& capture, std::shared_ptr<const StatisticsPlan> plan);
    /// The store has grown.
    void proceed();
    /// Leaves what was counted so far; later frames are not counted.
    void cancel();

    /// What was counted by the end of the last part; null: nothing yet.
    [[nodiscard]] const std::shared_ptr<const StatisticsCount>& count() const noexcept { return count_; }
    [[nodiscard]] bool isRunning() const noexcept { return work_.isRunning(); }

signals:
    /// More frames were looked at, of those that there are.
    void progressed(quint64 done, quint64 total);
    /// count() is another value.
    void counted();

private:
    void scan();
    void take(const std::shared_ptr<StatisticsCount>& part, FrameNumber last);

    ShownCapture capture_; ///< none while nothing is counted: what is not looked at any more is not kept
    std::shared_ptr<const StatisticsPlan> plan_;
    std::shared_ptr<const StatisticsCount> count_;
    FrameNumber done_ = 0;
    LatestWork work_; ///< the last member: its threads use the others
};

} // namespace tapscope
