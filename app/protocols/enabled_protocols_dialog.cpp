#include "enabled_protocols_dialog.h"

#include "../text/plain_text.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tapscope {
namespace {

/// Excludes the dissector's own pseudo-protocols and mere names in frame.protocols.
bool isDecoded(const ProtocolInfo& info) {
    const bool isBuiltIn =
        info.abbreviation == "frame" || info.abbreviation == "data" || info.abbreviation.starts_with('_');
    return !isBuiltIn && !(info.fields.empty() && info.hooks.empty());
}

} // namespace

EnabledProtocolsDialog::EnabledProtocolsDialog(const DecoderRegistry& registry, const QStringList& switchedOff,
                                               QWidget* parent)
    : QDialog(parent), list_(new QListWidget), summary_(new QLabel), unknown_(switchedOff) {
    setWindowTitle(tr("Enabled protocols"));
    setObjectName(QStringLiteral("enabledProtocolsDialog"));
    resize(560, 500);
    auto* line = new QLineEdit;
    line->setObjectName(QStringLiteral("enabledSearch"));
    line->setPlaceholderText(tr("Search"));
    line->setAccessibleName(tr("Search protocols"));
    line->setClearButtonEnabled(true);
    list_->setObjectName(QStringLiteral("enabledProtocols"));
    list_->setAccessibleName(tr("Protocols that are decoded"));
    list_->setUniformItemSizes(true);
    for (ProtocolId id = 0; id < registry.protocolCount(); ++id) {
        const ProtocolInfo& info = registry.protocol(id);
        if (!isDecoded(info))
            continue;
        const QString name = plainText(info.abbreviation);
        auto* item = new QListWidgetItem(QStringLiteral("%1  ·  %2").arg(name, plainText(info.title)), list_);
        item->setData(Qt::UserRole, name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(switchedOff.contains(name) ? Qt::Unchecked : Qt::Checked);
        unknown_.removeAll(name);
    }
    list_->sortItems();
    summary_->setProperty("role", "muted");
    auto* all = new QPushButton(tr("All &on"));
    auto* none = new QPushButton(tr("All o&ff"));
    all->setAutoDefault(false);
    none->setAutoDefault(false);
    all->setObjectName(QStringLiteral("allOn"));
    none->setObjectName(QStringLiteral("allOff"));
    auto* top = new QHBoxLayout;
    top->addWidget(line, 1);
    top->addWidget(all);
    top->addWidget(none);
    auto* buttons = new QDialogButtonBox;
    auto* apply = buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    apply->setObjectName(QStringLiteral("applyEnabled"));
    apply->setProperty("role", "primary");
    apply->setDefault(true);
    buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(top);
    layout->addWidget(list_, 1);
    layout->addWidget(summary_);
    layout->addWidget(buttons);
    connect(line, &QLineEdit::textChanged, this, &EnabledProtocolsDialog::search);
    connect(all, &QPushButton::clicked, this, [this] { setAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { setAll(false); });
    connect(list_, &QListWidget::itemChanged, this, &EnabledProtocolsDialog::showCount);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit applied(this->switchedOff());
        accept();
    });
    showCount();
}

QStringList EnabledProtocolsDialog::switchedOff() const {
    QStringList names = unknown_;
    for (int row = 0; row < list_->count(); ++row) {
        if (list_->item(row)->checkState() == Qt::Unchecked)
            names << list_->item(row)->data(Qt::UserRole).toString();
    }
    return names;
}

void EnabledProtocolsDialog::search(const QString& text) {
    for (int row = 0; row < list_->count(); ++row)
        list_->item(row)->setHidden(!list_->item(row)->text().contains(text.trimmed(), Qt::CaseInsensitive));
}

void EnabledProtocolsDialog::setAll(bool isOn) {
    {
        const QSignalBlocker quiet(list_);
        for (int row = 0; row < list_->count(); ++row) {
            if (!list_->item(row)->isHidden())
                list_->item(row)->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
        }
    }
    list_->viewport()->update();
    showCount();
}

void EnabledProtocolsDialog::showCount() {
    const auto off = switchedOff().size() - unknown_.size();
    summary_->setText(off == 0 ? tr("All %L1 protocols are decoded.").arg(list_->count())
                               : tr("%L1 of %L2 protocols switched off.").arg(off).arg(list_->count()));
}

} // namespace tapscope
