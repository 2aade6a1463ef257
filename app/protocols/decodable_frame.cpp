#include "decodable_frame.h"

#include <decode/dissection.h>
#include <decode/registry.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {
namespace {

/// A field whose value is a key of a table.
struct KeyField {
    std::string_view nameOrAlias, table;
};
constexpr std::array keyFields = {KeyField{"tcp.port", "tcp.port"},   KeyField{"udp.port", "udp.port"},
                                  KeyField{"sctp.port", "sctp.port"}, KeyField{"dccp.port", "dccp.port"},
                                  KeyField{"ip.proto", "ip.proto"},   KeyField{"ipv6.nxt", "ip.proto"},
                                  KeyField{"eth.type", "ethertype"},  KeyField{"sll.etype", "ethertype"}};

bool isInside(const ByteRange& inner, const ByteRange& outer) {
    return inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length;
}

DecodeAsList keysOfLayer(const Layer& layer, const Dissection& dissection, const DecoderRegistry& registry) {
    DecodeAsList keys;
    for (const FieldValue& value : dissection.fields()) {
        if (registry.protocolOf(value.field) != layer.protocol || value.buffer != layer.buffer ||
            !isInside(value.range, layer.range))
            continue;
        const auto& field = registry.field(value.field);
        const auto known = std::ranges::find_if(keyFields, [&](const KeyField& each) {
            return each.nameOrAlias == field.name || each.nameOrAlias == field.alias;
        });
        if (known == keyFields.end())
            continue;
        DecodeAs key{std::string(known->table), static_cast<std::uint32_t>(value.number), {}};
        if (std::ranges::find(keys, key) == keys.end())
            keys.push_back(std::move(key));
    }
    std::ranges::stable_sort(keys, {}, &DecodeAs::key); // the server's port is usually the lower one
    return keys;
}

std::string columnOf(ProtocolId protocol, const DecoderRegistry& registry) {
    const auto& info = registry.protocol(protocol);
    return std::string(info.column.empty() ? info.abbreviation : info.column);
}

} // namespace

DecodableFrame decodableFrame(const Dissection& dissection, const DecoderRegistry& registry) {
    DecodableFrame frame;
    frame.number = dissection.frame().number;
    const auto layers = dissection.layers();
    ProtocolId carried = noProtocol;
    for (std::size_t i = layers.size(); i > 0; --i) {
        const Layer& layer = layers[i - 1];
        if (layer.protocol == noProtocol)
            continue;
        frame.keys = keysOfLayer(layer, dissection, registry);
        if (!frame.keys.empty()) {
            frame.carrier = columnOf(layer.protocol, registry);
            if (carried != noProtocol)
                frame.carried = columnOf(carried, registry);
            break;
        }
        const std::string_view name = registry.protocol(layer.protocol).abbreviation;
        const bool isPseudo = name == "data" || name.starts_with('_');
        carried = isPseudo ? noProtocol : layer.protocol;
    }
    return frame;
}

} // namespace tapscope
