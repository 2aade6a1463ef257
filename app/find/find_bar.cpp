#include "find_bar.h"

#include "../background/background.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace tapscope {
namespace {

enum Kind { Everywhere, InColumns, InFields, TextInBytes, Hex, ByFilter };

} // namespace

FindBar::FindBar(const DecoderRegistry& registry, const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), capture_{.store = nullptr, .registry = &registry}, kind_(new QComboBox),
      line_(new QLineEdit), previous_(new QToolButton), next_(new QToolButton), message_(new QLabel) {
    kind_->setObjectName(QStringLiteral("findKind"));
    kind_->setAccessibleName(tr("Kind of search"));
    kind_->addItems({tr("Everywhere"), tr("Text in the list"), tr("Text in the fields"), tr("Text in the bytes"),
                     tr("Bytes in hex"), tr("Field filter")});
    kind_->setToolTip(tr("Everywhere: in the list, then in the fields, then in the bytes, as text and as hex"));
    line_->setObjectName(QStringLiteral("findText"));
    line_->setAccessibleName(tr("Find"));
    line_->setPlaceholderText(tr("Find a frame"));
    line_->setClearButtonEnabled(true);
    previous_->setText(tr("Previous"));
    previous_->setToolTip(tr("Find the previous frame (Shift+Enter)"));
    next_->setText(tr("Next"));
    next_->setObjectName(QStringLiteral("findNext"));
    next_->setToolTip(tr("Find the next frame (Enter)"));
    auto* close = new QToolButton;
    close->setIcon(theme.icon(QStringLiteral("x")));
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(tr("Close the find bar"));
    message_->setObjectName(QStringLiteral("findMessage"));
    message_->setMinimumWidth(180);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(kind_);
    layout->addWidget(line_, 1);
    layout->addWidget(previous_);
    layout->addWidget(next_);
    layout->addWidget(message_);
    layout->addWidget(close);
    connect(line_, &QLineEdit::textChanged, this, &FindBar::check);
    connect(kind_, &QComboBox::currentIndexChanged, this, &FindBar::check);
    connect(next_, &QToolButton::clicked, this, [this] { find(SearchDirection::Forward); });
    connect(previous_, &QToolButton::clicked, this, [this] { find(SearchDirection::Backward); });
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

FindBar::~FindBar() {
    stop_.request_stop();
}

void FindBar::setCapture(const ShownCapture& capture) {
    const ShownCapture before = std::exchange(capture_, capture);
    if (capture_.isDecodedAs(before))
        return;
    stop_.request_stop();
    if (capture_.store != before.store)
        current_ = 0;
    check();
}

void FindBar::open() {
    show();
    line_->setFocus();
    line_->selectAll();
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        find(event->modifiers().testFlag(Qt::ShiftModifier) ? SearchDirection::Backward : SearchDirection::Forward);
    } else {
        QWidget::keyPressEvent(event);
    }
}

std::optional<SearchTarget> FindBar::target() {
    const std::string text = line_->text().toStdString();
    if (text.empty())
        return std::nullopt;
    switch (kind_->currentIndex()) {
    case Everywhere:
        return SearchEverywhere{text};
    case InFields:
        return SearchInFields{text};
    case InColumns:
        return SearchInColumns{text};
    case TextInBytes:
        return SearchTextInBytes{text};
    case Hex:
        if (auto bytes = bytesFromHex(text))
            return SearchInBytes{std::move(*bytes)};
        tell(tr("Bytes are pairs of hex digits: de:ad be ef"), true);
        return std::nullopt;
    default:
        break;
    }
    auto filter = FieldFilter::compile(text, *capture_.registry);
    if (filter)
        return SearchByFilter{std::make_shared<const FieldFilter>(std::move(*filter))};
    tell(plainText(filter.error().message), true);
    return std::nullopt;
}

void FindBar::check() {
    tell({}, false);
    const bool canFind = target().has_value();
    next_->setEnabled(canFind);
    previous_->setEnabled(canFind);
}

void FindBar::search(SearchTarget wanted, SearchDirection direction,
                     std::function<void(const Result<std::optional<FoundFrame>>&)> then) {
    stop_.request_stop();
    stop_ = {};
    inBackground(
        this,
        [capture = capture_, wanted = std::move(wanted), from = current_, direction, stop = stop_.get_token()] {
            return findFrame(capture, wanted, from, direction, stop);
        },
        std::move(then));
}

void FindBar::find(SearchDirection direction) {
    auto wanted = target();
    if (!wanted || !capture_.store)
        return;
    tell(tr("Searching…"), false);
    search(std::move(*wanted), direction,
           [this, from = current_, direction, text = line_->text()](const Result<std::optional<FoundFrame>>& result) {
               if (!result) {
                   if (result.error().kind != ErrorKind::Cancelled)
                       tell(plainText(result.error().text()), true);
                   return;
               }
               if (!*result) {
                   tell(tr("Not found in any frame"), true);
                   return;
               }
               const FoundFrame frame = **result;
               const bool wentRound =
                   direction == SearchDirection::Forward ? frame.number <= from : frame.number >= from;
               current_ = frame.number;
               showFound(frame, wentRound && from != 0);
               emit found(frame.number);
               emit located(frame, text);
           });
}

void FindBar::showFound(const FoundFrame& frame, bool wentRound) {
    QString where;
    switch (frame.place) {
    case FoundFrame::Place::Columns:
        where = tr("Frame %L1, in the list").arg(frame.number);
        break;
    case FoundFrame::Place::Fields:
        where = tr("Frame %L1, in the fields").arg(frame.number);
        break;
    case FoundFrame::Place::Bytes:
        where = tr("Frame %L1, at byte %2").arg(frame.number).arg(frame.range.offset);
        break;
    case FoundFrame::Place::Filter:
        where = tr("Frame %L1").arg(frame.number);
        break;
    }
    tell(wentRound ? tr("%1 (the search wrapped around)").arg(where) : where, false);
}

void FindBar::findFiltered(const std::string& filter, SearchDirection direction, const QString& nothing) {
    if (!capture_.store)
        return;
    auto compiled = FieldFilter::compile(filter, *capture_.registry);
    if (!compiled)
        return;
    search(SearchByFilter{std::make_shared<const FieldFilter>(std::move(*compiled))}, direction,
           [this, from = current_, direction, nothing](const Result<std::optional<FoundFrame>>& result) {
               if (!result && result.error().kind == ErrorKind::Cancelled)
                   return;
               const FrameNumber frame = result ? result->value_or(FoundFrame()).number : 0;
               const bool isFurther = direction == SearchDirection::Forward ? frame > from : frame != 0 && frame < from;
               if (isFurther)
                   emit found(frame);
               else
                   emit notFound(result ? nothing : plainText(result.error().text()));
           });
}

void FindBar::tell(const QString& text, bool isTrouble) {
    QPalette palette = message_->palette();
    palette.setColor(QPalette::WindowText, isTrouble ? theme_.colours().error : theme_.colours().muted);
    message_->setPalette(palette);
    message_->setText(text);
}

} // namespace tapscope
