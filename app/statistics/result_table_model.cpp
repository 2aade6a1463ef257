#include "result_table_model.h"

#include "../text/plain_text.h"

#include <stats/result_text.h>

#include <QLocale>

#include <algorithm>

namespace tapscope {
namespace {

using Kind = StatisticColumn::Kind;

bool isSame(const std::vector<StatisticColumn>& one, const std::vector<StatisticColumn>& other) {
    return std::ranges::equal(one, other, {}, &StatisticColumn::title, &StatisticColumn::title);
}

/// As many decimals as cellText() writes, except that those of a large number carry no information.
int digitsBehindPoint(Kind kind, double number) {
    switch (kind) {
    case Kind::Seconds:
        return 6;
    case Kind::Percent:
        return 2;
    case Kind::Number:
        return number >= 1000 ? 0 : 3;
    default:
        return 3;
    }
}

} // namespace

QString readableCell(const StatisticColumn& column, const StatisticValue& value) {
    const QLocale locale;
    // A port or stream number is an identifier: its digits are not grouped.
    if (const auto* whole = std::get_if<std::uint64_t>(&value))
        return column.kind == Kind::Number ? QString::number(*whole) : locale.toString(static_cast<qulonglong>(*whole));
    if (const auto* number = std::get_if<double>(&value))
        return locale.toString(*number, 'f', digitsBehindPoint(column.kind, *number));
    return plainText(cellText(column, value));
}

ResultTableModel::ResultTableModel(QObject* parent) : QAbstractItemModel(parent), children_(1) {}

bool ResultTableModel::show(StatisticTable table) {
    // A table whose counts only grow keeps its rows.
    const auto isSameRow = [](const StatisticRow& one, const StatisticRow& other) {
        return one.depth == other.depth && one.values.front() == other.values.front();
    };
    if (!table_.rows.empty() && isSame(table_.columns, table.columns) &&
        std::ranges::equal(table_.rows, table.rows, isSameRow)) {
        table_ = std::move(table);
        emitChanges();
        return true;
    }
    beginResetModel();
    table_ = std::move(table);
    const std::size_t count = table_.rows.size();
    children_.assign(count + 1, {});
    parents_.assign(count, count);
    rows_.assign(count, 0);
    std::vector<std::size_t> path;
    for (std::size_t i = 0; i < count; ++i) {
        path.resize(std::min<std::size_t>(path.size(), table_.rows[i].depth));
        parents_[i] = path.empty() ? count : path.back();
        auto& siblings = children_[parents_[i]];
        rows_[i] = siblings.size();
        siblings.push_back(i);
        path.push_back(i);
    }
    endResetModel();
    return false;
}

void ResultTableModel::setNames(std::shared_ptr<const NameBook> names) {
    if (names == names_)
        return;
    names_ = std::move(names);
    emitChanges();
}

/// Empty unless it is an address with a name.
QString ResultTableModel::nameOf(const StatisticValue& value) const {
    const auto* text = std::get_if<std::string>(&value);
    return names_ && text != nullptr ? plainText(names_->ofText(*text)) : QString();
}

/// All rows stay where they are.
void ResultTableModel::emitChanges() {
    for (const auto& rows : children_) {
        if (!rows.empty())
            emit dataChanged(
                createIndex(0, 0, static_cast<quintptr>(rows.front())),
                createIndex(static_cast<int>(rows.size()) - 1, columnCount() - 1, static_cast<quintptr>(rows.back())));
    }
}

const std::vector<std::size_t>& ResultTableModel::childrenOf(const QModelIndex& parent) const {
    return parent.isValid() ? children_[place(parent)] : children_.back();
}

const StatisticRow* ResultTableModel::rowAt(const QModelIndex& index) const {
    return index.isValid() && place(index) < table_.rows.size() ? &table_.rows[place(index)] : nullptr;
}

QModelIndex ResultTableModel::index(int row, int column, const QModelIndex& parent) const {
    const auto& children = childrenOf(parent);
    if (row < 0 || static_cast<std::size_t>(row) >= children.size() || column < 0 || column >= columnCount())
        return {};
    return createIndex(row, column, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex ResultTableModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || parents_[place(child)] >= parents_.size())
        return {};
    const std::size_t above = parents_[place(child)];
    return createIndex(static_cast<int>(rows_[above]), 0, static_cast<quintptr>(above));
}

int ResultTableModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(parent).size());
}

int ResultTableModel::columnCount(const QModelIndex&) const {
    return static_cast<int>(table_.columns.size());
}

QVariant ResultTableModel::data(const QModelIndex& index, int role) const {
    const StatisticRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    const auto column = static_cast<std::size_t>(index.column());
    const StatisticValue& value = row->values[column];
    const StatisticColumn& about = table_.columns[column];
    if (role == Qt::DisplayRole) {
        const QString name = nameOf(value);
        return name.isEmpty() ? readableCell(about, value) : name;
    }
    if (role == Qt::ToolTipRole && !nameOf(value).isEmpty())
        return readableCell(about, value);
    if (role == Qt::ToolTipRole)
        return row->filter.empty() ? QVariant() : QVariant(plainText(row->filter));
    const bool isText = std::holds_alternative<std::string>(value);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(isText ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant ResultTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || static_cast<std::size_t>(section) >= table_.columns.size())
        return {};
    const StatisticColumn& column = table_.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return plainText(column.title);
    if (role == Qt::TextAlignmentRole && column.kind != Kind::Text)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace tapscope
