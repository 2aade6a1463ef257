#pragma once

#include "../colouring/colouring.h"

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <QCache>
#include <QObject>
#include <QSet>
#include <QString>

#include <array>
#include <memory>
#include <optional>

namespace tapscope {

/// How the Time column tells times.
enum class TimeFormat { SinceFirst, SincePrevious, LocalTime, Utc, Epoch };

/// The frames of a store as rows of text. A row is decoded when somebody asks for it, and a few hundred are remembered;
/// nothing is kept for each row, so that a capture of any size costs the same. Knows no widgets. GUI's thread.
class FrameListModel final : public QObject {
    Q_OBJECT

public:
    enum Column { Number, Time, DirectionColumn, Source, Destination, Protocol, Length, Info, ColumnCount };
    struct Row {
        std::array<QString, ColumnCount> texts;
        bool isDamaged = false;
        int colouring = Colouring::none; ///< the rule that it passes
        bool isProvisional = false;      ///< made before the frame was learned
    };

    explicit FrameListModel(const DecoderRegistry& registry, QObject* parent = nullptr);

    void setStore(std::shared_ptr<const FrameStore> store);
    /// Decodes with another registry from now on; colouring and history are to be set anew.
    void setRegistry(const DecoderRegistry& registry);
    /// What earlier frames tell; null: nothing.
    void setHistory(std::shared_ptr<const History> history);
    /// The same with what several frames carry put together, for dissect(); null: none yet.
    void setJoinedHistory(std::shared_ptr<const History> history) { joinedHistory_ = std::move(history); }
    /// More frames are learned: rows that were made too early are made again.
    void refreshProvisional();
    void setDecodeAs(const DecodeAsList& decodeAs);
    void setColouring(std::shared_ptr<const Colouring> colouring);
    [[nodiscard]] const Colouring& colouring() const noexcept { return *colouring_; }
    /// Shows the frames that are there now.
    void setCount(quint64 count);
    void setTimeFormat(TimeFormat format);
    [[nodiscard]] TimeFormat timeFormat() const noexcept { return timeFormat_; }
    /// Times count from this frame; asked once more for it, from the first again.
    void toggleTimeReference(FrameNumber number);

    /// From now on shows only frames given to show(); null again shows all.
    enum class Showing { All, Chosen };
    void setShowing(Showing showing);
    [[nodiscard]] bool isFiltered() const noexcept { return shown_.has_value(); }
    /// More frames to show, ascending, behind those that are shown already.
    void show(const std::vector<FrameNumber>& numbers);

    [[nodiscard]] quint64 count() const noexcept { return shown_ ? shown_->size() : count_; }
    /// The frame in a row, and the first row at or behind a frame.
    [[nodiscard]] FrameNumber number(quint64 row) const { return shown_ ? (*shown_)[row] : row + 1; }
    [[nodiscard]] quint64 rowOf(FrameNumber number) const;
    /// Frames there are, shown or not.
    [[nodiscard]] quint64 total() const noexcept { return count_; }
    /// Rows 0 to count() - 1.
    [[nodiscard]] const Row& row(quint64 position);
    /// Whether row() would not have to decode it.
    [[nodiscard]] bool isMade(quint64 position) const { return rows_.contains(number(position)); }
    [[nodiscard]] static QString title(int column);

    /// The whole frame with its tree, as a value of its own: it stays as it is, whatever the model does next. Null when
    /// the frame cannot be read.
    [[nodiscard]] std::shared_ptr<const Dissection> dissect(FrameNumber number);
    [[nodiscard]] std::optional<Frame> read(FrameNumber number);

    void toggleMark(FrameNumber number);
    [[nodiscard]] bool isMarked(FrameNumber number) const { return marked_.contains(number); }
    [[nodiscard]] std::vector<FrameNumber> marked() const;
    [[nodiscard]] const std::shared_ptr<const FrameStore>& store() const noexcept { return store_; }
    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return dissector_.registry(); }
    /// Rows decoded so far, for tests of what painting costs.
    [[nodiscard]] quint64 decodedRows() const noexcept { return decodedRows_; }

signals:
    void reset();
    void countChanged(quint64 count);
    void rowsChanged();
    void registryChanged();
    /// dissect() tells something else of all frames: other rules say who decodes what.
    void decodingChanged();
    /// dissect() would tell more of the frame that it was asked for last.
    void fieldsChanged();

private:
    [[nodiscard]] QString timeText(FrameNumber number) const;
    [[nodiscard]] Row makeRow(FrameNumber number);
    /// The one that tells most of a frame's fields by now.
    [[nodiscard]] const History* historyFor(FrameNumber number) const;
    void makePlans();
    void forgetRows();

    Dissector dissector_;
    DecodeAsList decodeAs_;
    std::shared_ptr<const Colouring> colouring_;
    std::shared_ptr<const History> history_, joinedHistory_;
    DissectionPlan columns_, tree_;
    Dissection rowDissection_;
    FilterScratch scratch_;
    std::shared_ptr<const FrameStore> store_;
    std::optional<FrameReader> reader_, treeReader_;
    QCache<quint64, Row> rows_;
    QSet<FrameNumber> marked_;
    std::optional<std::vector<FrameNumber>> shown_;
    quint64 count_ = 0;
    quint64 decodedRows_ = 0;
    bool hasProvisional_ = false;
    FrameNumber provisional_ = 0; ///< given by dissect() before all was known of it
    TimeFormat timeFormat_ = TimeFormat::SinceFirst;
    FrameNumber reference_ = 0;
};

} // namespace tapscope
