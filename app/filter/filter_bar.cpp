#include "filter_bar.h"

#include "../theme/theme.h"

#include <QAction>

namespace tapscope {

FilterBar::FilterBar(const DecoderRegistry& registry, const Theme& theme, QWidget* parent)
    : QLineEdit(parent), registry_(registry), theme_(theme) {
    setObjectName(QStringLiteral("filterBar"));
    setAccessibleName(tr("Field filter"));
    setPlaceholderText(tr("Field filter… Ctrl+/"));
    setToolTip(tr("Show only frames that pass, such as ip.addr == 10.9.0.2 && !arp (Ctrl+/)"));
    setFont(Theme::fixedFont());
    setClearButtonEnabled(true);
    setMinimumWidth(180);
    connect(this, &QLineEdit::textChanged, this, &FilterBar::check);
    connect(this, &QLineEdit::returnPressed, this, &FilterBar::commit);
    connect(&theme, &Theme::changed, this, [this] { check(text()); });
}

void FilterBar::check(const QString& text) {
    filter_.reset();
    problem_.clear();
    QString colour = theme_.colours().line.name();
    if (!text.trimmed().isEmpty()) {
        auto compiled = FieldFilter::compile(text.toStdString(), registry_);
        if (compiled)
            filter_ = std::make_shared<const FieldFilter>(std::move(*compiled));
        else
            problem_ = tr("Character %1: %2")
                           .arg(compiled.error().offset + 1)
                           .arg(QString::fromStdString(compiled.error().message));
        colour = (compiled ? theme_.colours().good : theme_.colours().error).name();
    }
    setStyleSheet(QStringLiteral("QLineEdit { border: 1px solid %1; }").arg(colour));
    setAccessibleDescription(problem_);
    if (text.isEmpty())
        commit();
}

void FilterBar::commit() {
    if (problem_.isEmpty())
        emit applied(filter_);
    else
        emit refused(problem_);
}

void FilterBar::apply(const QString& text) {
    setText(text);
    commit();
}

} // namespace tapscope
