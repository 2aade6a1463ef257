#include "move_device_dialog.h"

#include "../text/plain_text.h"
#include "namespace_box.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tapscope {

MoveDeviceDialog::MoveDeviceDialog(DeviceService& service, InterfaceName device, QWidget* parent)
    : QDialog(parent), service_(service), device_(std::move(device)),
      target_(new NamespaceBox(service, tr("a name, or a process id"))), refusal_(new QLabel),
      move_(new QPushButton(tr("&Move"))), buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel)) {
    const QString name = plainText(device_.text());
    setWindowTitle(tr("Move %1").arg(name));
    auto* heading = new QLabel(tr("Move %1 to a namespace").arg(name));
    heading->setProperty("role", "heading");
    auto* about = new QLabel(
        tr("Moving the device switches it off and removes its addresses. Programs that have it open keep it open."));
    about->setProperty("role", "muted");
    about->setWordWrap(true);
    refusal_->setProperty("role", "error");
    refusal_->setWordWrap(true);
    refusal_->setObjectName(QStringLiteral("refusal"));
    refusal_->hide();
    move_->setProperty("role", "primary");
    move_->setDefault(true);
    move_->setObjectName(QStringLiteral("move"));
    move_->setEnabled(false);
    buttons_->addButton(move_, QDialogButtonBox::AcceptRole);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Namespace"), target_);
    form->addRow(QString(), about);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->setSizeConstraint(QLayout::SetFixedSize); // it grows with a refusal
    layout->addWidget(heading);
    layout->addLayout(form);
    layout->addWidget(refusal_);
    layout->addWidget(buttons_);
    setMinimumWidth(460);
    connect(target_, &QComboBox::currentTextChanged, this,
            [this](const QString& text) { move_->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons_, &QDialogButtonBox::accepted, this, &MoveDeviceDialog::move);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void MoveDeviceDialog::move() {
    buttons_->setEnabled(false);
    service_.request(
        this,
        [device = device_, text = target_->text().toStdString(),
         kept = service_.kept()](DeviceControl& control) -> Result<void> {
            auto target = NetworkNamespace::find(text);
            if (!target)
                return std::unexpected(target.error());
            auto moved = control.moveToNamespace(device, *target);
            if (moved)
                kept->moved(device);
            return moved;
        },
        [this](const Result<void>& done) {
            buttons_->setEnabled(true);
            if (done)
                return accept();
            refusal_->setText(plainText(done.error().text()));
            refusal_->show();
        },
        [what = tr("Moved %1 to the namespace %2").arg(QString::fromStdString(device_.text()), target_->text())] {
            return what;
        });
}

} // namespace tapscope
