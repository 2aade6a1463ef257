#include "filter_runner.h"

#include "../text/plain_text.h"

#include <algorithm>
#include <utility>

namespace tapscope {

void FilterRunner::start(ShownCapture capture, std::shared_ptr<const FieldFilter> filter) {
    cancel();
    count_ = capture.store ? capture.store->count() : 0;
    examined_ = 0;
    if (capture.store && filter)
        search_ = std::make_shared<const StoreFilter>(std::move(capture), std::move(filter));
    proceed();
}

void FilterRunner::setCount(quint64 count) {
    count_ = count;
    proceed();
}

void FilterRunner::cancel() {
    scan_.cancel();
    search_ = nullptr;
}

void FilterRunner::proceed() {
    if (!search_ || scan_.isRunning() || examined_ >= count_)
        return;
    scan_.start([this, search = search_, first = examined_ + 1,
                 last = count_](const LatestWork::Job& job) -> std::function<void()> {
        const auto done = search->find(
            first, last,
            [&](std::vector<FrameNumber> numbers, FrameNumber examined) {
                job.tell([this, numbers = std::move(numbers), examined] {
                    examined_ = examined;
                    emit found(numbers, examined);
                });
            },
            job.stop);
        if (done)
            return [this, last] {
                examined_ = std::max<quint64>(examined_, last); // including frames that a ring has removed
                proceed();
            };
        if (done.error().kind == ErrorKind::Cancelled)
            return nullptr;
        return [this, text = plainText(done.error().text())] {
            cancel();
            emit failed(text);
        };
    });
}

} // namespace tapscope
