#include "device_order.h"

#include "device_list_model.h"

#include <algorithm>
#include <cmath>

namespace tapscope {

DeviceOrder::DeviceOrder(DeviceListModel& devices, QObject* parent) : QSortFilterProxyModel(parent), devices_(devices) {
    setSourceModel(&devices);
    sort(0);
}

void DeviceOrder::setSearch(const QString& words) {
    words_ = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void DeviceOrder::setKey(Key key) {
    key_ = key;
    takeRates();
    invalidate();
}

void DeviceOrder::takeRates() {
    if (key_ != Key::Rate)
        return;
    rates_.clear();
    for (int row = 0; row < devices_.rowCount(); ++row) {
        const QModelIndex device = devices_.index(row);
        rates_[device.data(DeviceListModel::NameRole).toString()] =
            std::round(device.data(DeviceListModel::RateRole).toDouble());
    }
    invalidate();
}

bool DeviceOrder::filterAcceptsRow(int row, const QModelIndex&) const {
    if (words_.isEmpty())
        return true;
    const QString text = devices_.index(row).data(DeviceListModel::SearchTextRole).toString();
    return std::ranges::all_of(words_, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

/// Devices of the same rank are sorted by name.
double DeviceOrder::rank(const QModelIndex& device) const {
    switch (key_) {
    case Key::Kind:
        return device.data(DeviceListModel::KindRole).toInt();
    case Key::Rate:
        return -rates_.value(device.data(DeviceListModel::NameRole).toString());
    case Key::State:
        return (device.data(DeviceListModel::IsUpRole).toBool() ? 0 : 2) +
               (device.data(DeviceListModel::HasCarrierRole).toBool() ? 0 : 1);
    case Key::Name:
        break;
    }
    return 0;
}

bool DeviceOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const double one = rank(left), other = rank(right);
    return one != other ? one < other : left.row() < right.row();
}

} // namespace tapscope
