#include "protocol_model.h"

#include "../text/plain_text.h"

#include <algorithm>

namespace tapscope {
namespace {

/// The internal id of an index: 0 for a protocol, otherwise the protocol's row + 1.
constexpr quintptr topLevel = 0;

QString typeText(const FieldInfo& field) {
    switch (field.type) {
    case FieldType::Protocol:
        return ProtocolModel::tr("protocol");
    case FieldType::Label:
        return ProtocolModel::tr("label");
    case FieldType::Boolean:
        return ProtocolModel::tr("boolean");
    case FieldType::Unsigned:
        return ProtocolModel::tr("unsigned integer");
    case FieldType::Signed:
        return ProtocolModel::tr("signed integer");
    case FieldType::ByteString:
        return ProtocolModel::tr("bytes");
    case FieldType::Text:
        return ProtocolModel::tr("text");
    case FieldType::Mac:
        return ProtocolModel::tr("Ethernet address");
    case FieldType::Ipv4:
        return ProtocolModel::tr("IPv4 address");
    case FieldType::Ipv6:
        return ProtocolModel::tr("IPv6 address");
    case FieldType::AbsoluteTime:
        return ProtocolModel::tr("date and time");
    case FieldType::RelativeTime:
        return ProtocolModel::tr("duration");
    case FieldType::Double:
        return ProtocolModel::tr("floating-point number");
    case FieldType::Oid:
        return ProtocolModel::tr("object identifier");
    }
    return {};
}

} // namespace

ProtocolModel::ProtocolModel(const DecoderRegistry& registry, QObject* parent)
    : QAbstractItemModel(parent), registry_(registry) {
    for (ProtocolId id = 0; id < registry.protocolCount(); ++id) {
        protocols_.push_back(id);
        fieldCount_ += static_cast<int>(registry.protocol(id).fields.size());
    }
    std::ranges::sort(protocols_, {}, [&](ProtocolId id) { return registry.protocol(id).abbreviation; });
}

const ProtocolInfo& ProtocolModel::protocol(const QModelIndex& index) const {
    const auto row = index.internalId() == topLevel ? index.row() : static_cast<int>(index.internalId()) - 1;
    return registry_.protocol(protocols_[static_cast<std::size_t>(row)]);
}

QModelIndex ProtocolModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : topLevel);
}

QModelIndex ProtocolModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == topLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, topLevel);
}

int ProtocolModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(protocols_.size());
    if (parent.internalId() != topLevel || parent.column() != 0)
        return 0;
    return static_cast<int>(protocol(parent).fields.size());
}

int ProtocolModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QVariant ProtocolModel::protocolText(const ProtocolInfo& info, int column) const {
    switch (column) {
    case Name:
        return plainText(info.abbreviation);
    case Title:
        return plainText(info.title);
    default:
        return tr("protocol, %n field(s)", nullptr, static_cast<int>(info.fields.size()));
    }
}

QVariant ProtocolModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const ProtocolInfo& info = protocol(index);
    if (index.internalId() == topLevel)
        return protocolText(info, index.column());
    const FieldInfo& field = info.fields[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Name:
        return field.alias.empty() ? plainText(field.name)
                                   : tr("%1 (also %2)").arg(plainText(field.name), plainText(field.alias));
    case Title:
        return plainText(field.title);
    default:
        return typeText(field);
    }
}

QVariant ProtocolModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name in filters");
    case Title:
        return tr("Title");
    default:
        return tr("Type");
    }
}

} // namespace tapscope
