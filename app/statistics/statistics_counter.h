#pragma once

#include "../background/latest_work.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <analysis/statistics_scan.h>

#include <functional>
#include <memory>

namespace tapscope {

/// Counts statistics of the shown capture, and continues as it grows: a few times per second, and less often if the
/// result is so large that updating it takes long. Lives on the GUI thread, which it never blocks: counting and making
/// the plan run on other threads, and the result is an immutable value.
class StatisticsCounter final : public QObject {
    Q_OBJECT

public:
    using Plan = std::shared_ptr<const StatisticsPlan>;
    /// Runs on another thread, because it may call plugins.
    using PlanMaker = std::function<Result<Plan>()>;

    explicit StatisticsCounter(QObject* parent = nullptr);

    /// Counts by this plan from the first frame on; null: counts nothing.
    void start(const ShownCapture& capture, PlanMaker makePlan);
    /// The store has grown.
    void proceed();
    /// Stops. The result so far stays; later frames are not counted.
    void cancel();

    /// Null: none yet.
    [[nodiscard]] const Plan& plan() const noexcept { return plan_; }
    /// The result at the end of the last part; null: none yet.
    [[nodiscard]] const std::shared_ptr<const StatisticsCount>& count() const noexcept { return count_; }
    [[nodiscard]] bool isRunning() const noexcept { return work_.isRunning(); }

signals:
    /// The plan could not be made, for this reason.
    void refused(const QString& reason);
    /// More frames have been counted, of all frames.
    void progressed(quint64 done, quint64 total);
    /// count() has changed.
    void counted();

private:
    void beginPlan();
    void scan();

    ShownCapture capture_; ///< none while nothing is counted, so that an unused capture is released
    PlanMaker makePlan_;
    Plan plan_;
    std::shared_ptr<const StatisticsCount> count_;
    FrameNumber done_ = 0;
    QElapsedTimer sinceStart_; ///< since the start of the current part
    QTimer pause_;
    LatestWork work_; ///< the last member: its threads use the others
};

} // namespace tapscope
