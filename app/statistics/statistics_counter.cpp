#include "statistics_counter.h"

#include "../background/destroy_later.h"
#include "../text/plain_text.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tapscope {
namespace {

/// The number of frames counted before the first results are shown; later parts are larger, because showing takes time,
/// too.
constexpr FrameNumber firstPart = 100'000;

/// Between two parts of a growing capture: the minimum time, and a multiple of the time that a part took.
constexpr std::chrono::milliseconds leastPause{200};
constexpr int pauseForPart = 3;

} // namespace

StatisticsCounter::StatisticsCounter(QObject* parent) : QObject(parent) {
    pause_.setSingleShot(true);
    connect(&pause_, &QTimer::timeout, this, &StatisticsCounter::scan);
}

void StatisticsCounter::start(const ShownCapture& capture, PlanMaker makePlan) {
    cancel();
    plan_ = nullptr;
    destroyLater(std::exchange(count_, nullptr));
    done_ = 0;
    if (capture.store && makePlan) {
        capture_ = capture;
        makePlan_ = std::move(makePlan);
    }
    emit counted();
    beginPlan();
}

void StatisticsCounter::proceed() {
    scan();
}

void StatisticsCounter::cancel() {
    work_.cancel();
    pause_.stop();
    makePlan_ = nullptr;
    capture_ = {};
}

void StatisticsCounter::beginPlan() {
    if (!makePlan_)
        return;
    work_.start([this, make = makePlan_](const LatestWork::Job&) -> std::function<void()> {
        return [this, made = make()] {
            if (!made) {
                cancel();
                emit refused(plainText(made.error().reason));
                return;
            }
            plan_ = *made;
            scan();
        };
    });
}

void StatisticsCounter::scan() {
    const FrameNumber total = capture_.store ? capture_.store->count() : 0;
    if (!plan_ || work_.isRunning() || pause_.isActive() || done_ >= total)
        return;
    sinceStart_.start();
    const FrameNumber last = std::min(total, done_ + std::max(firstPart, done_));
    work_.start([this, capture = capture_, plan = plan_, before = count_, done = done_, last,
                 total](const LatestWork::Job& job) -> std::function<void()> {
        const auto part = countStatistics(capture, plan, done + 1, last, job.stop, [&](FrameNumber more) {
            job.tell([this, done = done + more, total] { emit progressed(done, total); });
        });
        if (!part)
            return nullptr; // it was cancelled
        if (before)
            (*part)->merge(*before);
        return [this, part = *part, last, isAll = last == total] {
            destroyLater(std::exchange(count_, part));
            done_ = last;
            if (isAll) // frames that arrived meanwhile are counted together
                pause_.start(std::max(leastPause, pauseForPart * std::chrono::milliseconds(sinceStart_.elapsed())));
            else
                scan();
            emit counted();
        };
    });
}

} // namespace tapscope
