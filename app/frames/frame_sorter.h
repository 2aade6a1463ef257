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

/// Sorts the list by a column on worker threads, without blocking the window. The frames that exist at the start are
/// sorted; later frames follow unsorted. Sorts again after a change of the filter or the decoding. GUI thread.
class FrameSorter final : public QObject {
    Q_OBJECT

public:
    explicit FrameSorter(FrameListModel& model, QObject* parent = nullptr);
    ~FrameSorter() override;

    /// Sorts by a column, even if the list is already sorted by it in this order.
    void sort(const ListColumn& column, Qt::SortOrder order);
    void restoreCaptureOrder();
    /// Sorts if the user has chosen a column and the list is not sorted: called once a filter has found its frames.
    void proceed();
    /// Cancels sorting: the list keeps its present order.
    void cancelAsked();
    [[nodiscard]] bool isSorting() const noexcept { return isSorting_; }
    /// The column to sort by; none: capture order.
    [[nodiscard]] const std::optional<ListColumn>& column() const noexcept { return column_; }
    [[nodiscard]] Qt::SortOrder order() const noexcept { return order_; }

signals:
    /// column() or order() has changed.
    void wishChanged();
    /// Frames whose values are known, of all frames; both are equal at the end.
    void progressed(quint64 done, quint64 total);
    void noted(const QString& text);
    void failed(const QString& text);

private:
    void cancel();
    void start();
    void finish(std::unique_ptr<RowOrder> order);
    void fail(const Error& error);
    void forgetWish();
    /// The values may have changed: the list keeps its order until they are sorted again.
    void sortAnew();

    FrameListModel& model_;
    QThreadPool threads_; ///< the sorting thread, and threads that are being stopped
    std::optional<ListColumn> column_;
    Qt::SortOrder order_ = Qt::AscendingOrder;
    std::stop_source stop_;
    quint64 generation_ = 0; ///< results of earlier sorting are dropped
    quint64 sorted_ = 0;     ///< rows that existed when it began
    bool isSorting_ = false;
};

} // namespace tapscope
