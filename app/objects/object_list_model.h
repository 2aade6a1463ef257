#pragma once

#include <QAbstractTableModel>

#include <objects/captured_objects.h>

#include <memory>

namespace tapscope {

/// The objects of a capture as rows. GUI thread.
class ObjectListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { FrameColumn, Host, Type, Size, Name, ColumnCount };
    static constexpr int sortRole = Qt::UserRole; ///< numbers as numbers

    using QAbstractTableModel::QAbstractTableModel;

    /// Null for no objects.
    void show(std::shared_ptr<const CapturedObjects> objects);
    [[nodiscard]] const CapturedObject& at(int row) const { return objects_->objects[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const CapturedObjects> objects_;
};

} // namespace tapscope
