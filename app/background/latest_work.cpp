#include "latest_work.h"

#include <utility>

namespace tapscope {
namespace {

constexpr int mostThreads = 64; ///< one runs; the others may be blocked in a decoder

} // namespace

LatestWork::LatestWork() {
    threads_.setMaxThreadCount(mostThreads);
}

LatestWork::~LatestWork() {
    stop_.request_stop();
    threads_.clear();
    threads_.waitForDone();
}

void LatestWork::start(Work work) {
    stop_ = {};
    isRunning_ = true;
    const auto tell = [this, generation = generation_](std::function<void()> what) {
        // The destructor waits for the threads, so there is always a receiver.
        QMetaObject::invokeMethod(
            &receiver_,
            [this, generation, what = std::move(what)] {
                if (generation == generation_)
                    what();
            },
            Qt::QueuedConnection);
    };
    threads_.start([this, work = std::move(work), job = Job{stop_.get_token(), tell}]() mutable {
        auto then = work(job);
        work = nullptr; // release the work's captures before its end is announced
        job.tell([this, then = std::move(then)] {
            isRunning_ = false;
            if (then)
                then();
        });
    });
}

void LatestWork::cancel() {
    stop_.request_stop();
    ++generation_;
    isRunning_ = false;
}

} // namespace tapscope
