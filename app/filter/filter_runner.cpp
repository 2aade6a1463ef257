#include "filter_runner.h"

#include <QPointer>

#include <algorithm>

namespace tapscope {
namespace {

constexpr quint64 chunk = 20'000; // frames: some milliseconds

} // namespace

FilterRunner::FilterRunner(const DecoderRegistry& registry, QObject* parent) : QObject(parent), registry_(&registry) {}

FilterRunner::~FilterRunner() {
    stop_.request_stop();
    threads_.clear();
    threads_.waitForDone();
}

void FilterRunner::start(std::shared_ptr<const FrameStore> store, std::shared_ptr<const FieldFilter> filter,
                         std::shared_ptr<HistoryLearner> learner, std::vector<FrameNumber> marked,
                         const DecodeAsList& decodeAs) {
    stop_.request_stop();
    stop_ = {};
    ++generation_;
    count_ = store ? store->count() : 0;
    search_ = store && filter ? std::make_shared<const StoreFilter>(std::move(store), std::move(filter), *registry_,
                                                                    std::move(learner), std::move(marked), decodeAs)
                              : nullptr;
    asked_ = examined_ = 0;
    running_ = 0;
    early_.clear();
    proceed();
}

void FilterRunner::setCount(quint64 count) {
    count_ = count;
    proceed();
}

void FilterRunner::cancel() {
    stop_.request_stop();
    ++generation_;
    search_ = nullptr;
}

void FilterRunner::proceed() {
    // Each answer starts the next question: a frame that arrives alone makes one small part, a file many large ones.
    while (search_ && running_ < threads_.maxThreadCount() && asked_ < count_) {
        const FrameNumber first = asked_ + 1;
        const FrameNumber last = std::min(count_, asked_ + chunk);
        asked_ = last;
        ++running_;
        threads_.start([self = QPointer<FilterRunner>(this), receiver = this, search = search_, first, last,
                        stop = stop_.get_token(), generation = generation_] {
            auto numbers = search->find(first, last, stop);
            QMetaObject::invokeMethod(
                receiver,
                [self, numbers = std::move(numbers), first, last, generation]() mutable {
                    if (self && self->generation_ == generation)
                        self->take(first, last, std::move(numbers));
                },
                Qt::QueuedConnection);
        });
    }
}

void FilterRunner::take(FrameNumber first, FrameNumber last, std::vector<FrameNumber> numbers) {
    --running_;
    early_.emplace(first, Part{last, std::move(numbers)});
    while (!early_.empty() && early_.begin()->first == examined_ + 1) {
        const Part part = std::move(early_.extract(early_.begin()).mapped());
        examined_ = part.last;
        emit found(part.numbers, examined_);
    }
    proceed();
}

} // namespace tapscope
