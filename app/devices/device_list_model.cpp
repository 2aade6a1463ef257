#include "device_list_model.h"

#include "../text/plain_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <unistd.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t historyLength = 30;

QString nameOf(const DeviceSnapshot& snapshot) {
    return QString::fromStdString(snapshot.info.name.text());
}

} // namespace

QString rateText(double framesPerSecond) {
    constexpr double kilo = 1000;
    if (framesPerSecond >= kilo * kilo)
        return DeviceListModel::tr("%L1 M frames/s").arg(framesPerSecond / kilo / kilo, 0, 'f', 2);
    if (framesPerSecond >= kilo)
        return DeviceListModel::tr("%L1 k frames/s").arg(framesPerSecond / kilo, 0, 'f', 1);
    return DeviceListModel::tr("%L1 frames/s").arg(framesPerSecond, 0, 'f', 0);
}

void DeviceListModel::update(const DeviceSnapshots& devices) {
    // Both lists are sorted by name: walk through them together.
    std::size_t row = 0;
    for (const auto& device : *devices) {
        while (row < rows_.size() && rows_[row].snapshot.info.name < device.info.name) {
            beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
            rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(row));
            endRemoveRows();
        }
        if (row == rows_.size() || rows_[row].snapshot.info.name != device.info.name) {
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
            rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(row), Row{device, {}});
            endInsertRows();
        }
        rows_[row].snapshot = device;
        auto& rates = rows_[row].rates;
        rates.push_back(device.framesPerSecond);
        if (rates.size() > historyLength)
            rates.pop_front();
        ++row;
    }
    if (row < rows_.size()) {
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(rows_.size()) - 1);
        rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(row), rows_.end());
        endRemoveRows();
    }
    if (!rows_.empty())
        emit dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
}

void DeviceListModel::setCaptured(const QHash<QString, QString>& devices) {
    captured_ = devices;
    if (!rows_.empty())
        emit dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
}

QStringList DeviceListModel::capturedButOff() const {
    QStringList names;
    for (const Row& row : rows_) {
        if (const QString name = nameOf(row.snapshot); captured_.contains(name) && !row.snapshot.info.isUp)
            names << plainText(name);
    }
    return names;
}

int DeviceListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant DeviceListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= static_cast<int>(rows_.size()))
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const DeviceInfo& info = row.snapshot.info;
    switch (role) {
    case Qt::DisplayRole:
        return plainText(nameOf(row.snapshot));
    case NameRole:
        return nameOf(row.snapshot);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2, %3")
            .arg(plainText(nameOf(row.snapshot)), info.isUp ? tr("on") : tr("off"), description(row));
    case KindRole:
        return static_cast<int>(info.kind);
    case IsUpRole:
        return info.isUp;
    case HasCarrierRole:
        return info.hasCarrier;
    case DescriptionRole:
        return description(row);
    case RateHistoryRole: {
        QVariantList rates;
        for (const double rate : row.rates)
            rates.append(rate);
        return rates;
    }
    default:
        return {};
    }
}

QString DeviceListModel::whyNoCarrier(DeviceKind kind) {
    switch (kind) {
    case DeviceKind::Veth:
        return tr("no carrier: one end is off");
    case DeviceKind::Bridge:
        return tr("no carrier: none of its ports is up");
    default:
        return tr("no carrier: no program has it open");
    }
}

QString DeviceListModel::description(const Row& row) const {
    const DeviceInfo& info = row.snapshot.info;
    const QString name = nameOf(row.snapshot);
    QStringList parts{QString::fromUtf8(kindTitle(info.kind).data())};
    if (info.kind == DeviceKind::Veth)
        parts << (info.peer ? tr("peer %1").arg(plainText(info.peer->text())) : tr("peer in another namespace"));
    if (info.bridge)
        parts << tr("port of %1").arg(plainText(info.bridge->text()));
    if (captured_.contains(name))
        parts << captured_.value(name);
    for (const auto& user : row.snapshot.users) {
        if (user.pid != getpid())
            parts << QStringLiteral("%1 (pid %2)").arg(plainText(user.program)).arg(user.pid);
        else if (!captured_.contains(name))
            parts << tr("open in TapScope");
    }
    if (info.isMultiQueue)
        parts << tr("%n queue(s) open", nullptr, static_cast<int>(info.openQueues));
    if (!info.isUp)
        parts << (captured_.contains(name) ? tr("switched off: no frames arrive") : tr("switched off"));
    else if (!info.hasCarrier)
        parts << whyNoCarrier(info.kind);
    else if (parts.size() == 1)
        parts << tr("in use");
    if (row.snapshot.framesPerSecond >= 0.5)
        parts << rateText(row.snapshot.framesPerSecond);
    return parts.join(QStringLiteral(" · "));
}

const DeviceSnapshot* DeviceListModel::find(const QString& name) const {
    const QModelIndex at = indexOf(name);
    return at.isValid() ? &rows_[static_cast<std::size_t>(at.row())].snapshot : nullptr;
}

QModelIndex DeviceListModel::indexOf(const QString& name) const {
    const auto found = std::ranges::find_if(rows_, [&](const Row& row) { return nameOf(row.snapshot) == name; });
    return found == rows_.end() ? QModelIndex() : index(static_cast<int>(found - rows_.begin()));
}

} // namespace tapscope
