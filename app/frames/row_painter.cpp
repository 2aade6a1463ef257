#include "row_painter.h"

#include "../theme/theme.h"
#include "list_header.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <utility>

namespace tapscope {

RowPainter::RowPainter(const Parts& parts, QPainter& painter, QFont font)
    : parts_(parts), painter_(painter), font_(std::move(font)),
      numbersLeft_(parts.header.sectionViewportPosition(FrameListModel::Number)),
      hasNumbers_(!parts.header.isSectionHidden(FrameListModel::Number)) {}

void RowPainter::paint(quint64 row, const QRect& rect, State state, QHash<int, int>& elided) const {
    const Colours& colours = parts_.theme.colours();
    const FrameListModel::Row content = parts_.model.row(row);
    const FrameNumber number = parts_.model.number(row);
    const bool isMarked = parts_.model.isMarked(number);
    const QColor ink = paintBackground(content, isMarked, rect, state);
    paintCells(content, rect, ink, !state.isSelected && !isMarked && ink == colours.ink, elided);
    if (isMarked) { // distinguished by shape as well as colour
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(colours.warning);
        painter_.drawRect(QRect(rect.left(), rect.top(), 3, rect.height()));
    }
    if (content.hasComment && hasNumbers_)
        paintCommentMark(rect, ink);
    if (!parts_.related.empty() && hasNumbers_)
        paintRelation(number, rect, ink);
    if (state.hasFocus) {
        painter_.setPen(QPen(ink, 1, Qt::DotLine));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

/// Returns the colour of the text.
QColor RowPainter::paintBackground(const FrameListModel::Row& content, bool isMarked, const QRect& rect,
                                   State state) const {
    const Colours& colours = parts_.theme.colours();
    if (state.isSelected) {
        painter_.fillRect(rect, colours.accent);
        return colours.accentInk;
    }
    if (isMarked) {
        painter_.fillRect(rect, colours.ink);
        return colours.pane;
    }
    if (content.isIgnored)
        return colours.muted;
    if (content.colouring != Colouring::none) {
        const ColouringRule& rule = parts_.model.colouring().rule(content.colouring);
        const auto [background, foreground] = parts_.theme.adapted(rule.background, rule.foreground);
        painter_.fillRect(rect, background);
        return foreground;
    }
    return content.isDamaged ? colours.error : colours.ink;
}

/// `mayBeMuted`: columns of figures are muted in rows without colours.
void RowPainter::paintCells(const FrameListModel::Row& row, const QRect& rect, const QColor& ink, bool mayBeMuted,
                            QHash<int, int>& elided) const {
    const ListHeader& header = parts_.header;
    const QFont& figuresFont = parts_.theme.figuresFont();
    const QFontMetrics metrics(font_), figures(figuresFont);
    const auto sections = header.shownSections();
    for (const int section : sections) {
        const int left = header.sectionViewportPosition(section);
        const QRect cell(left + padding, rect.top(), header.sectionSize(section) - 2 * padding, rect.height());
        if (cell.right() < 0 || cell.left() > rect.width())
            continue;
        const bool hasFigures = header.hasFigures(section);
        painter_.setPen(mayBeMuted && hasFigures ? parts_.theme.colours().muted : ink);
        painter_.setFont(hasFigures ? figuresFont : font_);
        const QString text = row.text(section);
        const QFontMetrics& used = hasFigures ? figures : metrics;
        const QString shown =
            used.elidedText(text, header.hasAddresses(section) ? Qt::ElideMiddle : Qt::ElideRight, cell.width());
        if (section != sections.back() && shown != text)
            elided[section] = std::max(elided.value(section), used.horizontalAdvance(text));
        painter_.drawText(cell, static_cast<int>(header.alignmentOf(section)) | Qt::TextSingleLine, shown);
    }
}

/// A part of the line between the current frame and the frames that it refers to, and a tick whose shape shows the
/// relation: an arrow to the right for a request, to the left for a response, a hook for an acknowledged segment, a
/// square for a part.
void RowPainter::paintRelation(FrameNumber number, const QRect& rect, const QColor& ink) const {
    constexpr int inset = 6, length = 6;
    const auto& related = parts_.related;
    const FrameNumber current = parts_.current;
    const auto found = std::ranges::lower_bound(related, number, {}, &RelatedFrame::number);
    const bool isRelated = found != related.end() && found->number == number;
    const FrameNumber first = std::min(current, related.front().number);
    const FrameNumber last = std::max(current, related.back().number);
    const int x = numbersLeft_ + inset;
    const int middle = rect.center().y();
    painter_.save();
    painter_.setPen(QPen(ink, 1));
    if (parts_.model.order() == nullptr && number >= first && number <= last) // no line in a sorted list
        painter_.drawLine(x, number == first ? middle : rect.top(), x, number == last ? middle : rect.bottom());
    if (isRelated || number == current)
        painter_.drawLine(x, middle, x + length, middle);
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setBrush(ink);
    const QPointF tip(x + length + 2, middle), root(x + 2, middle);
    if (isRelated) {
        switch (found->kind) {
        case RelatedFrame::Kind::Request:
            painter_.drawPolygon(QPolygonF{tip, tip + QPointF(-5, -3), tip + QPointF(-5, 3)});
            break;
        case RelatedFrame::Kind::Response:
            painter_.drawPolygon(QPolygonF{root, root + QPointF(5, -3), root + QPointF(5, 3)});
            break;
        case RelatedFrame::Kind::Acknowledged:
            painter_.setBrush(Qt::NoBrush);
            painter_.drawPolyline(QPolygonF{root + QPointF(1, 0), root + QPointF(3, 3), root + QPointF(7, -4)});
            break;
        case RelatedFrame::Kind::Part:
            painter_.drawRect(QRectF(tip.x() - 4, middle - 2, 4, 4));
            break;
        case RelatedFrame::Kind::Other:
            break;
        }
    }
    painter_.restore();
}

/// A speech bubble in front of the number of a frame that has comments.
void RowPainter::paintCommentMark(const QRect& row, const QColor& ink) const {
    const int left = numbersLeft_ + padding / 2;
    const int height = std::max(5, row.height() / 2), width = height + height / 4;
    const QRectF bubble(left + 2, row.top() + (row.height() - height) / 2 - 1, width, height - 2);
    QPainterPath path;
    path.addRoundedRect(bubble, 2, 2);
    path.moveTo(bubble.left() + 2, bubble.bottom());
    path.lineTo(bubble.left() + 2, bubble.bottom() + 3);
    path.lineTo(bubble.left() + 6, bubble.bottom());
    painter_.save();
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(ink);
    painter_.drawPath(path);
    painter_.restore();
}

} // namespace tapscope
