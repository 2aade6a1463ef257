#pragma once

#include "../colouring/colouring.h"

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <QCache>
#include <QObject>
#include <QString>

#include <analysis/dissected_frame.h>
#include <analysis/shown_capture.h>

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

    /// Shows another capture, or the same one decoded or marked otherwise. With another registry, the colouring is to
    /// be set anew.
    void setCapture(const ShownCapture& capture);
    /// More frames are learned: rows that were made too early are made again.
    void refreshProvisional();
    void setColouring(std::shared_ptr<const Colouring> colouring);
    [[nodiscard]] const Colouring& colouring() const noexcept { return *colouring_; }
    /// Shows the frames that are there now.
    void setCount(quint64 count);
    void setTimeFormat(TimeFormat format);
    [[nodiscard]] TimeFormat timeFormat() const noexcept { return timeFormat_; }
    /// From this frame on, times count from it, up to the next reference; asked once more for it, no longer.
    void toggleTimeReference(FrameNumber number);
    /// All times count from the first frame again.
    void unsetTimeReferences();

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
    /// What a column shows, for its tool tip.
    [[nodiscard]] static QString about(int column);

    /// The whole frame with its tree. Null when it cannot be read.
    [[nodiscard]] std::shared_ptr<const DissectedFrame> dissect(FrameNumber number);
    [[nodiscard]] std::optional<Frame> read(FrameNumber number);

    [[nodiscard]] bool isMarked(FrameNumber number) const { return capture_.isMarked(number); }
    [[nodiscard]] MarkedFrames marked() const { return capture_.marked ? *capture_.marked : MarkedFrames{}; }
    [[nodiscard]] const std::shared_ptr<const FrameStore>& store() const noexcept { return capture_.store; }
    [[nodiscard]] const ShownCapture& capture() const noexcept { return capture_; }
    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return dissector_.registry(); }
    /// Rows decoded so far, for tests of what painting costs.
    [[nodiscard]] quint64 decodedRows() const noexcept { return decodedRows_; }

signals:
    void reset();
    void countChanged(quint64 count);
    void rowsChanged();
    /// The capture's frames say something else than before.
    void decodingChanged();
    /// dissect() would tell more of the frame that it was asked for last.
    void fieldsChanged();

private:
    [[nodiscard]] QString timeText(FrameNumber number) const;
    [[nodiscard]] Row makeRow(FrameNumber number);
    /// The one that tells most of a frame's fields by now.
    [[nodiscard]] std::shared_ptr<const History> historyFor(FrameNumber number) const;
    [[nodiscard]] FrameFacts factsOf(const Frame& frame) const;
    void makePlans();
    void forgetRows();

    Dissector dissector_;
    ShownCapture capture_;
    std::shared_ptr<const Colouring> colouring_;
    DissectionPlan columns_, tree_;
    Dissection rowDissection_;
    FilterScratch scratch_;
    std::optional<FrameReader> reader_;
    QCache<quint64, Row> rows_;
    std::optional<std::vector<FrameNumber>> shown_;
    quint64 count_ = 0;
    quint64 decodedRows_ = 0;
    bool hasProvisional_ = false;
    FrameNumber provisional_ = 0; ///< given by dissect() before all was known of it
    TimeFormat timeFormat_ = TimeFormat::SinceFirst;
    std::vector<FrameNumber> references_; ///< ascending
};

} // namespace tapscope
