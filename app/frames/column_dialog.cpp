#include "column_dialog.h"

#include "../settings_form/checked_line.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

#include <print/field_column.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t mostCandidates = 200;

/// Completes the last name of "tcp.srcport || udp.sr".
void completeFields(QLineEdit& line, const DecoderRegistry& registry) {
    auto* candidates = new QStringListModel(&line);
    auto* completer = new QCompleter(candidates, &line);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer->setWidget(&line);
    completer->popup()->setObjectName(QStringLiteral("fieldCompletions"));
    const auto lastName = [](const QString& text) { return text.lastIndexOf(QLatin1Char(' ')) + 1; };
    QObject::connect(&line, &QLineEdit::textEdited, completer, [=, &registry](const QString& text) {
        const std::string word = text.mid(lastName(text)).toStdString();
        QStringList names;
        if (!word.empty()) {
            const auto found = registry.namesBeginningWith(word);
            for (const auto name : std::span(found).first(std::min(found.size(), mostCandidates)))
                names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        }
        candidates->setStringList(names);
        if (names.isEmpty() || (names.size() == 1 && names.front().toStdString() == word))
            completer->popup()->hide();
        else
            completer->complete();
    });
    QObject::connect(completer, qOverload<const QString&>(&QCompleter::activated), &line,
                     [&line, lastName](const QString& name) {
                         const QString text = line.text();
                         line.setText(text.left(lastName(text)) + name);
                     });
}

} // namespace

ColumnDialog::ColumnDialog(const DecoderRegistry& registry, const ListColumn& column, const QString& usualTitle,
                           QWidget* parent)
    : QDialog(parent), registry_(registry), column_(column), title_(new QLineEdit(column.title)) {
    const bool isNew = column.isOwn() && column.field.isEmpty();
    setObjectName(QStringLiteral("columnDialog"));
    setWindowTitle(isNew ? tr("Add a column") : column.isOwn() ? tr("Column") : tr("Name of the column"));
    setMinimumWidth(420);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* buttons = new QDialogButtonBox;
    auto* ok = buttons->addButton(isNew ? tr("&Add") : tr("&OK"), QDialogButtonBox::AcceptRole);
    ok->setObjectName(QStringLiteral("acceptColumn"));
    ok->setProperty("role", "primary");
    ok->setDefault(true);
    buttons->addButton(tr("Ca&ncel"), QDialogButtonBox::RejectRole);
    if (column.isOwn()) {
        field_ = new CheckedLine([this](const QString& text) { return problem(text); });
        field_->line()->setObjectName(QStringLiteral("columnField"));
        field_->line()->setPlaceholderText(tr("For example ip.ttl, or tcp.srcport || udp.srcport"));
        Theme::makeFixed(*field_->line());
        field_->line()->setText(column.field);
        completeFields(*field_->line(), registry);
        form->addRow(tr("&Field"), field_);
        const auto update = [this, ok] { ok->setEnabled(field_->isValid()); };
        connect(field_->line(), &QLineEdit::textChanged, this, update);
        update();
    }
    title_->setObjectName(QStringLiteral("columnTitle"));
    title_->setPlaceholderText(usualTitle.isEmpty() ? tr("The field's own title") : plainText(usualTitle));
    constexpr int longestTitle = 100;
    title_->setMaxLength(longestTitle);
    form->addRow(tr("&Title"), title_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] {
        if (field_ != nullptr)
            column_.field = field_->text().trimmed();
        column_.title = title_->text().trimmed();
        emit chosen(column_);
    });
    (field_ != nullptr ? field_->line() : title_)->setFocus();
}

QString ColumnDialog::problem(const QString& field) const {
    const auto found = findColumn(field.trimmed().toStdString(), registry_);
    return found ? QString() : tr("No field or protocol has this name");
}

} // namespace tapscope
