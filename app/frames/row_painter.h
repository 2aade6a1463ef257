#pragma once

#include "frame_list_model.h"
#include "related_frames.h"

#include <QFont>
#include <QHash>

#include <vector>

class QPainter;

namespace tapscope {

class ListHeader;
class Theme;

/// Paints rows of the list of frames: colours, cells, and marks in the column of numbers. For one painting.
class RowPainter {
public:
    static constexpr int padding = 8; ///< pixels beside the text of a cell

    struct Parts {
        FrameListModel& model;
        const ListHeader& header;
        const Theme& theme;
        const std::vector<RelatedFrame>& related; ///< to the current frame, ascending
        FrameNumber current;                      ///< 0: none
    };
    struct State {
        bool isSelected = false, hasFocus = false;
    };

    RowPainter(const Parts& parts, QPainter& painter, QFont font);

    /// Adds the widths of texts that were elided to `elided`, by section.
    void paint(quint64 row, const QRect& rect, State state, QHash<int, int>& elided) const;

private:
    [[nodiscard]] QColor paintBackground(const FrameListModel::Row& content, bool isMarked, const QRect& rect,
                                         State state) const;
    void paintCells(const FrameListModel::Row& row, const QRect& rect, const QColor& ink, bool mayBeMuted,
                    QHash<int, int>& elided) const;
    void paintCommentMark(const QRect& row, const QColor& ink) const;
    void paintRelation(FrameNumber number, const QRect& rect, const QColor& ink) const;

    Parts parts_;
    QPainter& painter_;
    QFont font_;
    int numbersLeft_; ///< where the column of numbers begins
    bool hasNumbers_; ///< it is shown
};

} // namespace tapscope
