#pragma once

#include <QAbstractItemModel>

#include <names/name_book.h>
#include <statistic/statistic_result.h>

#include <memory>
#include <vector>

namespace tapscope {

/// A table of a statistic, flat or a tree. Independent of widgets. GUI thread.
class ResultTableModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit ResultTableModel(QObject* parent = nullptr);

    /// Shows another table. True if it has the same rows as before with other values: then a view keeps its expanded
    /// and selected rows.
    bool show(StatisticTable table);
    /// The names to show instead of addresses; null: none. The tool tip of a cell has the address.
    void setNames(std::shared_ptr<const NameBook> names);
    [[nodiscard]] const StatisticTable& table() const noexcept { return table_; }
    /// The row of an index; null for none.
    [[nodiscard]] const StatisticRow* rowAt(const QModelIndex& index) const;

    /// The index of a row of table().
    [[nodiscard]] QModelIndex indexOf(std::size_t row) const {
        return createIndex(static_cast<int>(rows_[row]), 0, static_cast<quintptr>(row));
    }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const std::vector<std::size_t>& childrenOf(const QModelIndex& parent) const;
    [[nodiscard]] static std::size_t place(const QModelIndex& index) {
        return static_cast<std::size_t>(index.internalId());
    }

    void emitChanges();
    [[nodiscard]] QString nameOf(const StatisticValue& value) const;

    StatisticTable table_;
    std::shared_ptr<const NameBook> names_;
    std::vector<std::vector<std::size_t>> children_; ///< by row; the last entry is the root's
    std::vector<std::size_t> parents_, rows_; ///< by row: its parent row (size() = the root), and its position there
};

/// The displayed text of a cell: digits in groups of three, percentages with two decimals.
[[nodiscard]] QString readableCell(const StatisticColumn& column, const StatisticValue& value);

} // namespace tapscope
