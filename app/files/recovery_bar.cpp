#include "recovery_bar.h"

#include "../background/background.h"
#include "../session/recordings.h"
#include "../text/plural.h"
#include "recovery_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tapscope {

RecoveryBar::RecoveryBar(QWidget* parent) : QWidget(parent), words_(new QLabel) {
    setObjectName(QStringLiteral("recoveryBar"));
    setProperty("role", "bar");
    setAttribute(Qt::WA_StyledBackground);
    words_->setObjectName(QStringLiteral("recoveryWords"));
    auto* show = new QPushButton(tr("Show…"));
    show->setObjectName(QStringLiteral("showRecordings"));
    show->setToolTip(tr("Open or delete the captures that were left"));
    auto* later = new QPushButton(tr("Later"));
    later->setObjectName(QStringLiteral("recoverLater"));
    later->setToolTip(tr("File › Recover captures… shows them again"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(words_, 1);
    layout->addWidget(show);
    layout->addWidget(later);
    connect(show, &QPushButton::clicked, this, &RecoveryBar::openDialog);
    connect(later, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void RecoveryBar::look() {
    inBackground(
        this, [] { return leftRecordings().size(); },
        [this](std::size_t count) {
            words_->setText(
                tr("%L1 capture(s) were left when TapScope ended before they were saved.", nullptr, pluralOf(count))
                    .arg(count));
            setVisible(count > 0);
        });
}

void RecoveryBar::openDialog() {
    auto* dialog = new RecoveryDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RecoveryDialog::openAsked, this, &RecoveryBar::openAsked);
    connect(dialog, &RecoveryDialog::openAsked, this, &QWidget::hide);
    connect(dialog, &RecoveryDialog::changed, this, &RecoveryBar::look);
    dialog->open();
}

} // namespace tapscope
