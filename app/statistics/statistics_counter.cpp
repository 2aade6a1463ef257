#include "statistics_counter.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

/// Frames that are counted before the first figures are shown; later parts are larger, as showing costs time, too.
constexpr FrameNumber firstPart = 100'000;
constexpr int mostScans = 64; ///< one runs; those that a decoder holds up keep their threads

} // namespace

StatisticsCounter::StatisticsCounter(QObject* parent) : QObject(parent) {
    threads_.setMaxThreadCount(mostScans);
}

StatisticsCounter::~StatisticsCounter() {
    stop_.request_stop();
    threads_.clear();
    threads_.waitForDone();
}

void StatisticsCounter::start(const ShownCapture& capture, std::shared_ptr<const StatisticsPlan> plan) {
    cancel();
    stop_ = {};
    capture_ = capture;
    plan_ = capture.store ? std::move(plan) : nullptr;
    count_ = nullptr;
    done_ = 0;
    emit counted();
    scan();
}

void StatisticsCounter::proceed() {
    scan();
}

void StatisticsCounter::cancel() {
    stop_.request_stop();
    ++generation_;
    plan_ = nullptr;
    isScanning_ = false;
}

void StatisticsCounter::scan() {
    const FrameNumber total = capture_.store ? capture_.store->count() : 0;
    if (!plan_ || isScanning_ || done_ >= total)
        return;
    isScanning_ = true;
    const FrameNumber last = std::min(total, done_ + std::max(firstPart, done_));
    threads_.start([self = QPointer<StatisticsCounter>(this), receiver = this, capture = capture_, plan = plan_,
                    before = count_, done = done_, last, total, stop = stop_.get_token(), generation = generation_] {
        // The destructor waits for this, so that there is always a receiver.
        const auto tell = [&](auto what) {
            QMetaObject::invokeMethod(
                receiver,
                [self, generation, what = std::move(what)] {
                    if (self && self->generation_ == generation)
                        what(*self);
                },
                Qt::QueuedConnection);
        };
        const auto part = countStatistics(capture, plan, done + 1, last, stop, [&](FrameNumber more) {
            tell([done = done + more, total](StatisticsCounter& counter) { emit counter.progressed(done, total); });
        });
        if (!part)
            return; // it was cancelled
        if (before)
            (*part)->merge(*before);
        tell([part = *part, last](StatisticsCounter& counter) { counter.take(part, last); });
    });
}

void StatisticsCounter::take(const std::shared_ptr<StatisticsCount>& part, FrameNumber last) {
    isScanning_ = false;
    count_ = part;
    done_ = last;
    scan();
    emit counted();
}

} // namespace tapscope
