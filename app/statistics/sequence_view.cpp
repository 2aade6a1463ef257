#include "sequence_view.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "plot_axes.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int margin = 8;

} // namespace

SequenceView::SequenceView(const Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), theme_(theme) {
    setObjectName(QStringLiteral("sequenceView"));
    setAccessibleName(tr("Sequence diagram"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 160);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    measure();
}

void SequenceView::setDiagram(SequenceDiagram diagram) {
    const FrameNumber chosen = current_ < 0 ? 0 : diagram_.arrows[static_cast<std::size_t>(current_)].frame;
    diagram_ = std::move(diagram);
    const auto found = std::ranges::find(diagram_.arrows, chosen, &SequenceDiagram::Arrow::frame);
    current_ = chosen == 0 || found == diagram_.arrows.end() ? -1 : static_cast<int>(found - diagram_.arrows.begin());
    setAccessibleDescription(tr("%L1 frames between %L2 hosts").arg(rows()).arg(diagram_.hosts.size()));
    measure();
    viewport()->update();
}

void SequenceView::measure() {
    constexpr int narrowest = 180, widest = 360;
    const QFontMetrics metrics(font());
    rowHeight_ = 2 * metrics.height() + 6;
    titleHeight_ = metrics.height() + 12;
    timeWidth_ = metrics.horizontalAdvance(QStringLiteral("00000.000000")) + 4 * margin;
    columnWidth_ = narrowest;
    for (const std::string& host : diagram_.hosts)
        columnWidth_ = std::max(columnWidth_, metrics.horizontalAdvance(plainText(host)) + 4 * margin);
    columnWidth_ = std::min(columnWidth_, widest);
    verticalScrollBar()->setRange(0, std::max(0, rows() - rowsInView()));
    verticalScrollBar()->setPageStep(rowsInView());
    horizontalScrollBar()->setRange(0, std::max(0, wholeSize().width() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(columnWidth_ / 4);
}

QSize SequenceView::wholeSize() const {
    return {timeWidth_ + columnWidth_ * static_cast<int>(std::max<std::size_t>(diagram_.hosts.size(), 1)),
            titleHeight_ + rowHeight_ * rows() + margin};
}

int SequenceView::rowsInView() const {
    return std::max(1, (viewport()->height() - titleHeight_) / rowHeight_);
}

int SequenceView::middleOf(std::uint32_t host) const {
    return timeWidth_ + static_cast<int>(host) * columnWidth_ + columnWidth_ / 2;
}

void SequenceView::drawArrow(QPainter& painter, const SequenceDiagram::Arrow& arrow, int top, bool isCurrent) const {
    const Colours& colours = theme_.colours();
    const int half = rowHeight_ / 2, y = top + half + half / 2;
    const int from = middleOf(arrow.from), to = middleOf(arrow.to);
    const bool isRight = to >= from;
    const int low = std::min(from, to), high = std::max(from, to);
    const QFontMetrics metrics = painter.fontMetrics();
    painter.setPen(isCurrent ? colours.ink : colours.muted);
    painter.drawText(QRect(margin, top, timeWidth_ - 2 * margin, half), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(arrow.time, 'f', 6));
    painter.setPen(QPen(seriesColour(theme_, isRight ? 0 : 1), isCurrent ? 2.4 : 1.4));
    constexpr int head = 6;
    if (from == to) {
        painter.drawEllipse(QPoint(from, y), 4, 4);
    } else {
        painter.drawLine(from, y, to, y);
        const int back = isRight ? -head : head;
        painter.drawLine(to, y, to + back, y - head / 2);
        painter.drawLine(to, y, to + back, y + head / 2);
    }
    painter.setPen(colours.ink);
    const QRect words(low + margin, top, std::max(high - low, columnWidth_) - 2 * margin, half);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(plainText(arrow.text), Qt::ElideRight, words.width()));
    painter.setPen(colours.muted);
    const auto port = [&](std::uint32_t number, int host, bool isLeft) {
        if (number == 0)
            return;
        const int width = columnWidth_ / 2 - margin;
        painter.drawText(QRect(isLeft ? host - width - margin / 2 : host + margin / 2, y - half / 2, width, half),
                         (isLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, QString::number(number));
    };
    port(arrow.fromPort, from, isRight);
    port(arrow.toPort, to, !isRight);
}

void SequenceView::draw(QPainter& painter, const QRect& whole, int firstRow, int offset) const {
    const Colours& colours = theme_.colours();
    painter.fillRect(whole, colours.pane);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.translate(-offset, 0);
    const int shown = (whole.height() - titleHeight_) / rowHeight_ + 1;
    if (const int at = current_ - firstRow; current_ >= 0 && at >= 0 && at <= shown)
        painter.fillRect(QRect(offset, titleHeight_ + at * rowHeight_, whole.width(), rowHeight_), colours.selection);
    const int firstHost = std::max(0, (offset - timeWidth_) / columnWidth_);
    for (int i = firstHost; i < static_cast<int>(diagram_.hosts.size()); ++i) {
        const int middle = middleOf(static_cast<std::uint32_t>(i));
        if (middle - columnWidth_ > offset + whole.width())
            break;
        painter.setPen(QPen(colours.line, 1, Qt::DashLine));
        painter.drawLine(middle, titleHeight_, middle, whole.height());
    }
    for (int row = firstRow; row < std::min(rows(), firstRow + shown); ++row)
        drawArrow(painter, diagram_.arrows[static_cast<std::size_t>(row)], titleHeight_ + (row - firstRow) * rowHeight_,
                  row == current_);
    painter.fillRect(QRect(offset, 0, whole.width(), titleHeight_), colours.background);
    painter.setPen(colours.ink);
    for (std::size_t i = static_cast<std::size_t>(firstHost); i < diagram_.hosts.size(); ++i) {
        const QRect title(middleOf(static_cast<std::uint32_t>(i)) - columnWidth_ / 2, 0, columnWidth_, titleHeight_);
        if (title.left() > offset + whole.width())
            break;
        painter.drawText(
            title, Qt::AlignCenter,
            painter.fontMetrics().elidedText(plainText(diagram_.hosts[i]), Qt::ElideMiddle, columnWidth_ - margin));
    }
    painter.setPen(colours.muted);
    painter.drawText(QRect(margin, 0, timeWidth_ - 2 * margin, titleHeight_), Qt::AlignRight | Qt::AlignVCenter,
                     tr("Time, s"));
    painter.restore();
}

void SequenceView::drawAll(QPainter& painter, const QRect& whole) const {
    draw(painter, whole, 0, 0);
}

void SequenceView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    draw(painter, viewport()->rect(), verticalScrollBar()->value(), horizontalScrollBar()->value());
    if (hasFocus()) {
        painter.setPen(theme_.colours().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void SequenceView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void SequenceView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

void SequenceView::choose(int row) {
    if (rows() == 0)
        return;
    current_ = std::clamp(row, 0, rows() - 1);
    auto* bar = verticalScrollBar();
    bar->setValue(std::clamp(bar->value(), current_ - rowsInView() + 1, current_));
    viewport()->update();
    emit frameAsked(diagram_.arrows[static_cast<std::size_t>(current_)].frame);
}

void SequenceView::mousePressEvent(QMouseEvent* event) {
    const int y = static_cast<int>(event->position().y()) - titleHeight_;
    const int row = verticalScrollBar()->value() + y / rowHeight_;
    if (event->button() == Qt::LeftButton && y >= 0 && row < rows())
        choose(row);
}

void SequenceView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Down:
        return choose(current_ + 1);
    case Qt::Key_Up:
        return choose(current_ - 1);
    case Qt::Key_PageDown:
        return choose(current_ + rowsInView());
    case Qt::Key_PageUp:
        return choose(current_ - rowsInView());
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(rows() - 1);
    default:
        QAbstractScrollArea::keyPressEvent(event); // left and right move the view
    }
}

} // namespace tapscope
