#include "column_condition.h"

#include "frame_list_model.h"

#include <filter/field_condition.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace tapscope {
namespace {

/// The condition of the last field with one of these names: the columns show the innermost one.
std::string lastOf(const DecoderRegistry& registry, const Dissection& dissection,
                   std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        const FieldValue* found = nullptr;
        for (const FieldValue& value : dissection.fields()) {
            if (registry.field(value.field).name == name)
                found = &value;
        }
        if (found != nullptr)
            return conditionFor(registry, dissection, *found);
    }
    return {};
}

std::string innermostProtocol(const DecoderRegistry& registry, const Dissection& dissection) {
    for (std::size_t i = dissection.layers().size(); i-- > 1;) {
        const Layer& layer = dissection.layers()[i];
        if (layer.protocol != noProtocol &&
            registry.protocol(layer.protocol).column == dissection.innerProtocolColumn())
            return std::string(layer.name);
    }
    return dissection.layers().size() > 1 ? std::string(dissection.layers().back().name) : std::string();
}

} // namespace

std::string columnCondition(int column, const DecoderRegistry& registry, const Dissection& dissection) {
    switch (column) {
    case FrameListModel::Number:
        return lastOf(registry, dissection, {"frame.number"});
    case FrameListModel::Time:
        return lastOf(registry, dissection, {"frame.time_epoch"});
    case FrameListModel::DirectionColumn:
        return lastOf(registry, dissection, {"frame.direction"});
    case FrameListModel::Source:
        return lastOf(registry, dissection, {"ip.src", "ipv6.src", "eth.src", "wlan.sa"});
    case FrameListModel::Destination:
        return lastOf(registry, dissection, {"ip.dst", "ipv6.dst", "eth.dst", "wlan.da"});
    case FrameListModel::Interface:
        return lastOf(registry, dissection, {"frame.interface_name"});
    case FrameListModel::Length:
        return lastOf(registry, dissection, {"frame.len"});
    case FrameListModel::Protocol:
    case FrameListModel::Info:
        return innermostProtocol(registry, dissection);
    default:
        return {};
    }
}

} // namespace tapscope
