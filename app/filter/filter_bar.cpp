#include "filter_bar.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "filter_message.h"
#include "filter_popup.h"
#include "kept_filters_button.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

namespace tapscope {
namespace {

QString textOf(const FilterError& error, const std::string& filter) {
    const auto character = QString::fromUtf8(filter.data(), static_cast<qsizetype>(error.offset)).size() + 1;
    return FilterBar::tr("Character %1: %2").arg(character).arg(plainText(error.message));
}

/// A background on which the ink stays legible.
QColor tint(const QColor& background, const QColor& colour) {
    constexpr float share = 0.16F;
    const auto mixed = [](float a, float b) { return a + (b - a) * share; };
    return QColor::fromRgbF(mixed(background.redF(), colour.redF()), mixed(background.greenF(), colour.greenF()),
                            mixed(background.blueF(), colour.blueF()));
}

} // namespace

FilterBar::FilterBar(const DecoderRegistry& registry, const Theme& theme, Profiles& profiles, QWidget* parent)
    : QLineEdit(parent), registry_(&registry), theme_(theme),
      kept_(new KeptFiltersButton(*this, QStringLiteral("fieldFilter"), theme, &profiles)),
      apply_(addAction(theme.icon(QStringLiteral("corner-down-left")), QLineEdit::TrailingPosition)),
      popup_(new FilterPopup(*this, theme)), message_(new FilterMessage(*this, *popup_)) {
    setObjectName(QStringLiteral("filterBar"));
    setAccessibleName(tr("Field filter"));
    setPlaceholderText(tr("Field filter… Ctrl+/"));
    setToolTip(tr("Show only frames that match, such as ip.addr == 10.9.0.2 && !arp (Ctrl+/)"));
    Theme::makeFixed(*this);
    setLayoutDirection(Qt::LeftToRight);
    setClearButtonEnabled(true);
    setMinimumWidth(180);
    apply_->setObjectName(QStringLiteral("applyFilter"));
    apply_->setText(tr("Apply"));
    apply_->setToolTip(tr("Apply the filter (Return)"));
    apply_->setVisible(false);
    connect(apply_, &QAction::triggered, this, &FilterBar::commit);
    connect(popup_, &FilterPopup::chosen, this, &FilterBar::complete);
    connect(this, &QLineEdit::textChanged, this, &FilterBar::check);
    connect(this, &QLineEdit::textEdited, this, &FilterBar::offerCompletions);
    connect(this, &QLineEdit::returnPressed, this, &FilterBar::commit);
    connect(kept_, &KeptFiltersButton::chosen, this, &FilterBar::apply);
    connect(&theme, &Theme::changed, this, [this] {
        apply_->setIcon(theme_.icon(QStringLiteral("corner-down-left")));
        check(text());
    });
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
    if (!text.trimmed().isEmpty()) {
        const std::string utf8 = text.toStdString();
        auto compiled = FieldFilter::compile(utf8, *registry_);
        if (!compiled) {
            problem_ = textOf(compiled.error(), utf8);
        } else {
            if (!compiled->warnings().empty())
                warning_ = textOf(compiled->warnings().front(), utf8);
            filter_ = std::make_shared<const FieldFilter>(std::move(*compiled));
        }
    }
    kept_->setKeepable(problem_.isEmpty());
    showState();
    message_->say(problem_.isEmpty() ? warning_ : problem_,
                  problem_.isEmpty() ? FilterMessage::Kind::Caution : FilterMessage::Kind::Error);
    if (text.isEmpty())
        commit();
}

bool FilterBar::isApplied() const {
    return filter_ && text().trimmed() == applied_;
}

/// Shows whether the filter is valid, and whether it is the applied one or only typed.
void FilterBar::showState() {
    const auto& colours = theme_.colours();
    QColor colour = colours.line;
    if (filter_)
        colour = warning_.isEmpty() ? colours.good : colours.warning;
    else if (!problem_.isEmpty())
        colour = colours.error;
    QString rules = QStringLiteral("border: 1px solid %1;").arg(colour.name());
    if (isApplied())
        rules += QStringLiteral(" background: %1;").arg(tint(colours.pane, colour).name());
    setStyleSheet(QStringLiteral("QLineEdit { %1 }").arg(rules));
    apply_->setVisible(filter_ && !isApplied());
    if (!problem_.isEmpty())
        setAccessibleDescription(problem_);
    else if (isApplied())
        setAccessibleDescription(warning_.isEmpty() ? tr("Applied") : warning_);
    else
        setAccessibleDescription(warning_.isEmpty() && filter_ ? tr("Not applied yet") : warning_);
}

void FilterBar::commit() {
    popup_->hide();
    if (!problem_.isEmpty()) {
        message_->showNow();
        emit refused(problem_);
        return;
    }
    kept_->filters().remember(text().trimmed());
    applied_ = text().trimmed();
    showState();
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
    offersFilters_ = false;
    popup_->offer(completion_.candidates);
}

/// The history of filters, as in the input of a browser or a shell, and the bookmarks.
void FilterBar::offerRecent() {
    std::vector<FilterCandidate> filters;
    for (const QString& each : kept_->filters().recent())
        filters.push_back({each.toStdString(), tr("Recently used").toStdString()});
    for (const auto& each : kept_->filters().bookmarks())
        filters.push_back({each.filter.toStdString(), tr("Bookmark %1").arg(each.name).toStdString()});
    offersFilters_ = true;
    popup_->offer(filters);
}

void FilterBar::complete(const QString& candidate) {
    if (offersFilters_) {
        apply(candidate);
        return;
    }
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
    if (isForPopup && popup_->isVisible() && popup_->hasSelection()) {
        event->ignore(); // the completer handles the key
        return;
    }
    if (key == Qt::Key_Escape && progress_ < 1) {
        emit cancelled();
        setProgress(1, 1);
        return;
    }
    if (key == Qt::Key_Escape)
        message_->hide();
    const bool isDown = key == Qt::Key_Down && event->modifiers() == Qt::NoModifier;
    if (isDown && text().isEmpty()) {
        offerRecent();
        return;
    }
    if (isDown || (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)) {
        offerCompletions();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

/// Tab inserts the selected completion, or the first one if none is selected.
bool FilterBar::focusNextPrevChild(bool next) {
    if (!next || !popup_->isVisible())
        return QLineEdit::focusNextPrevChild(next);
    const QString chosen = popup_->selectedOrFirst();
    popup_->hide();
    complete(chosen);
    return true;
}

void FilterBar::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
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
