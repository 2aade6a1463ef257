#include "frame_list_view.h"

#include "../theme/theme.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScreen>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QToolTip>

#include <algorithm>
#include <limits>
#include <utility>

namespace tapscope {
namespace {

constexpr int padding = 8;
constexpr std::size_t copyLimit = 100'000; // rows put on the clipboard at once

bool isRightAligned(int column) {
    return column == FrameListModel::Number || column == FrameListModel::Time || column == FrameListModel::Length;
}

} // namespace

FrameListView::FrameListView(FrameListModel& model, const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), model_(model), theme_(theme), header_(new QHeaderView(Qt::Horizontal, this)) {
    auto* titles = new QStandardItemModel(0, FrameListModel::ColumnCount, this);
    for (int column = 0; column < FrameListModel::ColumnCount; ++column) {
        titles->setHeaderData(column, Qt::Horizontal, FrameListModel::title(column));
        titles->setHeaderData(
            column, Qt::Horizontal,
            static_cast<int>((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
            Qt::TextAlignmentRole);
        titles->setHeaderData(column, Qt::Horizontal, FrameListModel::about(column), Qt::ToolTipRole);
    }
    header_->setModel(titles);
    header_->setStretchLastSection(true);
    header_->setSectionsMovable(true);
    header_->moveSection(FrameListModel::Interface, FrameListModel::Source); // Info is last
    header_->hideSection(FrameListModel::Interface);
    header_->setMinimumSectionSize(30);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight); // "40005 → 5201" means another thing from right to left
    setAccessibleName(tr("Frames"));
    setObjectName(QStringLiteral("frameList"));
    sizeColumns();
    connect(header_, &QHeaderView::sectionResized, viewport(), qOverload<>(&QWidget::update));
    connect(header_, &QHeaderView::sectionMoved, viewport(), qOverload<>(&QWidget::update));
    connect(&model_, &FrameListModel::countChanged, this, &FrameListView::takeCount);
    connect(&model_, &FrameListModel::topRemoved, this, &FrameListView::leaveTop);
    connect(&model_, &FrameListModel::reset, this, &FrameListView::reset);
    connect(&model_, &FrameListModel::rowsChanged, viewport(), qOverload<>(&QWidget::update));
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        header_->setOffset(value);
        viewport()->update();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { QMetaObject::invokeMethod(this, &FrameListView::userScrolled, Qt::QueuedConnection); });
}

void FrameListView::sizeColumns() {
    const QFontMetrics metrics(font()), figures(theme_.figuresFont());
    constexpr int narrowScreen =
        1280; // where Info would have no room beside columns that are wide enough for everything
    const bool isNarrow = screen()->availableSize().width() < narrowScreen;
    const auto address = isNarrow ? QStringLiteral("192.168.1.100") : QStringLiteral("02:42:0a:09:00:01");
    const std::initializer_list<std::pair<int, QString>> widest = {
        {FrameListModel::Number, isNarrow ? QStringLiteral("12,345") : QStringLiteral("1,234,567")},
        {FrameListModel::Time, isNarrow ? QStringLiteral("123.456789") : QStringLiteral("1234.567890")},
        {FrameListModel::DirectionColumn, QStringLiteral("Dir ")},
        {FrameListModel::Source, address},
        {FrameListModel::Destination, address},
        {FrameListModel::Protocol, isNarrow ? QStringLiteral("ICMPv6") : QStringLiteral("ICMPv6 xx")},
        {FrameListModel::Length, QStringLiteral("Length")},
        {FrameListModel::Interface, QStringLiteral("Interface")},
    };
    for (const auto& [column, sample] : widest)
        header_->resizeSection(column, (isRightAligned(column) ? figures : metrics).horizontalAdvance(sample) +
                                           2 * padding + 8);
}

void FrameListView::fitColumns() {
    const QFontMetrics metrics(font()), figures(theme_.figuresFont()), titleMetrics(header_->font());
    const quint64 first = firstVisibleRow();
    const quint64 last = std::min(model_.count(), first + rowsPerPage());
    model_.prepare(first, last);
    for (int column = 0; column < FrameListModel::ColumnCount; ++column) {
        int width = titleMetrics.horizontalAdvance(FrameListModel::title(column));
        for (quint64 row = first; row < last; ++row)
            width = std::max(width, (isRightAligned(column) ? figures : metrics)
                                        .horizontalAdvance(model_.row(row).texts[static_cast<std::size_t>(column)]));
        constexpr int widest = 2000; // pixels
        header_->resizeSection(column, std::min(width + 2 * padding + 8, widest));
    }
}

int FrameListView::rowHeight() const {
    return QFontMetrics(font()).height() + 4;
}

quint64 FrameListView::rowsPerPage() const {
    return static_cast<quint64>(std::max(1, viewport()->height() / rowHeight()));
}

quint64 FrameListView::firstVisibleRow() const {
    const quint64 count = model_.count();
    const quint64 last = count > rowsPerPage() ? count - rowsPerPage() : 0;
    return std::min(static_cast<quint64>(verticalScrollBar()->value()) * rowsPerStep_, last);
}

std::optional<quint64> FrameListView::rowAt(int y) const {
    const quint64 row = firstVisibleRow() + static_cast<quint64>(std::max(0, y) / rowHeight());
    return row < model_.count() ? std::optional(row) : std::nullopt;
}

void FrameListView::leaveTop(quint64 rows) {
    selection_.removeTop(rows);
    const auto moved = [&](std::optional<quint64> row) {
        return row && *row >= rows ? std::optional(*row - rows) : std::nullopt;
    };
    const quint64 top = firstVisibleRow();
    current_ = moved(current_);
    anchor_ = moved(anchor_);
    updateScrollBars();
    if (!isFollowing_)
        verticalScrollBar()->setValue(static_cast<int>((std::max(top, rows) - rows) / rowsPerStep_));
    viewport()->update();
}

void FrameListView::showInterfaces() {
    const bool isWanted = model_.store() && model_.store()->interfaceCount() > 1;
    if (isWanted != std::exchange(showsInterfaces_, isWanted))
        header_->setSectionHidden(FrameListModel::Interface, !isWanted);
}

void FrameListView::takeCount(quint64 count) {
    showInterfaces();
    updateScrollBars();
    if (!current_ && count > 0)
        restoreChosen();
    if (isFollowing_)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    viewport()->update();
}

void FrameListView::restoreChosen() {
    if (chosen_ == 0) {
        if (!isLive_)
            setCurrentRow(0);
        return;
    }
    const FrameNumber chosen = chosen_;
    const quint64 row = model_.rowOf(chosen);
    if (row < model_.count() && (!isLive_ || model_.number(row) == chosen))
        setCurrentRow(row);
    chosen_ = chosen;
}

void FrameListView::reset() {
    showInterfaces();
    if (model_.total() == 0) // another capture
        chosen_ = 0;
    selection_.clear();
    current_.reset();
    anchor_.reset();
    updateScrollBars();
    setFollowing(isLive_);
    viewport()->update();
}

void FrameListView::updateScrollBars() {
    const quint64 count = model_.count();
    const quint64 page = rowsPerPage();
    const quint64 range = count > page ? count - page : 0;
    rowsPerStep_ = range / static_cast<quint64>(std::numeric_limits<int>::max()) + 1;
    verticalScrollBar()->setPageStep(static_cast<int>(std::min<quint64>(page, 10000)));
    verticalScrollBar()->setRange(0, static_cast<int>((range + rowsPerStep_ - 1) / rowsPerStep_));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, header_->length() - viewport()->width()));
}

void FrameListView::setFollowing(bool following) {
    if (following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    if (isFollowing_ == following)
        return;
    isFollowing_ = following;
    emit followingChanged(following);
}

void FrameListView::userScrolled() {
    const auto* bar = verticalScrollBar();
    setFollowing(bar->value() == bar->maximum());
}

void FrameListView::scrollTo(quint64 row) {
    const quint64 first = firstVisibleRow();
    const quint64 page = rowsPerPage();
    if (row < first)
        verticalScrollBar()->setValue(static_cast<int>(row / rowsPerStep_));
    else if (row >= first + page)
        verticalScrollBar()->setValue(static_cast<int>((row - page + 1 + rowsPerStep_ - 1) / rowsPerStep_));
}

void FrameListView::setCurrentRow(quint64 row) {
    moveTo(row, Qt::NoModifier);
}

void FrameListView::step(qint64 by) {
    if (model_.count() == 0)
        return;
    const auto last = static_cast<qint64>(model_.count()) - 1;
    const auto from = current_ ? static_cast<qint64>(*current_) : by > 0 ? -1 : last + 1;
    moveTo(static_cast<quint64>(std::clamp<qint64>(from + by, 0, last)), Qt::NoModifier);
}

void FrameListView::goToEnd() {
    if (model_.count() == 0)
        return;
    setCurrentRow(model_.count() - 1);
    setFollowing(isLive_);
}

void FrameListView::moveTo(quint64 row, Qt::KeyboardModifiers modifiers) {
    if (row >= model_.count())
        return;
    if ((modifiers & Qt::ShiftModifier) != 0 && anchor_) {
        selection_.set(*anchor_, row);
    } else if ((modifiers & Qt::ControlModifier) != 0) {
        selection_.toggle(row);
        anchor_ = row;
    } else {
        selection_.set(row, row);
        anchor_ = row;
    }
    current_ = row;
    chosen_ = model_.number(row);
    setFollowing(false);
    scrollTo(row);
    viewport()->update();
    emit currentChanged(row);
}

void FrameListView::selectAll() {
    if (model_.count() > 0)
        selection_.set(0, model_.count() - 1);
    viewport()->update();
}

std::vector<FrameNumber> FrameListView::selectedNumbers() const {
    std::vector<FrameNumber> numbers;
    for (const auto& [first, last] : selection_.intervals()) {
        for (quint64 row = first; row <= last; ++row)
            numbers.push_back(model_.number(row));
    }
    return numbers;
}

void FrameListView::collectSelection(const std::function<void(const QString&)>& then) {
    auto numbers = selectedNumbers();
    const std::size_t left = numbers.size() - std::min(numbers.size(), copyLimit);
    numbers.resize(numbers.size() - left);
    model_.collectText(std::move(numbers), [then, left](const QString& text) {
        then(left == 0 ? text : text + tr("\n… and %L1 more").arg(left));
    });
}

void FrameListView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(viewport()->rect(), theme_.colours().pane);
    const int height = rowHeight();
    quint64 row = firstVisibleRow();
    model_.prepare(row, row + rowsPerPage());
    for (int y = 0; y < viewport()->height() && row < model_.count(); y += height, ++row)
        paintRow(painter, row, QRect(0, y, viewport()->width(), height));
    if (hasFocus()) {
        painter.setPen(theme_.colours().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void FrameListView::paintRow(QPainter& painter, quint64 row, const QRect& rect) {
    const Colours& colours = theme_.colours();
    const auto& content = model_.row(row);
    const bool isSelected = selection_.contains(row);
    const bool isMarked = model_.isMarked(model_.number(row));
    QColor ink = content.isDamaged ? colours.error : colours.ink;
    if (isSelected) {
        painter.fillRect(rect, colours.accent);
        ink = colours.accentInk;
    } else if (isMarked) {
        painter.fillRect(rect, colours.ink);
        ink = colours.pane;
    } else if (content.colouring != Colouring::none) {
        const ColouringRule& rule = model_.colouring().rule(content.colouring);
        const auto [background, foreground] = theme_.adapted(rule.background, rule.foreground);
        painter.fillRect(rect, background);
        ink = foreground;
    }
    const QFontMetrics metrics(font()), figures(theme_.figuresFont());
    for (int column = 0; column < FrameListModel::ColumnCount; ++column) {
        const int left = header_->sectionViewportPosition(column);
        const QRect cell(left + padding, rect.top(), header_->sectionSize(column) - 2 * padding, rect.height());
        if (header_->isSectionHidden(column) || cell.right() < 0 || cell.left() > rect.width())
            continue;
        const bool isQuiet = !isSelected && !isMarked && ink == colours.ink && isRightAligned(column);
        painter.setPen(isQuiet ? colours.muted : ink);
        const QString& text = content.texts[static_cast<std::size_t>(column)];
        const bool isAddress = column == FrameListModel::Source || column == FrameListModel::Destination;
        painter.setFont(isRightAligned(column) ? theme_.figuresFont() : font());
        painter.drawText(
            cell, (isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
            (isRightAligned(column) ? figures : metrics)
                .elidedText(text, isAddress ? Qt::ElideMiddle : Qt::ElideRight, cell.width()));
    }
    if (isMarked) { // told by shape besides colour
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.warning);
        painter.drawRect(QRect(rect.left(), rect.top(), 3, rect.height()));
    }
    if (content.hasComment && !header_->isSectionHidden(FrameListModel::Number))
        paintCommentMark(painter, header_->sectionViewportPosition(FrameListModel::Number) + padding / 2, rect, ink);
    if (hasFocus() && current_ == row) {
        painter.setPen(QPen(ink, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

void FrameListView::paintCommentMark(QPainter& painter, int left, const QRect& row, const QColor& ink) {
    const int height = std::max(5, row.height() / 2), width = height + height / 4;
    const QRectF bubble(left + 2, row.top() + (row.height() - height) / 2 - 1, width, height - 2);
    QPainterPath path;
    path.addRoundedRect(bubble, 2, 2);
    path.moveTo(bubble.left() + 2, bubble.bottom());
    path.lineTo(bubble.left() + 2, bubble.bottom() + 3);
    path.lineTo(bubble.left() + 6, bubble.bottom());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPath(path);
    painter.restore();
}

void FrameListView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    const int height = header_->sizeHint().height();
    setViewportMargins(0, height, 0, 0);
    header_->setGeometry(0, 0, viewport()->width(), height);
    updateScrollBars();
    if (isFollowing_)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void FrameListView::mousePressEvent(QMouseEvent* event) {
    const auto row = rowAt(event->pos().y());
    if (!row)
        return;
    currentColumn_ = std::max(0, header_->logicalIndexAt(event->pos().x()));
    // A right click on a selection keeps it: the menu is about all of it.
    if (event->button() == Qt::RightButton && selection_.contains(*row))
        return;
    moveTo(*row, event->modifiers());
}

void FrameListView::mouseMoveEvent(QMouseEvent* event) {
    if ((event->buttons() & Qt::LeftButton) == 0)
        return;
    if (const auto row = rowAt(event->pos().y()))
        moveTo(*row, Qt::ShiftModifier);
}

void FrameListView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void FrameListView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void FrameListView::wheelEvent(QWheelEvent* event) {
    QAbstractScrollArea::wheelEvent(event);
    userScrolled();
}

void FrameListView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (event->key() == Qt::Key_End && (event->modifiers() & Qt::ShiftModifier) == 0)
        return goToEnd();
    const auto page = static_cast<qint64>(rowsPerPage());
    const auto last = static_cast<qint64>(model_.count()) - 1;
    auto target = current_ ? static_cast<qint64>(*current_) : -1;
    switch (event->key()) {
    case Qt::Key_Up:
        target -= 1;
        break;
    case Qt::Key_Down:
        target += 1;
        break;
    case Qt::Key_PageUp:
        target -= page;
        break;
    case Qt::Key_PageDown:
        target += page;
        break;
    case Qt::Key_Home:
        target = 0;
        break;
    case Qt::Key_End:
        target = last;
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    if (last >= 0)
        moveTo(static_cast<quint64>(std::clamp<qint64>(target, 0, last)), event->modifiers() & Qt::ShiftModifier);
}

bool FrameListView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto row = rowAt(help->pos().y());
    const int column = header_->logicalIndexAt(help->pos().x());
    if (row && column >= 0)
        QToolTip::showText(help->globalPos(), model_.row(*row).texts[static_cast<std::size_t>(column)], viewport());
    return true;
}

} // namespace tapscope
