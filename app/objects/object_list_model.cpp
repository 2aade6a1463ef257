#include "object_list_model.h"

#include "../text/plain_text.h"
#include "../text/plural.h"

#include <QLocale>

#include <utility>

namespace tapscope {

void ObjectListModel::show(std::shared_ptr<const CapturedObjects> objects) {
    beginResetModel();
    objects_ = std::move(objects);
    endResetModel();
}

int ObjectListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !objects_ ? 0 : static_cast<int>(objects_->objects.size());
}

int ObjectListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ObjectListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const CapturedObject& object = at(index.row());
    const int column = index.column();
    const bool isNumber = column == FrameColumn || column == Size;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && !object.isWhole)
        return tr("Some of its bytes are missing from the capture");
    if (role != Qt::DisplayRole && role != sortRole)
        return {};
    switch (column) {
    case FrameColumn:
        return role == sortRole ? QVariant(static_cast<qulonglong>(object.frame)) : QLocale().toString(object.frame);
    case Host:
        return plainText(object.host);
    case Type:
        return plainText(object.type);
    case Size: {
        const quint64 size = object.bytes.size();
        if (role == sortRole)
            return size;
        return object.isWhole ? tr("%L1 byte(s)", nullptr, pluralOf(size)).arg(size)
                              : tr("%L1 byte(s), incomplete", nullptr, pluralOf(size)).arg(size);
    }
    case Name:
        return plainText(object.name);
    default:
        return {};
    }
}

QVariant ObjectListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FrameColumn:
        return tr("Frame");
    case Host:
        return tr("Host");
    case Type:
        return tr("Content type");
    case Size:
        return tr("Size");
    case Name:
        return tr("Name");
    default:
        return {};
    }
}

} // namespace tapscope
