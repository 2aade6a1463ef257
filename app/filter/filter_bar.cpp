#include "filter_bar.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "kept_filters_button.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStringListModel>

namespace tapscope {
namespace {

QString textOf(const FilterError& error, const std::string& filter) {
    const auto character = QString::fromUtf8(filter.data(), static_cast<qsizetype>(error.offset)).size() + 1;
    return FilterBar::tr("Character %1: %2").arg(character).arg(plainText(error.message));
}

} // namespace

FilterBar::FilterBar(const DecoderRegistry& registry, const Theme& theme, Profiles& profiles, QWidget* parent)
    : QLineEdit(parent), registry_(&registry), theme_(theme),
      kept_(new KeptFiltersButton(*this, QStringLiteral("fieldFilter"), theme, &profiles)),
      completer_(new QCompleter(this)), candidates_(new QStringListModel(this)) {
    setObjectName(QStringLiteral("filterBar"));
    setAccessibleName(tr("Field filter"));
    setPlaceholderText(tr("Field filter… Ctrl+/"));
    setToolTip(tr("Show only frames that match, such as ip.addr == 10.9.0.2 && !arp (Ctrl+/)"));
    Theme::makeFixed(*this);
    setLayoutDirection(Qt::LeftToRight);
    setClearButtonEnabled(true);
    setMinimumWidth(180);
    completer_->setModel(candidates_);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_->setWidget(this);
    completer_->popup()->setObjectName(QStringLiteral("completions"));
    Theme::makeFixed(*completer_->popup());
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterBar::complete);
    connect(this, &QLineEdit::textChanged, this, &FilterBar::check);
    connect(this, &QLineEdit::textEdited, this, &FilterBar::offerCompletions);
    connect(this, &QLineEdit::returnPressed, this, &FilterBar::commit);
    connect(kept_, &KeptFiltersButton::chosen, this, &FilterBar::apply);
    connect(&theme, &Theme::changed, this, [this] { check(text()); });
}

QString FilterBar::problemOf(const QString& text) const {
    const std::string utf8 = text.toStdString();
    const auto compiled = FieldFilter::compile(utf8, *registry_);
    return compiled ? QString() : textOf(compiled.error(), utf8);
}

void FilterBar::check(const QString& text) {
    filter_.reset();
    problem_.clear();
    warning_.clear();
    QColor colour = theme_.colours().line;
    if (!text.trimmed().isEmpty()) {
        const std::string utf8 = text.toStdString();
        auto compiled = FieldFilter::compile(utf8, *registry_);
        if (!compiled) {
            problem_ = textOf(compiled.error(), utf8);
            colour = theme_.colours().error;
        } else {
            if (!compiled->warnings().empty())
                warning_ = textOf(compiled->warnings().front(), utf8);
            colour = warning_.isEmpty() ? theme_.colours().good : theme_.colours().warning;
            filter_ = std::make_shared<const FieldFilter>(std::move(*compiled));
        }
    }
    setStyleSheet(QStringLiteral("QLineEdit { border: 1px solid %1; }").arg(colour.name()));
    setAccessibleDescription(problem_.isEmpty() ? warning_ : problem_);
    kept_->setKeepable(problem_.isEmpty());
    say();
    if (text.isEmpty())
        commit();
}

/// The reason is shown below the input, on top of other widgets, so that nothing moves while typing.
void FilterBar::say() {
    const QString& text = problem_.isEmpty() ? warning_ : problem_;
    if (text.isEmpty() || !hasFocus()) {
        if (message_ != nullptr)
            message_->hide();
        return;
    }
    if (message_ == nullptr) {
        message_ = new QLabel(window());
        message_->setObjectName(QStringLiteral("filterMessage"));
        message_->setWordWrap(true);
        message_->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    const auto& colours = theme_.colours();
    message_->setStyleSheet(
        QStringLiteral("background: %1; color: %2; border: 1px solid %2; border-radius: 4px; "
                       "padding: 4px 8px;")
            .arg(colours.pane.name(), (problem_.isEmpty() ? colours.warning : colours.error).name()));
    message_->setText(text);
    message_->setFixedWidth(std::max(width(), 320));
    message_->adjustSize();
    constexpr int gap = 4;
    QPoint place = mapTo(window(), QPoint(0, height() + gap));
    place.setX(std::max(0, std::min(place.x(), window()->width() - message_->width() - gap)));
    message_->move(place);
    message_->raise();
    message_->show();
}

void FilterBar::commit() {
    if (!problem_.isEmpty()) {
        emit refused(problem_);
        return;
    }
    completer_->popup()->hide();
    kept_->filters().remember(text().trimmed());
    applied_ = text().trimmed();
    emit applied(filter_);
}

void FilterBar::setRegistry(const DecoderRegistry& registry) {
    registry_ = &registry;
    const QString before = applied_;
    check(text());
    if (before.isEmpty())
        return;
    auto compiled = FieldFilter::compile(before.toStdString(), registry);
    if (!compiled)
        emit refused(tr("The filter %1 is no longer valid: %2").arg(before, plainText(compiled.error().message)));
    emit applied(compiled ? std::make_shared<const FieldFilter>(std::move(*compiled)) : nullptr);
}

void FilterBar::apply(const QString& text) {
    setText(text);
    commit();
}

void FilterBar::offerCompletions() {
    const std::string utf8 = text().toStdString();
    const auto cursor = static_cast<std::size_t>(text().left(cursorPosition()).toUtf8().size());
    completion_ = completeFilter(utf8, cursor, *registry_);
    if (completion_.candidates.empty()) {
        completer_->popup()->hide();
        return;
    }
    QStringList candidates;
    for (const auto& each : completion_.candidates)
        candidates << QString::fromStdString(each);
    candidates_->setStringList(candidates);
    if (message_ != nullptr)
        message_->hide();
    QRect place = cursorRect();
    place.setWidth(std::min(360, width()));
    completer_->complete(place);
    // No completion is selected until the user selects one: Return applies the typed text.
    completer_->popup()->setCurrentIndex({});
}

void FilterBar::complete(const QString& candidate) {
    const QByteArray utf8 = text().toUtf8();
    const QString before = QString::fromUtf8(utf8.left(static_cast<qsizetype>(completion_.start)));
    const QString behind = QString::fromUtf8(utf8.mid(static_cast<qsizetype>(completion_.start + completion_.length)));
    setText(before + candidate + behind);
    setCursorPosition(static_cast<int>(before.size() + candidate.size()));
}

void FilterBar::setProgress(quint64 examined, quint64 total) {
    progress_ = total == 0 ? 1 : static_cast<double>(examined) / static_cast<double>(total);
    update();
}

void FilterBar::keyPressEvent(QKeyEvent* event) {
    const auto key = event->key();
    const bool isForPopup = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape;
    if (isForPopup && completer_->popup()->isVisible() && completer_->popup()->currentIndex().isValid()) {
        event->ignore(); // the completer handles the key
        return;
    }
    if (key == Qt::Key_Escape && progress_ < 1) {
        emit cancelled();
        setProgress(1, 1);
        return;
    }
    if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offerCompletions();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

/// Tab inserts the selected completion, or the first one if none is selected.
bool FilterBar::focusNextPrevChild(bool next) {
    const auto* popup = completer_->popup();
    if (!next || !popup->isVisible())
        return QLineEdit::focusNextPrevChild(next);
    const QModelIndex chosen = popup->currentIndex();
    complete((chosen.isValid() ? chosen : popup->model()->index(0, 0)).data().toString());
    completer_->popup()->hide();
    return true;
}

void FilterBar::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && message_ != nullptr)
        message_->hide();
}

void FilterBar::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (progress_ >= 1)
        return;
    constexpr int thickness = 2;
    QPainter painter(this);
    painter.fillRect(1, height() - thickness - 1, static_cast<int>((width() - 2) * progress_), thickness,
                     theme_.colours().accent);
}

} // namespace tapscope
