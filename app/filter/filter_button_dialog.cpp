#include "filter_button_dialog.h"

#include "../settings_form/checked_line.h"
#include "../theme/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace tapscope {

FilterButtonDialog::FilterButtonDialog(const FilterButton& button, std::function<QString(const QString&)> problem,
                                       QWidget* parent)
    : QDialog(parent), label_(new CheckedLine([](const QString& text) {
          return text.trimmed().isEmpty() ? tr("A button needs a label") : QString();
      })),
      filter_(new CheckedLine(std::move(problem))), comment_(new QLineEdit(button.comment)) {
    setObjectName(QStringLiteral("filterButtonDialog"));
    setWindowTitle(tr("Filter button"));
    setMinimumWidth(460);
    constexpr int longestLabel = 100;
    label_->line()->setObjectName(QStringLiteral("buttonLabel"));
    label_->line()->setMaxLength(longestLabel);
    label_->line()->setText(button.label);
    filter_->line()->setObjectName(QStringLiteral("buttonFilter"));
    Theme::makeFixed(*filter_->line());
    filter_->line()->setText(button.filter);
    comment_->setObjectName(QStringLiteral("buttonComment"));
    comment_->setPlaceholderText(tr("Shown in the tool tip"));
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Label"), label_);
    form->addRow(tr("&Filter"), filter_);
    form->addRow(tr("&Comment"), comment_);
    auto* buttons = new QDialogButtonBox;
    auto* keep = buttons->addButton(tr("&OK"), QDialogButtonBox::AcceptRole);
    keep->setObjectName(QStringLiteral("keepButton"));
    keep->setProperty("role", "primary");
    keep->setDefault(true);
    buttons->addButton(tr("Ca&ncel"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    const auto update = [this, keep] { keep->setEnabled(label_->isValid() && filter_->isValid()); };
    connect(label_->line(), &QLineEdit::textChanged, this, update);
    connect(filter_->line(), &QLineEdit::textChanged, this, update);
    update();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] {
        emit chosen({.label = label_->text().trimmed(),
                     .filter = filter_->text().trimmed(),
                     .comment = comment_->text().trimmed()});
    });
    label_->line()->setFocus();
}

} // namespace tapscope
