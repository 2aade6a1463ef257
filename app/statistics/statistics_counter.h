#pragma once

#include "../background/latest_work.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <analysis/statistics_scan.h>

#include <functional>
#include <memory>

namespace tapscope {

/// Counts statistics of the shown capture, and continues as it grows: a few times a second, and less often where what
/// was counted is so large that adding to it takes long. Lives on the GUI's thread, which it never blocks: counting,
/// and making the plan, have threads of their own, and what was counted is an immutable value.
class StatisticsCounter final : public QObject {
    Q_OBJECT

public:
    using Plan = std::shared_ptr<const StatisticsPlan>;
    /// Runs on a thread of its own, because it may call plugins.
    using PlanMaker = std::function<Result<Plan>()>;

    explicit StatisticsCounter(QObject* parent = nullptr);

    /// Counts by this plan from the first frame on; null: counts nothing.
    void start(const ShownCapture& capture, PlanMaker makePlan);
    /// The store has grown.
    void proceed();
    /// Keeps what was counted so far; later frames are not counted.
    void cancel();

    /// Null: none yet.
    [[nodiscard]] const Plan& plan() const noexcept { return plan_; }
    /// What was counted by the end of the last part; null: nothing yet.
    [[nodiscard]] const std::shared_ptr<const StatisticsCount>& count() const noexcept { return count_; }
    [[nodiscard]] bool isRunning() const noexcept { return work_.isRunning(); }

signals:
    /// There is no plan, for this reason.
    void refused(const QString& reason);
    /// More frames were looked at, of those that there are.
    void progressed(quint64 done, quint64 total);
    /// count() is another value.
    void counted();

private:
    void beginPlan();
    void scan();

    ShownCapture capture_; ///< none while nothing is counted: what is not looked at any more is not kept
    PlanMaker makePlan_;
    Plan plan_;
    std::shared_ptr<const StatisticsCount> count_;
    FrameNumber done_ = 0;
    QElapsedTimer sinceStart_; ///< of the part that is counted
    QTimer pause_;
    LatestWork work_; ///< the last member: its threads use the others
};

} // namespace tapscope
