#include "frame_list_view.h"

#include "../theme/theme.h"
#include "frame_list_access.h"
#include "list_header.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <limits>
#include <utility>

namespace tapscope {
namespace {

constexpr int padding = 8;
constexpr std::size_t copyLimit = 100'000; // rows copied to the clipboard at once

constexpr quint64 keptRows = 100'000; // selected rows that stay selected after a change of the order

} // namespace

FrameListView::FrameListView(FrameListModel& model, const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), model_(model), theme_(theme), header_(new ListHeader(model, theme, this)) {
    FrameListAccess::install();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight); // "40005 → 5201" would mean the opposite from right to left
    setAccessibleName(tr("Frames"));
    setObjectName(QStringLiteral("frameList"));
    const auto showColumns = [this] {
        updateScrollBars();
        viewport()->update();
    };
    connect(header_, &QHeaderView::sectionResized, this, showColumns);
    connect(header_, &QHeaderView::sectionMoved, this, showColumns);
    connect(header_, &ListHeader::columnsChanged, this, showColumns);
    connect(header_, &ListHeader::fitAsked, this, &FrameListView::fitColumn);
    connect(&model_, &FrameListModel::countChanged, this, &FrameListView::takeCount);
    connect(&model_, &FrameListModel::topRemoved, this, &FrameListView::leaveTop);
    connect(&model_, &FrameListModel::reset, this, &FrameListView::reset);
    connect(&model_, &FrameListModel::rowsChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&model_, &FrameListModel::orderAboutToChange, this, &FrameListView::keepSelection);
    connect(&model_, &FrameListModel::orderChanged, this, &FrameListView::restoreSelection);
    connect(&model_, &FrameListModel::decodingChanged, header_, &ListHeader::retitle);
    connect(&model_, &FrameListModel::reset, header_, &ListHeader::retitle);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        header_->setOffset(value);
        viewport()->update();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { QMetaObject::invokeMethod(this, &FrameListView::userScrolled, Qt::QueuedConnection); });
}

void FrameListView::fitColumns() {
    for (const int section : header_->shownSections())
        fitColumn(section);
}

void FrameListView::fitColumn(int section) {
    QFont titleFont = header_->font();
    titleFont.setWeight(QFont::DemiBold); // as the style sheet has it
    const QFontMetrics metrics(header_->hasFigures(section) ? theme_.figuresFont() : font());
    const quint64 first = firstVisibleRow();
    const quint64 last = std::min(model_.count(), first + rowsPerPage());
    model_.prepare(first, last);
    int width = QFontMetrics(titleFont).horizontalAdvance(header_->titleOf(section));
    for (quint64 row = first; row < last; ++row)
        width = std::max(width, metrics.horizontalAdvance(model_.row(row).text(section)));
    constexpr int widest = 2000; // pixels
    header_->resizeSection(section, std::min(width + 2 * padding + 8, widest));
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
    header_->showInterfaces(model_.store() && model_.store()->interfaceCount() > 1);
}

void FrameListView::keepSelection() {
    const quint64 selected = selection_.count();
    kept_ = selected <= keptRows ? numbersByRow() : std::vector<FrameNumber>();
    if (selected == model_.count())
        kept_.clear(); // all rows stay selected anyway
    else
        selection_.clear();
}

void FrameListView::restoreSelection() {
    std::vector<quint64> rows;
    for (const FrameNumber number : std::exchange(kept_, {}))
        rows.push_back(model_.rowOf(number));
    if (!rows.empty())
        selection_.set(std::move(rows));
    anchor_.reset();
    if (current_ && chosen_ != 0) {
        current_ = anchor_ = model_.rowOf(chosen_);
        if (selection_.count() == 0)
            selection_.set(*current_, *current_);
        setFollowing(false);
        scrollTo(*current_);
    } else if (model_.order() != nullptr) {
        setFollowing(false);
        scrollTo(0);
    }
    viewport()->update();
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
    if (model_.total() == 0) { // another capture
        chosen_ = 0;
        header_->forgetGrowth();
    }
    selection_.clear();
    current_.reset();
    anchor_.reset();
    updateScrollBars();
    setFollowing(isLive_);
    viewport()->update();
    FrameListAccess::tellReset(*this);
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
    FrameListAccess::tellCurrent(*this);
}

void FrameListView::selectAll() {
    if (model_.count() > 0)
        selection_.set(0, model_.count() - 1);
    viewport()->update();
}

std::vector<FrameNumber> FrameListView::numbersByRow() const {
    std::vector<FrameNumber> numbers;
    for (const auto& [first, last] : selection_.intervals()) {
        for (quint64 row = first; row <= last; ++row)
            numbers.push_back(model_.number(row));
    }
    return numbers;
}

std::vector<FrameNumber> FrameListView::selectedNumbers() const {
    auto numbers = numbersByRow();
    if (model_.order() != nullptr)
        std::ranges::sort(numbers);
    return numbers;
}

void FrameListView::collectSelection(const std::function<void(const QString& text)>& then, RowsText::Kind kind) {
    auto numbers = numbersByRow();
    const std::size_t left = numbers.size() - std::min(numbers.size(), copyLimit);
    numbers.resize(numbers.size() - left);
    QStringList titles;
    for (const int section : header_->shownSections())
        titles << header_->titleOf(section);
    model_.collectText(std::move(numbers), header_->shownSections(), RowsText(kind, titles),
                       [this, then, left](const QString& text) {
                           then(text);
                           if (left != 0)
                               emit copiedPartly(copyLimit, left);
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
    if (!elided_.isEmpty())
        QMetaObject::invokeMethod(this, &FrameListView::growColumns, Qt::QueuedConnection);
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
    } else if (content.isIgnored) {
        ink = colours.muted;
    } else if (content.colouring != Colouring::none) {
        const ColouringRule& rule = model_.colouring().rule(content.colouring);
        const auto [background, foreground] = theme_.adapted(rule.background, rule.foreground);
        painter.fillRect(rect, background);
        ink = foreground;
    }
    const QFontMetrics metrics(font()), figures(theme_.figuresFont());
    const auto sections = header_->shownSections();
    for (const int section : sections) {
        const int left = header_->sectionViewportPosition(section);
        const QRect cell(left + padding, rect.top(), header_->sectionSize(section) - 2 * padding, rect.height());
        if (cell.right() < 0 || cell.left() > rect.width())
            continue;
        const bool hasFigures = header_->hasFigures(section);
        const bool isQuiet = !isSelected && !isMarked && ink == colours.ink && hasFigures;
        painter.setPen(isQuiet ? colours.muted : ink);
        painter.setFont(hasFigures ? theme_.figuresFont() : font());
        const QString text = content.text(section);
        const QFontMetrics& used = hasFigures ? figures : metrics;
        const QString shown =
            used.elidedText(text, header_->hasAddresses(section) ? Qt::ElideMiddle : Qt::ElideRight, cell.width());
        if (section != sections.back() && shown != text)
            elided_[section] = std::max(elided_.value(section), used.horizontalAdvance(text));
        painter.drawText(cell, static_cast<int>(header_->alignmentOf(section)) | Qt::TextSingleLine, shown);
    }
    if (isMarked) { // distinguished by shape as well as colour
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.warning);
        painter.drawRect(QRect(rect.left(), rect.top(), 3, rect.height()));
    }
    if (content.hasComment && !header_->isSectionHidden(FrameListModel::Number))
        paintCommentMark(painter, header_->sectionViewportPosition(FrameListModel::Number) + padding / 2, rect, ink);
    if (!related_.empty() && !header_->isSectionHidden(FrameListModel::Number))
        paintRelation(painter, row, rect, ink);
    if (hasFocus() && current_ == row) {
        painter.setPen(QPen(ink, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

void FrameListView::growColumns() {
    for (const auto& [section, width] : std::exchange(elided_, {}).asKeyValueRange())
        header_->grow(section, width);
}

void FrameListView::setRelated(std::vector<RelatedFrame> related) {
    if (related == related_)
        return;
    related_ = std::move(related);
    viewport()->update();
}

/// A part of the line between the current frame and the frames that it refers to, and a tick whose shape shows the
/// relation: an arrow to the right for a request, to the left for a response, a hook for an acknowledged segment, a
/// square for a part.
void FrameListView::paintRelation(QPainter& painter, quint64 row, const QRect& rect, const QColor& ink) const {
    constexpr int inset = 6, length = 6;
    const FrameNumber number = model_.number(row), current = current_ ? model_.number(*current_) : 0;
    const auto found = std::ranges::lower_bound(related_, number, {}, &RelatedFrame::number);
    const bool isRelated = found != related_.end() && found->number == number;
    const FrameNumber first = std::min(current, related_.front().number);
    const FrameNumber last = std::max(current, related_.back().number);
    const int x = header_->sectionViewportPosition(FrameListModel::Number) + inset;
    const int middle = rect.center().y();
    painter.save();
    painter.setPen(QPen(ink, 1));
    if (model_.order() == nullptr && number >= first && number <= last) // no line in a sorted list
        painter.drawLine(x, number == first ? middle : rect.top(), x, number == last ? middle : rect.bottom());
    if (isRelated || number == current)
        painter.drawLine(x, middle, x + length, middle);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(ink);
    const QPointF tip(x + length + 2, middle), root(x + 2, middle);
    if (isRelated) {
        switch (found->kind) {
        case RelatedFrame::Kind::Request:
            painter.drawPolygon(QPolygonF{tip, tip + QPointF(-5, -3), tip + QPointF(-5, 3)});
            break;
        case RelatedFrame::Kind::Response:
            painter.drawPolygon(QPolygonF{root, root + QPointF(5, -3), root + QPointF(5, 3)});
            break;
        case RelatedFrame::Kind::Acknowledged:
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(QPolygonF{root + QPointF(1, 0), root + QPointF(3, 3), root + QPointF(7, -4)});
            break;
        case RelatedFrame::Kind::Part:
            painter.drawRect(QRectF(tip.x() - 4, middle - 2, 4, 4));
            break;
        case RelatedFrame::Kind::Other:
            break;
        }
    }
    painter.restore();
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
    if (event->size().width() < event->oldSize().width())
        header_->forgetGrowth(); // what still fits comes back with the next painting
    updateScrollBars();
    if (isFollowing_)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void FrameListView::mousePressEvent(QMouseEvent* event) {
    const auto row = rowAt(event->pos().y());
    if (!row)
        return;
    currentColumn_ = std::max(0, header_->logicalIndexAt(event->pos().x()));
    // A right click on a selection keeps it: the menu applies to all selected rows.
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
    case Qt::Key_Escape:
        emit escaped();
        return;
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
        QToolTip::showText(help->globalPos(), model_.row(*row).text(column), viewport());
    return true;
}

} // namespace tapscope
