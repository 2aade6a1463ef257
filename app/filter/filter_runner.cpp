#include "filter_runner.h"

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <QPointer>
#include <QThreadPool>

#include <algorithm>

namespace tapscope {
namespace {

constexpr quint64 chunk = 20'000; // frames: some milliseconds

std::vector<FrameNumber> examine(const std::shared_ptr<const FrameStore>& store, const FieldFilter& filter,
                                 const DecoderRegistry& registry, FrameNumber first, FrameNumber last,
                                 const std::stop_token& stop) {
    const auto plan = DissectionPlan::fields(registry, filter.fields());
    const Dissector dissector(registry);
    Dissection dissection;
    FilterScratch scratch;
    FrameReader reader(store);
    std::vector<FrameNumber> numbers;
    for (FrameNumber number = first; number <= last && !stop.stop_requested(); ++number) {
        const auto frame = reader.read(number);
        if (!frame)
            continue;
        dissector.dissect(*frame, plan, dissection,
                          {.interfaceName = store->interface(frame->interfaceId).name,
                           .previousTime = store->entry(number == 1 ? 1 : number - 1).timestamp(),
                           .firstTime = store->entry(1).timestamp()});
        if (filter.matches(dissection, scratch))
            numbers.push_back(number);
    }
    return numbers;
}

} // namespace

FilterRunner::FilterRunner(const DecoderRegistry& registry, QObject* parent) : QObject(parent), registry_(registry) {}

FilterRunner::~FilterRunner() {
    stop_.request_stop();
    QThreadPool::globalInstance()->waitForDone();
}

void FilterRunner::start(std::shared_ptr<const FrameStore> store, std::shared_ptr<const FieldFilter> filter) {
    stop_.request_stop();
    stop_ = {};
    ++generation_;
    store_ = std::move(store);
    filter_ = std::move(filter);
    count_ = store_ ? store_->count() : 0;
    examined_ = 0;
    isRunning_ = false;
    next();
}

void FilterRunner::setCount(quint64 count) {
    count_ = count;
    next();
}

void FilterRunner::next() {
    if (isRunning_ || !store_ || !filter_ || examined_ >= count_)
        return;
    isRunning_ = true;
    const FrameNumber first = examined_ + 1;
    const FrameNumber last = std::min(count_, examined_ + chunk);
    QThreadPool::globalInstance()->start([self = QPointer<FilterRunner>(this), receiver = this, store = store_,
                                          filter = filter_, &registry = registry_, first, last,
                                          stop = stop_.get_token(), generation = generation_] {
        auto numbers = examine(store, *filter, registry, first, last, stop);
        QMetaObject::invokeMethod(
            receiver,
            [self, numbers = std::move(numbers), last, generation] {
                if (!self || self->generation_ != generation)
                    return;
                self->isRunning_ = false;
                self->examined_ = last;
                emit self->found(numbers, last);
                self->next();
            },
            Qt::QueuedConnection);
    });
}

} // namespace tapscope
