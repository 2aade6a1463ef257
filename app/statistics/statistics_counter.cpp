#include "statistics_counter.h"

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

/// Frames that are counted before the first figures are shown; later parts are larger, as showing costs time, too.
constexpr FrameNumber firstPart = 100'000;

} // namespace

void StatisticsCounter::start(const ShownCapture& capture, std::shared_ptr<const StatisticsPlan> plan) {
    cancel();
    if (capture.store && plan) {
        capture_ = capture;
        plan_ = std::move(plan);
    }
    count_ = nullptr;
    done_ = 0;
    emit counted();
    scan();
}

void StatisticsCounter::proceed() {
    scan();
}

void StatisticsCounter::cancel() {
    work_.cancel();
    plan_ = nullptr;
    capture_ = {};
}

void StatisticsCounter::scan() {
    const FrameNumber total = capture_.store ? capture_.store->count() : 0;
    if (!plan_ || work_.isRunning() || done_ >= total)
        return;
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
        return [this, part = *part, last] { take(part, last); };
    });
}

void StatisticsCounter::take(const std::shared_ptr<StatisticsCount>& part, FrameNumber last) {
    count_ = part;
    done_ = last;
    scan();
    emit counted();
}

} // namespace tapscope
