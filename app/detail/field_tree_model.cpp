#include "field_tree_model.h"

#include "../frames/related_frames.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <decode/field_text.h>

#include <string_view>

namespace tapscope {

FieldTreeModel::FieldTreeModel(QObject* parent) : QAbstractItemModel(parent), children_(1) {}

void FieldTreeModel::show(std::shared_ptr<const DissectedFrame> frame) {
    beginResetModel();
    frame_ = std::move(frame);
    const auto fields = frame_ ? frame_->dissection().fields() : std::span<const FieldValue>();
    const std::size_t count = fields.size();
    children_.assign(count + 1, {});
    rowOf_.assign(count, 0);
    for (std::uint32_t i = 0; i < count; ++i) {
        const FieldValue& value = fields[i];
        if (value.hidden)
            continue;
        auto& siblings = children_[value.parent == FieldValue::noParent ? count : value.parent];
        rowOf_[i] = static_cast<std::uint32_t>(siblings.size());
        siblings.push_back(i);
    }
    endResetModel();
}

const std::vector<std::uint32_t>& FieldTreeModel::childrenOf(const QModelIndex& parent) const {
    return parent.isValid() ? children_[node(parent)] : children_.back();
}

QModelIndex FieldTreeModel::index(int row, int column, const QModelIndex& parent) const {
    const auto& children = childrenOf(parent);
    if (row < 0 || column != 0 || static_cast<std::size_t>(row) >= children.size())
        return {};
    return createIndex(row, column, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex FieldTreeModel::parent(const QModelIndex& child) const {
    if (!child.isValid())
        return {};
    const std::uint32_t above = frame_->dissection().fields()[node(child)].parent;
    if (above == FieldValue::noParent)
        return {};
    return createIndex(static_cast<int>(rowOf_[above]), 0, static_cast<quintptr>(above));
}

int FieldTreeModel::rowCount(const QModelIndex& parent) const {
    return static_cast<int>(childrenOf(parent).size());
}

const FieldValue* FieldTreeModel::field(const QModelIndex& index) const {
    return index.isValid() ? &frame_->dissection().fields()[node(index)] : nullptr;
}

QString FieldTreeModel::fieldName(const QModelIndex& index) const {
    const FieldValue* value = field(index);
    if (value == nullptr)
        return {};
    return plainText(frame_->registry().field(value->field).name);
}

QString FieldTreeModel::valueText(const QModelIndex& index) const {
    const FieldValue* value = field(index);
    std::string text;
    if (value != nullptr)
        appendValue(text, frame_->registry(), frame_->dissection(), *value);
    return QString::fromStdString(text);
}

FrameNumber FieldTreeModel::linkedFrame(const QModelIndex& index) const {
    const FieldValue* value = field(index);
    return value == nullptr ? 0 : tapscope::linkedFrame(*frame_, *value);
}

QVariant FieldTreeModel::data(const QModelIndex& index, int role) const {
    const FieldValue* value = field(index);
    if (value == nullptr)
        return {};
    if (role == Qt::DisplayRole)
        return plainText(frame_->line(*value));
    if (role == Qt::ToolTipRole)
        return fieldName(index);
    if (role == Qt::ForegroundRole && theme_ != nullptr) {
        switch (value->mark) {
        case FieldValue::Mark::Good:
            return theme_->colours().good;
        case FieldValue::Mark::Warning:
            return theme_->colours().warning;
        case FieldValue::Mark::Error:
            return theme_->colours().error;
        default:
            break;
        }
    }
    return {};
}

QModelIndex FieldTreeModel::fieldAt(std::uint32_t offset, std::uint8_t buffer) const {
    std::uint32_t best = FieldValue::noParent;
    if (frame_) {
        for (std::uint32_t i = 1; i < frame_->dissection().fields().size(); ++i) { // 0 is the frame itself
            const FieldValue& value = frame_->dissection().fields()[i];
            const bool covers = offset >= value.range.offset && offset - value.range.offset < value.range.length;
            // Of two fields of the same size, the deeper one comes later.
            if (covers && value.buffer == buffer && !value.hidden &&
                (best == FieldValue::noParent ||
                 value.range.length <= frame_->dissection().fields()[best].range.length))
                best = i;
        }
    }
    return best == FieldValue::noParent ? QModelIndex()
                                        : createIndex(static_cast<int>(rowOf_[best]), 0, static_cast<quintptr>(best));
}

QString FieldTreeModel::asText() const {
    return frame_ ? QString::fromStdString(frame_->tree()) : QString();
}

} // namespace tapscope
