#include "frame_sorter.h"

#include "../text/plain_text.h"
#include "frame_list_model.h"

#include <QPointer>

#include <algorithm>
#include <memory>
#include <utility>

namespace tapscope {
namespace {

constexpr int mostScans = 64; ///< one runs; the others may be blocked in a decoder

OrderKey keyOf(const ListColumn& column, const FrameListModel& model) {
    using By = OrderKey::By;
    switch (column.kind) {
    case FrameRow::Number:
        return {.by = By::Number};
    case FrameRow::Time:
        return {.by = model.timeFormat() == TimeFormat::SincePrevious ? By::TimeSincePrevious : By::Time};
    case FrameRow::DirectionColumn:
        return {.by = By::Direction};
    case FrameRow::Source:
        return {.by = By::Source};
    case FrameRow::Destination:
        return {.by = By::Destination};
    case FrameRow::Protocol:
        return {.by = By::Protocol};
    case FrameRow::Length:
        return {.by = By::Length};
    case FrameRow::Info:
        return {.by = By::Info};
    case FrameRow::Interface:
        return {.by = By::Interface};
    case FrameRow::ColumnCount:
        break;
    }
    const auto found = findColumn(column.field.toStdString(), model.registry());
    return {.by = By::Fields, .fields = found ? found->ids : std::vector<FieldId>()};
}

} // namespace

FrameSorter::FrameSorter(FrameListModel& model, QObject* parent) : QObject(parent), model_(model) {
    threads_.setMaxThreadCount(mostScans);
    connect(&model_, &FrameListModel::reset, this, [this] {
        cancel(); // the frames being sorted are not those that the list shows
        if (model_.total() == 0)
            forgetWish();
    });
    connect(&model_, &FrameListModel::decodingChanged, this, &FrameSorter::sortAnew);
    connect(&model_, &FrameListModel::timesChanged, this, [this] {
        if (column_ && column_->kind == FrameRow::Time)
            sortAnew();
    });
    connect(&model_, &FrameListModel::topRemoved, this, [this] {
        if (!column_)
            return;
        cancel();
        forgetWish();
        emit noted(tr("The list is back in capture order because the oldest file of the ring was removed"));
    });
}

FrameSorter::~FrameSorter() {
    stop_.request_stop();
    threads_.clear();
    threads_.waitForDone();
}

void FrameSorter::sort(const ListColumn& column, Qt::SortOrder order) {
    const bool isTurned = column_ && column_->showsSameAs(column) && model_.order() != nullptr && !isSorting_ &&
                          order != order_ && model_.order()->size() == model_.count();
    column_ = column;
    order_ = order;
    emit wishChanged();
    if (isTurned)
        model_.setDescending(order == Qt::DescendingOrder);
    else
        start();
}

void FrameSorter::restoreCaptureOrder() {
    cancel();
    forgetWish();
    model_.setOrder(nullptr);
}

void FrameSorter::forgetWish() {
    if (!column_)
        return;
    column_.reset();
    emit wishChanged();
}

void FrameSorter::sortAnew() {
    if (column_)
        start();
}

void FrameSorter::proceed() {
    if (column_ && !isSorting_ && model_.order() == nullptr)
        start();
}

void FrameSorter::cancel() {
    stop_.request_stop();
    ++generation_;
    if (std::exchange(isSorting_, false))
        emit progressed(sorted_, sorted_);
}

void FrameSorter::cancelAsked() {
    if (!isSorting_)
        return;
    cancel();
    if (model_.order() == nullptr)
        forgetWish();
    emit noted(tr("Sorting was cancelled; the list is not sorted"));
}

void FrameSorter::start() {
    cancel();
    stop_ = {};
    sorted_ = model_.count();
    if (!column_ || !model_.store() || sorted_ == 0)
        return;
    isSorting_ = true;
    emit progressed(0, sorted_);
    threads_.start([self = QPointer<FrameSorter>(this), receiver = this, capture = model_.capture(),
                    key = keyOf(*column_, model_), first = model_.first(), last = model_.total(),
                    chosen = model_.chosen(), total = sorted_, stop = stop_.get_token(), generation = generation_] {
        // The destructor waits for this, so that there is always a receiver.
        const auto tell = [&](auto what) {
            QMetaObject::invokeMethod(
                receiver,
                [self, generation, what = std::move(what)]() mutable {
                    if (self && self->generation_ == generation)
                        what(*self);
                },
                Qt::QueuedConnection);
        };
        FramesToOrder frames{.first = first, .last = last};
        if (chosen)
            frames.chosen = *chosen;
        FrameNumber told = 0;
        const FrameNumber step = std::max<FrameNumber>(total / 200, 1);
        auto order =
            std::make_shared<Result<FrameOrder>>(orderFrames(capture, key, frames, stop, [&](FrameNumber done) {
                if (done < told + step)
                    return;
                told = done;
                tell([done, total](FrameSorter& sorter) {
                    emit sorter.progressed(std::min<quint64>(done, total - 1), total);
                });
            }));
        auto rows = std::make_shared<std::unique_ptr<RowOrder>>(); // made on this thread, because it takes long
        if (*order)
            *rows = std::make_unique<RowOrder>(std::move(**order));
        tell([order, rows](FrameSorter& sorter) {
            if (*order)
                sorter.finish(std::move(*rows));
            else
                sorter.fail(order->error());
        });
    });
}

void FrameSorter::finish(std::unique_ptr<RowOrder> order) {
    isSorting_ = false;
    order->setDescending(order_ == Qt::DescendingOrder);
    model_.setOrder(std::move(order));
    emit progressed(sorted_, sorted_);
    if (model_.count() > sorted_)
        emit noted(tr("Sorted the first %L1 frames; newer frames follow unsorted").arg(sorted_));
}

void FrameSorter::fail(const Error& error) {
    isSorting_ = false;
    emit progressed(sorted_, sorted_);
    if (error.kind != ErrorKind::Cancelled)
        emit failed(plainText(error.text()));
    if (model_.order() == nullptr)
        forgetWish();
}

} // namespace tapscope
