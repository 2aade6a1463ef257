#pragma once

#include <decode/registry.h>

#include <QAbstractItemModel>

#include <vector>

namespace tapscope {

/// All protocols of a registry with their fields as children, sorted by abbreviation. Independent of widgets.
class ProtocolModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Title, Type, ColumnCount };

    explicit ProtocolModel(const DecoderRegistry& registry, QObject* parent = nullptr);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] int fieldCount() const noexcept { return fieldCount_; }

private:
    [[nodiscard]] const ProtocolInfo& protocol(const QModelIndex& index) const;
    [[nodiscard]] QVariant protocolText(const ProtocolInfo& info, int column) const;

    const DecoderRegistry& registry_;
    std::vector<ProtocolId> protocols_;
    int fieldCount_ = 0;
};

} // namespace tapscope
