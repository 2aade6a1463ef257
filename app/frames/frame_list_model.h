#pragma once

#include "row_order.h"
#include "row_worker.h"
#include "rows_text.h"

#include <QCache>
#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tapscope {

/// The frames of a store as rows of text. A row is decoded when somebody asks for it, on a thread of its own, and a few
/// hundred are remembered; nothing is kept for each row, so that a capture of any size costs the same. Who asks gets an
/// answer within some milliseconds, whatever the decoders do: what is not there by then is told of later. Knows no
/// widgets. GUI's thread.
class FrameListModel final : public QObject {
    Q_OBJECT

public:
    using Row = FrameRow;
    using Column = FrameRow::Column;
    using enum FrameRow::Column;

    explicit FrameListModel(const DecoderRegistry& registry, QObject* parent = nullptr);
    ~FrameListModel() override;

    /// Shows another capture, or the same one decoded or marked otherwise. With another registry, the colouring is to
    /// be set anew.
    void setCapture(const ShownCapture& capture);
    /// More frames are learned: rows that were made too early are made again.
    void refreshProvisional();
    void setColouring(std::shared_ptr<const Colouring> colouring);
    [[nodiscard]] const Colouring& colouring() const noexcept { return *recipe_->colouring; }
    [[nodiscard]] const std::shared_ptr<const Colouring>& sharedColouring() const noexcept {
        return recipe_->colouring;
    }
    /// Shows the frames that are there now.
    void setCount(quint64 count);
    /// The first that is there: those before it were removed from a ring of files, and their rows go.
    void setFirst(quint64 first);
    void setTimeFormat(TimeFormat format);
    [[nodiscard]] TimeFormat timeFormat() const noexcept { return recipe_->timeFormat; }
    /// The user's own columns show these fields: FrameRow::fields has their values, in this order.
    void setFields(const QStringList& names);
    /// What the user's own columns mean in the registry; a name that it does not have is without fields.
    [[nodiscard]] const std::vector<FieldColumn>& fields() const noexcept { return recipe_->fields; }
    /// From this frame on, times count from it, up to the next reference; asked once more for it, no longer.
    void toggleTimeReference(FrameNumber number);
    /// All times count from the first frame again.
    void unsetTimeReferences();

    /// From now on shows only frames given to show(); null again shows all.
    enum class Showing { All, Chosen };
    void setShowing(Showing showing);
    [[nodiscard]] bool isFiltered() const noexcept { return shown_ != nullptr; }
    /// More frames to show, ascending, behind those that are shown already.
    void show(const std::vector<FrameNumber>& numbers);

    [[nodiscard]] quint64 count() const noexcept { return shown_ ? shown_->size() : count_ + 1 - first_; }
    /// The frame in a row, and the row of a frame, or of the next that is shown.
    [[nodiscard]] FrameNumber number(quint64 row) const {
        const quint64 at = order_ ? order_->rowAt(row) : row;
        return shown_ ? (*shown_)[at] : at + first_;
    }
    [[nodiscard]] quint64 rowOf(FrameNumber number) const;
    /// All frames that are shown, ascending, whatever the order of the list.
    [[nodiscard]] std::vector<FrameNumber> displayed() const;
    /// Those that a filter found; null without one. It does not change any more.
    [[nodiscard]] std::shared_ptr<const std::vector<FrameNumber>> chosen() const { return shown_; }
    /// The first frame that is there.
    [[nodiscard]] FrameNumber first() const noexcept { return first_; }

    /// Puts the rows that there were, of those that there are, in an order; null: in capture order. Another capture or
    /// filter, and a ring that removes frames, end it.
    void setOrder(std::unique_ptr<RowOrder> order);
    void setDescending(bool isDescending);
    [[nodiscard]] const RowOrder* order() const noexcept { return order_.get(); }
    /// The last frame that is there, shown or not; 0 = none.
    [[nodiscard]] quint64 total() const noexcept { return count_; }
    /// Asks for these rows, up to count() - 1, and no others: those that are visible.
    void prepare(quint64 first, quint64 last);
    /// Rows 0 to count() - 1. While it is not decoded it has what is known without that, and rowsChanged() follows.
    [[nodiscard]] const Row& row(quint64 position);
    [[nodiscard]] static QString title(int column);
    /// What a column shows, for its tool tip.
    [[nodiscard]] static QString about(int column);

    /// The whole frame with its tree; its bytes alone, or null, while it is not decoded, and fieldsChanged() follows.
    /// Null also when it cannot be read.
    [[nodiscard]] std::shared_ptr<const DissectedFrame> dissect(FrameNumber number);
    /// Whether the frame that dissect() was asked for last is still being decoded.
    [[nodiscard]] bool isDissecting() const noexcept { return wanted_.fields != 0; }
    /// Adds these columns (FrameRow::text()) of rows to `rows`. `then` gets the text when all are decoded, unless it
    /// was asked for others by then.
    void collectText(std::vector<FrameNumber> numbers, std::vector<int> columns, RowsText rows,
                     std::function<void(const QString&)> then);
    /// How long an answer may be waited for. Longer than the default is for tests that want all at once.
    void setPatience(std::chrono::milliseconds patience) noexcept { patience_ = patience; }

    [[nodiscard]] bool isMarked(FrameNumber number) const { return recipe_->capture.isMarked(number); }
    [[nodiscard]] MarkedFrames marked() const { return capture().marked ? *capture().marked : MarkedFrames{}; }
    [[nodiscard]] const std::shared_ptr<const FrameStore>& store() const noexcept { return recipe_->capture.store; }
    [[nodiscard]] const ShownCapture& capture() const noexcept { return recipe_->capture; }
    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return *recipe_->capture.registry; }
    /// Rows decoded so far, for tests of what painting costs.
    [[nodiscard]] quint64 decodedRows() const noexcept { return decodedRows_; }

signals:
    void reset();
    void countChanged(quint64 count);
    /// So many rows are gone at the top.
    void topRemoved(quint64 rows);
    void rowsChanged();
    /// The same rows are to stand in another order; they do.
    void orderAboutToChange();
    void orderChanged();
    /// The Time column tells times in another way.
    void timesChanged();
    /// The capture's frames say something else than before.
    void decodingChanged();
    /// dissect() would tell more of the frame that it was asked for last.
    void fieldsChanged();

private:
    /// From now on rows and fields are made so; `keepsRows` tells that those that are remembered say the same.
    void follow(RowRecipe recipe, bool keepsRows);
    void forgetRows();
    /// The frames that a filter found, to be changed.
    [[nodiscard]] std::vector<FrameNumber>& ownShown();
    [[nodiscard]] bool isFresh(FrameNumber number) const;
    [[nodiscard]] std::unique_ptr<RowWorker> makeWorker(RowMaker::Fields fields);
    /// Whether some of what is wanted is not made yet.
    [[nodiscard]] bool isWaiting() const noexcept;
    /// What there was to take.
    struct Collected {
        bool rows = false, fields = false;
    };
    /// Hands what is wanted to who decodes, and takes what is there in time; what is not, without decoding.
    Collected ask();
    Collected collectAll();
    Collected collect(RowWorker& worker, std::chrono::milliseconds patience);
    void tellLater(const Collected& collected);

    std::shared_ptr<const RowRecipe> recipe_;
    std::unique_ptr<RowWorker> decoding_, reading_; ///< made when something is wanted first
    RowWorker::Order wanted_;                       ///< what is not made yet
    std::chrono::milliseconds patience_;
    QCache<quint64, Row> rows_;
    FrameNumber fieldsOf_ = 0; ///< 0 = of no frame
    std::shared_ptr<const DissectedFrame> fields_;
    FrameNumber provisional_ = 0; ///< whose fields were made before all was known of it
    bool hasProvisional_ = false;
    std::shared_ptr<std::vector<FrameNumber>> shown_; ///< null: all; a change is made in a copy where others have it
    std::unique_ptr<RowOrder> order_;                 ///< null: capture order
    quint64 count_ = 0;
    FrameNumber first_ = 1; ///< that is there; at most count_ + 1
    quint64 decodedRows_ = 0;
    std::stop_source stopText_;
};

} // namespace tapscope
