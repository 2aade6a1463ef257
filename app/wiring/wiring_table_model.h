#pragma once

#include "wiring_shot.h"

#include <QAbstractTableModel>

namespace tapscope {

/// The devices of the map as rows, for the keyboard and for screen readers; updated in place, so that a selection stays
/// on its devices.
class WiringTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Namespace,
        Device,
        Kind,
        State,
        Addresses,
        Connected,
        PortState,
        Ports,
        Learned,
        Routes,
        Processes,
        Frames,
        Bits,
        Mtu,
        columnCountOfAll
    };
    enum Role { SortRole = Qt::UserRole };

    explicit WiringTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void update(const WiringShots& shot);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const WiredKey& keyAt(int row) const { return rows_[static_cast<std::size_t>(row)].key; }
    [[nodiscard]] WiredAt placeAt(int row) const { return rows_[static_cast<std::size_t>(row)].at; }
    /// -1 if there is none.
    [[nodiscard]] int rowOf(const WiredKey& key) const;

private:
    struct Row {
        WiredKey key;
        WiredAt at;
    };
    [[nodiscard]] QVariant text(const WiredAt& at, int column) const;
    [[nodiscard]] QString portsText(const WiredAt& at) const;
    [[nodiscard]] QVariant sorted(const WiredAt& at, int column) const;
    void replace(std::vector<Row> rows);

    WiringShots shot_;
    std::vector<Row> rows_;
};

} // namespace tapscope
