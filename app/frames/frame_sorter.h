#pragma once

#include "list_column.h"

#include <QObject>
#include <QThreadPool>

#include <analysis/frame_order.h>

#include <memory>
#include <optional>
#include <stop_token>

namespace tapscope {

class FrameListModel;
class RowOrder;

/// Sorts the list by a column, on threads of its own: the window goes on meanwhile. The frames that there are when it
/// begins are sorted; those that come later stand behind them. After another filter, or when frames are decoded
/// otherwise, it sorts once more. GUI's thread.
class FrameSorter final : public QObject {
    Q_OBJECT

public:
    explicit FrameSorter(FrameListModel& model, QObject* parent = nullptr);
    ~FrameSorter() override;

    /// Sorts by a column; anew when the list is sorted by it in this order already.
    void sort(const ListColumn& column, Qt::SortOrder order);
    void takeCaptureOrder();
    /// Sorts if the user has asked for it and the list is not: once a filter has found its frames.
    void proceed();
    /// Ends what is under way: the list stays in the order that it has.
    void cancelAsked();
    [[nodiscard]] bool isSorting() const noexcept { return isSorting_; }
    /// By which column the list is to be sorted; none: capture order.
    [[nodiscard]] const std::optional<ListColumn>& column() const noexcept { return column_; }
    [[nodiscard]] Qt::SortOrder order() const noexcept { return order_; }

signals:
    /// What column() and order() tell has changed.
    void wishChanged();
    /// Frames whose values are known, of all; both are the same at the end.
    void progressed(quint64 done, quint64 total);
    void noted(const QString& text);
    void failed(const QString& text);

private:
    void cancel();
    void start();
    void finish(std::unique_ptr<RowOrder> order);
    void fail(const Error& error);
    void forgetWish();
    /// The values may be others: the list stays as it is until they are sorted.
    void sortAnew();

    FrameListModel& model_;
    QThreadPool threads_; ///< the one that sorts, and those that are being stopped
    std::optional<ListColumn> column_;
    Qt::SortOrder order_ = Qt::AscendingOrder;
    std::stop_source stop_;
    quint64 generation_ = 0; ///< answers to an earlier question are dropped
    quint64 sorted_ = 0;     ///< rows that were there when it began
    bool isSorting_ = false;
};

} // namespace tapscope
