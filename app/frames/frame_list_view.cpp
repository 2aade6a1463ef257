#include "frame_list_view.h"

#include "../theme/theme.h"
#include "frame_list_access.h"
#include "list_header.h"
#include "row_painter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <limits>
#include <utility>

namespace tapscope {
namespace {

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
    header_->resizeSection(section, std::min(width + 2 * RowPainter::padding + 8, widest));
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
    FrameListAccess::announceReset(*this);
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
    FrameListAccess::announceCurrent(*this);
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
    const RowPainter rows({.model = model_,
                           .header = *header_,
                           .theme = theme_,
                           .related = related_,
                           .current = current_ ? model_.number(*current_) : 0},
                          painter, font());
    for (int y = 0; y < viewport()->height() && row < model_.count(); y += height, ++row)
        rows.paint(row, QRect(0, y, viewport()->width(), height),
                   {.isSelected = selection_.contains(row), .hasFocus = hasFocus() && current_ == row}, elided_);
    if (!elided_.isEmpty())
        QMetaObject::invokeMethod(this, &FrameListView::growColumns, Qt::QueuedConnection);
    if (hasFocus()) {
        painter.setPen(theme_.colours().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
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
