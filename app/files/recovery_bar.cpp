#include "recovery_bar.h"

#include "../background/background.h"
#include "../session/recordings.h"
#include "../text/plural.h"
#include "recovery_dialog.h"

#include <QPushButton>

namespace tapscope {

RecoveryBar::RecoveryBar(QWidget* parent) : NoticeBar(QStringLiteral("recovery"), About::News, parent) {
    auto* show = new QPushButton(tr("Show…"));
    show->setObjectName(QStringLiteral("showRecordings"));
    show->setToolTip(tr("Open or delete the captures that were left"));
    auto* later = new QPushButton(tr("Later"));
    later->setObjectName(QStringLiteral("recoverLater"));
    later->setToolTip(tr("File › Recover captures… shows them again"));
    addButton(show);
    addButton(later);
    connect(show, &QPushButton::clicked, this, &RecoveryBar::openDialog);
    connect(later, &QPushButton::clicked, this, &QWidget::hide);
}

void RecoveryBar::look() {
    inBackground(
        this, [] { return leftRecordings().size(); },
        [this](std::size_t count) {
            if (count > 0)
                showText(
                    tr("%L1 capture(s) were left when TapScope ended before they were saved.", nullptr, pluralOf(count))
                        .arg(count));
            else
                hide();
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
