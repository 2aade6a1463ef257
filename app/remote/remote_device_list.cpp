#include "remote_device_list.h"

#include "../text/plain_text.h"

#include <QHeaderView>

namespace tapscope {
namespace {

constexpr int nameColumn = 0, kindColumn = 1, stateColumn = 2, mtuColumn = 3, addressesColumn = 4;

QString addressesOf(const DeviceInfo& device) {
    QStringList texts;
    for (const InterfaceAddress& address : device.addresses)
        texts << QString::fromStdString(addressText(address));
    return texts.join(QStringLiteral(", "));
}

} // namespace

RemoteDeviceList::RemoteDeviceList(QWidget* parent) : QTreeWidget(parent) {
    setObjectName(QStringLiteral("devices"));
    setHeaderLabels({tr("Device"), tr("Kind"), tr("State"), tr("MTU"), tr("Addresses")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setAllColumnsShowFocus(true);
    setAccessibleName(tr("Devices of the other machine"));
    setMinimumHeight(8 * fontMetrics().lineSpacing());
}

void RemoteDeviceList::setInterfaces(const std::vector<RemoteInterface>& interfaces) {
    const QStringList kept = selected();
    interfaces_ = interfaces;
    clear();
    for (const RemoteInterface& each : interfaces_) {
        auto* item = new QTreeWidgetItem(this);
        item->setText(nameColumn, plainText(each.name));
        item->setText(stateColumn, each.isUp ? tr("up") : tr("down"));
        if (each.device) {
            const auto kind = kindTitle(each.device->kind);
            item->setText(kindColumn, QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size())));
            item->setText(mtuColumn, QString::number(each.device->mtu));
            item->setText(addressesColumn, plainText(addressesOf(*each.device)));
        }
        item->setSelected(kept.contains(each.name));
    }
    if (selectedItems().isEmpty() && topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
    for (int column = 0; column < addressesColumn; ++column)
        resizeColumnToContents(column);
}

QStringList RemoteDeviceList::selected() const {
    QStringList names;
    for (std::size_t row = 0; row < interfaces_.size(); ++row) {
        const QTreeWidgetItem* item = topLevelItem(static_cast<int>(row));
        if (item != nullptr && item->isSelected())
            names << interfaces_[row].name;
    }
    return names;
}

const RemoteInterface* RemoteDeviceList::only() const {
    const auto items = selectedItems();
    return items.size() == 1 ? &interfaces_[static_cast<std::size_t>(indexOfTopLevelItem(items.front()))] : nullptr;
}

} // namespace tapscope
