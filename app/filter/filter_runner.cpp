#include "filter_runner.h"

#include "../text/plain_text.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr int mostScans = 64; ///< one runs; those that a decoder holds up keep their threads

} // namespace

FilterRunner::FilterRunner(QObject* parent) : QObject(parent) {
    threads_.setMaxThreadCount(mostScans);
}

FilterRunner::~FilterRunner() {
    stop_.request_stop();
    threads_.clear();
    threads_.waitForDone();
}

void FilterRunner::start(ShownCapture capture, std::shared_ptr<const FieldFilter> filter) {
    cancel();
    stop_ = {};
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
    stop_.request_stop();
    ++generation_;
    search_ = nullptr;
    isScanning_ = false;
}

void FilterRunner::proceed() {
    if (!search_ || isScanning_ || examined_ >= count_)
        return;
    isScanning_ = true;
    threads_.start([self = QPointer<FilterRunner>(this), receiver = this, search = search_, first = examined_ + 1,
                    last = count_, stop = stop_.get_token(), generation = generation_] {
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
        const auto done = search->find(
            first, last,
            [&](std::vector<FrameNumber> numbers, FrameNumber examined) {
                tell([numbers = std::move(numbers), examined](FilterRunner& runner) {
                    runner.examined_ = examined;
                    emit runner.found(numbers, examined);
                });
            },
            stop);
        if (done)
            tell([last](FilterRunner& runner) {
                runner.examined_ = std::max<quint64>(runner.examined_, last); // frames that a ring removed, too
                runner.isScanning_ = false;
                runner.proceed();
            });
        else if (done.error().kind != ErrorKind::Cancelled)
            tell([text = plainText(done.error().text())](FilterRunner& runner) {
                runner.cancel();
                emit runner.failed(text);
            });
    });
}

} // namespace tapscope
