#include "device_list_model.h"

#include "../text/plain_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <unistd.h>

#include <algorithm>
#include <cmath>

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
    const auto whole = static_cast<int>(std::lround(framesPerSecond));
    return DeviceListModel::tr("%L1 frame(s)/s", nullptr, whole).arg(whole);
}

void DeviceListModel::Row::show(const DeviceSnapshot& device) {
    snapshot = device;
    rates.push_back(device.framesPerSecond);
    if (rates.size() > historyLength)
        rates.pop_front();
}

void DeviceListModel::update(const DeviceSnapshots& devices) {
    // Both lists are sorted by name, so they are walked together. Adjacent rows are inserted or removed in one step,
    // because there may be thousands.
    std::size_t row = 0;
    const auto isBehindRow = [&](const DeviceSnapshot& device) {
        return row < rows_.size() && device.info.name >= rows_[row]->snapshot.info.name;
    };
    for (auto device = devices->begin(); device != devices->end();) {
        std::size_t kept = row;
        while (kept < rows_.size() && rows_[kept]->snapshot.info.name < device->info.name)
            ++kept;
        removeBetween(row, kept);
        const auto known = std::find_if(device, devices->end(), isBehindRow);
        insertBefore(row, {device, known});
        for (; device != known; ++device)
            rows_[row++]->show(*device);
        if (device != devices->end() && row < rows_.size() && rows_[row]->snapshot.info.name == device->info.name)
            rows_[row++]->show(*device++);
    }
    removeBetween(row, rows_.size());
    if (!rows_.empty())
        emit dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
}

void DeviceListModel::insertBefore(std::size_t row, std::span<const DeviceSnapshot> devices) {
    if (devices.empty())
        return;
    std::vector<std::unique_ptr<Row>> rows;
    for (const DeviceSnapshot& device : devices)
        rows.push_back(std::make_unique<Row>(device));
    beginInsertRows({}, static_cast<int>(row), static_cast<int>(row + devices.size()) - 1);
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(row), std::move_iterator(rows.begin()),
                 std::move_iterator(rows.end()));
    endInsertRows();
}

void DeviceListModel::removeBetween(std::size_t first, std::size_t end) {
    if (first == end)
        return;
    beginRemoveRows({}, static_cast<int>(first), static_cast<int>(end) - 1);
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(first), rows_.begin() + static_cast<std::ptrdiff_t>(end));
    endRemoveRows();
}

void DeviceListModel::setCaptured(const QHash<QString, QString>& devices) {
    captured_ = devices;
    if (!rows_.empty())
        emit dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
}

QStringList DeviceListModel::capturedButOff() const {
    QStringList names;
    for (const auto& row : rows_) {
        if (const QString name = nameOf(row->snapshot); captured_.contains(name) && !row->snapshot.info.isUp)
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
    const Row& row = *rows_[static_cast<std::size_t>(index.row())];
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
    case RateRole:
        return row.snapshot.framesPerSecond;
    case SearchTextRole:
        return searchText(row);
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

/// What a search looks through, a line for each.
QString DeviceListModel::searchText(const Row& row) {
    const DeviceInfo& info = row.snapshot.info;
    QStringList parts{nameOf(row.snapshot), QString::fromStdString(info.alias),
                      QString::fromUtf8(kindTitle(info.kind))};
    for (const std::string& name : info.alternativeNames)
        parts << QString::fromStdString(name);
    for (const InterfaceAddress& address : info.addresses)
        parts << QString::fromStdString(addressText(address));
    if (info.mac)
        parts << QString::fromStdString(info.mac->text());
    for (const auto& other : {info.peer, info.bridge}) {
        if (other)
            parts << QString::fromStdString(other->text());
    }
    for (const DeviceUser& user : row.snapshot.users)
        parts << QStringLiteral("%1 %2").arg(QString::fromStdString(user.program)).arg(user.pid);
    return parts.join(QLatin1Char('\n'));
}

const DeviceSnapshot* DeviceListModel::find(const QString& name) const {
    const QModelIndex at = indexOf(name);
    return at.isValid() ? &rows_[static_cast<std::size_t>(at.row())]->snapshot : nullptr;
}

QModelIndex DeviceListModel::indexOf(const QString& name) const {
    const auto found = std::ranges::find_if(rows_, [&](const auto& row) { return nameOf(row->snapshot) == name; });
    return found == rows_.end() ? QModelIndex() : index(static_cast<int>(found - rows_.begin()));
}

} // namespace tapscope
