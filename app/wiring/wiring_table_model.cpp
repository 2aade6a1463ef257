#include "wiring_table_model.h"

#include "../devices/device_list_model.h"
#include "../text/plain_text.h"
#include "wiring_text.h"

#include <algorithm>
#include <set>

namespace tapscope {

void WiringTableModel::update(const WiringShots& shot) {
    std::vector<Row> rows;
    for (std::size_t area = 0; area < shot->wiring.areas.size(); ++area) {
        for (std::size_t device = 0; device < shot->wiring.areas[area].devices.size(); ++device)
            rows.push_back({shot->keyOf({area, device}), {area, device}});
    }
    std::set<WiredKey> stay;
    for (const Row& row : rows)
        stay.insert(row.key);
    // Rows that disappear are removed while the old map is still shown.
    for (std::size_t row = rows_.size(); row-- > 0;) {
        if (stay.contains(rows_[row].key))
            continue;
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
        rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(row));
        endRemoveRows();
    }
    replace(std::move(rows));
    shot_ = shot;
    if (!rows_.empty())
        emit dataChanged(index(0, 0), index(static_cast<int>(rows_.size()) - 1, columnCountOfAll - 1));
}

/// Remaining devices keep their indexes. A renamed device may be at another position now.
void WiringTableModel::replace(std::vector<Row> rows) {
    std::set<WiredKey> known;
    for (const Row& row : rows_)
        known.insert(row.key);
    std::vector<Row> staying;
    std::ranges::copy_if(rows, std::back_inserter(staying), [&](const Row& row) { return known.contains(row.key); });
    const bool isInOrder = std::ranges::equal(staying, rows_, {}, &Row::key, &Row::key);
    if (!isInOrder) {
        emit layoutAboutToBeChanged();
        const auto before = persistentIndexList();
        QModelIndexList after;
        for (const QModelIndex& each : before) {
            const auto found = std::ranges::find(staying, keyAt(each.row()), &Row::key);
            after << index(static_cast<int>(found - staying.begin()), each.column());
        }
        rows_ = staying;
        changePersistentIndexList(before, after);
        emit layoutChanged();
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row == rows_.size() || rows_[row].key != rows[row].key) {
            // Its position is that in the new map; requests are answered once the new map is shown.
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
            rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(row), rows[row]);
            endInsertRows();
        }
    }
    rows_ = std::move(rows);
}

int WiringTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int WiringTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountOfAll;
}

int WiringTableModel::rowOf(const WiredKey& key) const {
    const auto found = std::ranges::find(rows_, key, &Row::key);
    return found != rows_.end() ? static_cast<int>(found - rows_.begin()) : -1;
}

QVariant WiringTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || !shot_)
        return {};
    const WiredAt at = placeAt(index.row());
    if (at.area >= shot_->wiring.areas.size() || at.device >= shot_->wiring.areas[at.area].devices.size())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(at, index.column());
    if (role == SortRole)
        return sorted(at, index.column());
    if (role == Qt::TextAlignmentRole && (index.column() >= Frames))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                                            text(at, index.column()).toString());
    return {};
}

QVariant WiringTableModel::text(const WiredAt& at, int column) const {
    const WiredDevice& device = shot_->wiring.at(at);
    const WiredRate& rate = shot_->rates[at.area][at.device];
    switch (column) {
    case Namespace:
        return plainText(titleOf(shot_->wiring.areas[at.area]));
    case Device:
        return nameText(device);
    case Kind:
        return QString::fromStdString(kindTitle(device));
    case State:
        return stateText(device);
    case Addresses:
        return addressTexts(device).join(QStringLiteral(", "));
    case Connected:
        return QString::fromStdString(shot_->relations[at.area][at.device]);
    case PortState:
        return portStateText(device);
    case Ports:
        return portsText(at);
    case Learned:
        return learnedTexts(device).join(QStringLiteral(", "));
    case Routes:
        return routeTexts(device).join(QStringLiteral(", "));
    case Processes:
        return holderTexts(device).join(QStringLiteral(", "));
    case Frames:
        return rateText(rate.framesPerSecond);
    case Bits:
        return bitRateText(rate.bitsPerSecond);
    case Mtu:
        return device.info.mtu;
    default:
        return {};
    }
}

/// "br0: tap0, tap1"
QString WiringTableModel::portsText(const WiredAt& at) const {
    constexpr qsizetype most = 8;
    const WiredDevice* bridge = bridgeOf(*shot_, at);
    return bridge != nullptr ? nameText(*bridge) + QStringLiteral(": ") +
                                   portTexts(*shot_, at, most, nameText).join(QStringLiteral(", "))
                             : QString();
}

QVariant WiringTableModel::sorted(const WiredAt& at, int column) const {
    if (column == Namespace)
        return static_cast<qulonglong>(at.area);
    if (column == Frames)
        return shot_->rates[at.area][at.device].framesPerSecond;
    if (column == Bits)
        return shot_->rates[at.area][at.device].bitsPerSecond;
    return text(at, column);
}

QVariant WiringTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section >= Frames)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Namespace:
        return tr("Namespace");
    case Device:
        return tr("Device");
    case Kind:
        return tr("Kind");
    case State:
        return tr("State");
    case Addresses:
        return tr("Addresses");
    case Connected:
        return tr("Connected with");
    case PortState:
        return tr("Port state");
    case Ports:
        return tr("Bridge and its ports");
    case Learned:
        return tr("Learned MACs");
    case Routes:
        return tr("Routes");
    case Processes:
        return tr("Open in");
    case Frames:
        return tr("Frames");
    case Bits:
        return tr("Bits");
    case Mtu:
        return tr("MTU");
    default:
        return {};
    }
}

} // namespace tapscope
