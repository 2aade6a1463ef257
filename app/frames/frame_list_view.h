#pragma once

#include "frame_list_model.h"
#include "list_header.h"
#include "related_frames.h"
#include "row_selection.h"

#include <QAbstractScrollArea>
#include <QHash>

#include <functional>
#include <optional>

namespace tapscope {

class Theme;

/// The list of frames. Rows have the same height and are painted from the model when they are visible: the cost does
/// not grow with the number of rows, and there is no object per row. (A QTableView keeps a section for each row, a
/// QTreeView an item.) Follows the end of a live capture until the user scrolls up; a file is read from its first frame
/// on.
class FrameListView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    FrameListView(FrameListModel& model, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] FrameListModel& model() const noexcept { return model_; }
    [[nodiscard]] std::optional<quint64> currentRow() const noexcept { return current_; }
    void setCurrentRow(quint64 row);
    /// The position at which the mouse was pressed last, which a context menu refers to.
    [[nodiscard]] int currentColumn() const noexcept { return currentColumn_; }
    /// Makes a frame of a capture that has just begun to be shown current, as soon as it can be shown.
    void choose(FrameNumber frame) noexcept { chosen_ = frame; }
    void step(qint64 by);
    /// Makes the last row current; while frames arrive, the list follows the end from then on.
    void goToEnd();
    [[nodiscard]] const RowSelection& selection() const noexcept { return selection_; }
    /// Ascending, regardless of the list's order.
    [[nodiscard]] std::vector<FrameNumber> selectedNumbers() const;
    void selectAll();
    /// Fits the columns to their visible contents.
    void fitColumns();
    void fitColumn(int section);
    [[nodiscard]] bool isFollowing() const noexcept { return isFollowing_; }
    void setFollowing(bool following);
    /// Whether frames of a running capture arrive: then the list follows the end; otherwise it selects the first shown
    /// frame.
    void setLive(bool live) noexcept { isLive_ = live; }
    /// Frames that the current frame refers to: they get ticks in the column of numbers, joined by a line. Ascending.
    void setRelated(std::vector<RelatedFrame> related);
    [[nodiscard]] const std::vector<RelatedFrame>& related() const noexcept { return related_; }
    [[nodiscard]] ListHeader* header() const noexcept { return header_; }
    /// Calls `then` with the columns of the selected rows, once all are decoded.
    void collectSelection(const std::function<void(const QString& text)>& then,
                          RowsText::Kind kind = RowsText::Kind::Tabs);
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] quint64 firstVisibleRow() const;
    void scrollTo(quint64 row);

signals:
    /// The user pressed Esc.
    void escaped();
    void currentChanged(quint64 row);
    void followingChanged(bool following);
    /// More rows are selected than can be copied at once.
    void copiedPartly(quint64 copied, quint64 left);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void takeCount(quint64 count);
    /// Rows at the top were removed: the selection and the visible part move up with their frames.
    void leaveTop(quint64 rows);
    void showInterfaces();
    /// The rows are about to be in another order: remembers the selected frames.
    void keepSelection();
    void restoreSelection();
    [[nodiscard]] std::vector<FrameNumber> numbersByRow() const;
    /// When the list shows other rows of the same capture, makes the chosen frame current again, or the next shown
    /// frame if it is hidden; the chosen frame is remembered.
    void restoreChosen();
    void reset();
    void updateScrollBars();
    /// Widens columns whose visible texts were elided, after painting.
    void growColumns();
    void moveTo(quint64 row, Qt::KeyboardModifiers modifiers);
    void userScrolled();
    [[nodiscard]] quint64 rowsPerPage() const;
    [[nodiscard]] std::optional<quint64> rowAt(int y) const;

    FrameListModel& model_;
    const Theme& theme_;
    ListHeader* header_;
    RowSelection selection_;
    std::optional<quint64> current_, anchor_;
    FrameNumber chosen_ = 0; ///< the frame that was current last, shown or not; 0 = none
    int currentColumn_ = 0;
    std::vector<RelatedFrame> related_;
    bool isLive_ = true;
    bool isFollowing_ = true;
    std::vector<FrameNumber> kept_; ///< selected, while the order changes
    QHash<int, int> elided_;        ///< the width of the longest text that was elided, by section
    quint64 rowsPerStep_ = 1;       ///< a scroll bar has int positions only: with more rows, one position is several
};

} // namespace tapscope
