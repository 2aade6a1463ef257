#pragma once

#include <decode/ber.h>
#include <decode/dissection.h>

namespace tapscope::snmp {

/// Fields of the variable bindings, in the order of the first rows of the table.
enum BindingField : std::uint16_t {
    Bindings,
    Name,
    ValueInteger,
    ValueOctets,
    ValueNull,
    ValueIdentifier,
    ValueAddress,
    ValueCounter,
    ValueGauge,
    ValueTicks,
    ValueOpaque,
    ValueUnsigned,
    ValueUnknown,
    NoSuchObject,
    NoSuchInstance,
    EndOfView,
    BindingFieldCount,
};
inline constexpr std::array bindingFields = {
    FieldInfo{.name = "snmp.variable_bindings", .title = "variable-bindings", .unit = " items"},
    FieldInfo{.name = "snmp.name", .title = "Object Name", .type = FieldType::Text},
    FieldInfo{.name = "snmp.value.int", .title = "Value (Integer32)", .type = FieldType::Signed},
    FieldInfo{.name = "snmp.value.octets", .title = "Value (OctetString)", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.value.null", .title = "Value (Null)", .type = FieldType::Label},
    FieldInfo{.name = "snmp.value.oid", .title = "Value (OID)", .type = FieldType::Text},
    FieldInfo{.name = "snmp.value.ipv4", .title = "Value (IpAddress)", .type = FieldType::Ipv4},
    FieldInfo{.name = "snmp.value.counter", .title = "Value (Counter)"},
    FieldInfo{.name = "snmp.value.g32", .title = "Value (Gauge32)", .type = FieldType::Signed},
    FieldInfo{.name = "snmp.value.timeticks", .title = "Value (Timeticks)"},
    FieldInfo{.name = "snmp.value.opaque", .title = "Value (Opaque)", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.value.u32", .title = "Value (Unsigned32)", .type = FieldType::Signed},
    FieldInfo{.name = "snmp.value.unk", .title = "Value (Unknown)", .type = FieldType::ByteString},
    FieldInfo{.name = "snmp.noSuchObject", .title = "noSuchObject", .type = FieldType::Label},
    FieldInfo{.name = "snmp.noSuchInstance", .title = "noSuchInstance", .type = FieldType::Label},
    FieldInfo{.name = "snmp.endOfMibView", .title = "endOfMibView", .type = FieldType::Label},
};
static_assert(bindingFields.size() == BindingFieldCount);

/// The range of an element's content in the frame.
[[nodiscard]] ByteRange rangeOf(const ByteReader& content) noexcept;

/// Adds the names and values of the bindings of a PDU, and adds the objects to the Info column. False if the bindings
/// are damaged.
[[nodiscard]] bool addBindings(ByteReader list, Dissection& d);

} // namespace tapscope::snmp
