#pragma once

#include "row_order.h"
#include "row_worker.h"
#include "rows_text.h"
#include "turn_patience.h"

#include <QCache>
#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tapscope {

/// The frames of a store as rows of text. A row is decoded on demand on a worker thread, and a few hundred rows are
/// cached; nothing is stored per row, so the cost does not depend on the size of the capture. A request returns within
/// a few milliseconds, whatever the decoders do; a row that is not ready by then is announced later by a signal.
/// Independent of widgets. GUI thread.
class FrameListModel final : public QObject {
    Q_OBJECT

public:
    using Row = FrameRow;
    using Column = FrameRow::Column;
    using enum FrameRow::Column;

    explicit FrameListModel(const DecoderRegistry& registry, QObject* parent = nullptr);
    ~FrameListModel() override;

    /// Shows another capture, or the same capture with other decoding or marks. After a change of the registry, the
    /// colouring has to be set again.
    void setCapture(const ShownCapture& capture);
    /// More frames have been learned: rows that were made too early are made again.
    void refreshProvisional();
    void setColouring(std::shared_ptr<const Colouring> colouring);
    [[nodiscard]] const Colouring& colouring() const noexcept { return *recipe_->colouring; }
    [[nodiscard]] const std::shared_ptr<const Colouring>& sharedColouring() const noexcept {
        return recipe_->colouring;
    }
    /// Shows the frames that the store has now.
    void setCount(quint64 count);
    /// The first existing frame: earlier ones were removed from a ring of files, and their rows are removed, too.
    void setFirst(quint64 first);
    void setTimeFormat(TimeFormat format);
    [[nodiscard]] TimeFormat timeFormat() const noexcept { return recipe_->timeFormat; }
    /// Sets the fields of the user's own columns: FrameRow::fields has their values, in this order.
    void setFields(const QStringList& names);
    /// The registry's fields for the user's own columns; empty for a name that the registry does not have.
    [[nodiscard]] const std::vector<FieldColumn>& fields() const noexcept { return recipe_->fields; }
    /// Makes the frame a time reference: times from this frame on are relative to it, up to the next reference. For a
    /// frame that is a reference, removes the reference.
    void toggleTimeReference(FrameNumber number);
    /// Ascending.
    [[nodiscard]] const std::vector<FrameNumber>& timeReferences() const noexcept { return recipe_->references; }
    /// Removes all time references: times are relative to the first frame again.
    void unsetTimeReferences();

    /// From now on shows only frames given to show(); null shows all frames again.
    enum class Showing { All, Chosen };
    void setShowing(Showing showing);
    [[nodiscard]] bool isFiltered() const noexcept { return shown_ != nullptr; }
    /// Adds frames to show, ascending and after those that are already shown.
    void show(const std::vector<FrameNumber>& numbers);

    [[nodiscard]] quint64 count() const noexcept { return shown_ ? shown_->size() : count_ + 1 - first_; }
    /// The frame in a row, and the row of a frame or of the next shown frame.
    [[nodiscard]] FrameNumber number(quint64 row) const {
        const quint64 at = order_ ? order_->rowAt(row) : row;
        return shown_ ? (*shown_)[at] : at + first_;
    }
    [[nodiscard]] quint64 rowOf(FrameNumber number) const;
    /// All shown frames, ascending, regardless of the list's order.
    [[nodiscard]] std::vector<FrameNumber> displayed() const;
    /// The frames found by the filter, or null if there is no filter. Immutable.
    [[nodiscard]] std::shared_ptr<const std::vector<FrameNumber>> chosen() const { return shown_; }
    /// The first existing frame.
    [[nodiscard]] FrameNumber first() const noexcept { return first_; }

    /// Sorts the rows that existed when the order was made; null: capture order. Another capture or filter, or a ring
    /// that removes frames, ends the sorting.
    void setOrder(std::unique_ptr<RowOrder> order);
    void setDescending(bool isDescending);
    [[nodiscard]] const RowOrder* order() const noexcept { return order_.get(); }
    /// The last existing frame, shown or not; 0 = none.
    [[nodiscard]] quint64 total() const noexcept { return count_; }
    /// Requests these rows, which are visible, and no others; at most up to count() - 1.
    void prepare(quint64 first, quint64 last);
    /// A row from 0 to count() - 1. A row that is not decoded yet has only what is known without decoding;
    /// rowsChanged() follows. A copy: asking for a row may replace the same row or remove others.
    [[nodiscard]] Row row(quint64 position);
    [[nodiscard]] static QString title(int column);
    /// The description of a column, for its tool tip.
    [[nodiscard]] static QString about(int column);

    /// The frame with its fields. While it is not decoded, the frame with its bytes only, or null; fieldsChanged()
    /// follows. Also null if the frame cannot be read.
    [[nodiscard]] std::shared_ptr<const DissectedFrame> dissect(FrameNumber number);
    /// Whether the frame last requested from dissect() is still being decoded.
    [[nodiscard]] bool isDissecting() const noexcept { return wanted_.fields != 0; }
    /// Appends these columns (FrameRow::text()) of the frames to `rows`. Calls `then` with the text when all rows are
    /// decoded, unless other rows have been requested by then.
    void collectText(std::vector<FrameNumber> numbers, std::vector<int> columns, RowsText rows,
                     std::function<void(const QString&)> then);
    /// How long a request may wait for decoding in one turn of the window's event loop. Tests set a longer time than
    /// the default to get decoded rows at once.
    void setPatience(std::chrono::milliseconds patience) noexcept;
    /// The rest of this time in the current turn.
    [[nodiscard]] TurnPatience::Duration patienceLeft() const noexcept { return patience_.left(); }

    [[nodiscard]] bool isMarked(FrameNumber number) const { return recipe_->capture.isMarked(number); }
    [[nodiscard]] MarkedFrames marked() const { return capture().marked ? *capture().marked : MarkedFrames{}; }
    [[nodiscard]] const std::shared_ptr<const FrameStore>& store() const noexcept { return recipe_->capture.store; }
    [[nodiscard]] const ShownCapture& capture() const noexcept { return recipe_->capture; }
    /// The values that determine rows and fields, for another thread.
    [[nodiscard]] const std::shared_ptr<const RowRecipe>& recipe() const noexcept { return recipe_; }
    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return *recipe_->capture.registry; }
    /// Rows decoded so far, for tests of what painting costs.
    [[nodiscard]] quint64 decodedRows() const noexcept { return decodedRows_; }

signals:
    void reset();
    void countChanged(quint64 count);
    /// This number of rows was removed at the top.
    void topRemoved(quint64 rows);
    void rowsChanged();
    /// The same rows are about to be put in another order, and have been.
    void orderAboutToChange();
    void orderChanged();
    /// The format of the Time column has changed.
    void timesChanged();
    /// The contents of the frames' rows have changed.
    void decodingChanged();
    /// dissect() has more information about the frame requested last.
    void fieldsChanged();

private:
    /// Sets how rows and fields are made from now on; `keepsRows`: cached rows stay valid.
    void follow(RowRecipe recipe, bool keepsRows);
    void forgetRows();
    /// The frames found by the filter, for modification.
    [[nodiscard]] std::vector<FrameNumber>& ownShown();
    [[nodiscard]] bool isFresh(FrameNumber number) const;
    [[nodiscard]] std::unique_ptr<RowWorker> makeWorker(RowMaker::Fields fields);
    /// Whether some requested rows or fields are not made yet.
    [[nodiscard]] bool isWaiting() const noexcept;
    /// What was fetched from the worker.
    struct Collected {
        bool rows = false, fields = false;
    };
    /// Passes the requests to the worker, and fetches what is ready in time; the rest is made without decoding.
    Collected ask();
    Collected collectAll();
    Collected collect(RowWorker& worker, std::chrono::milliseconds patience);
    void announceLater(const Collected& collected);

    std::shared_ptr<const RowRecipe> recipe_;
    std::unique_ptr<RowWorker> decoding_, reading_; ///< created at the first request
    RowWorker::Order wanted_;                       ///< requests that are not made yet
    std::chrono::milliseconds decodingPatience_;    ///< for one answer
    TurnPatience patience_;
    QCache<quint64, Row> rows_;
    FrameNumber fieldsOf_ = 0; ///< 0 = of no frame
    std::shared_ptr<const DissectedFrame> fields_;
    FrameNumber provisional_ = 0; ///< its fields were made before the frame was learned
    bool hasProvisional_ = false;
    std::shared_ptr<std::vector<FrameNumber>> shown_; ///< null: all frames; copied before a change if it is shared
    std::unique_ptr<RowOrder> order_;                 ///< null: capture order
    quint64 count_ = 0;
    FrameNumber first_ = 1; ///< the first existing frame; at most count_ + 1
    quint64 decodedRows_ = 0;
    std::stop_source stopText_;
};

} // namespace tapscope
