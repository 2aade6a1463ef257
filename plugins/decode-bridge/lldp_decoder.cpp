#include "bridge_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::lldp {
namespace {

enum Type : std::uint8_t {
    End = 0,
    ChassisId,
    PortId,
    TimeToLive,
    PortDescription,
    SystemName,
    SystemDescription,
    Capabilities,
    ManagementAddress,
    Organisation = 127,
};
constexpr std::array types = {ValueName{End, "End of LLDPDU"},
                              ValueName{ChassisId, "Chassis Id"},
                              ValueName{PortId, "Port Id"},
                              ValueName{TimeToLive, "Time to Live"},
                              ValueName{PortDescription, "Port Description"},
                              ValueName{SystemName, "System Name"},
                              ValueName{SystemDescription, "System Description"},
                              ValueName{Capabilities, "System Capabilities"},
                              ValueName{ManagementAddress, "Management Address"},
                              ValueName{Organisation, "Organization Specific"}};
constexpr std::array chassisTypes = {ValueName{1, "Chassis component"}, ValueName{2, "Interface alias"},
                                     ValueName{3, "Port component"},    ValueName{4, "MAC address"},
                                     ValueName{5, "Network address"},   ValueName{6, "Interface name"},
                                     ValueName{7, "Locally assigned"}};
constexpr std::array portTypes = {ValueName{1, "Interface alias"}, ValueName{2, "Port component"},
                                  ValueName{3, "MAC address"},     ValueName{4, "Network address"},
                                  ValueName{5, "Interface name"},  ValueName{6, "Agent circuit Id"},
                                  ValueName{7, "Locally assigned"}};
constexpr std::array chassisShort = {ValueName{1, "CC"}, ValueName{2, "IA"}, ValueName{3, "PC"}, ValueName{4, "MA"},
                                     ValueName{5, "NA"}, ValueName{6, "IN"}, ValueName{7, "LA"}};
constexpr std::array portShort = {ValueName{1, "IA"}, ValueName{2, "PC"}, ValueName{3, "MA"}, ValueName{4, "NA"},
                                  ValueName{5, "IN"}, ValueName{6, "CI"}, ValueName{7, "LA"}};
constexpr std::array organisations = {ValueName{0x000ec3, "Avaya"}, ValueName{0x00120f, "IEEE 802.3"},
                                      ValueName{0x0012bb, "TIA TR-41"}, ValueName{0x0080c2, "IEEE"}};

enum Field : std::uint16_t {
    TypeField,
    Length,
    ChassisType,
    ChassisMac,
    ChassisIp4,
    Chassis,
    PortType,
    PortMac,
    PortIp4,
    Port,
    Seconds,
    PortText,
    NameText,
    DescriptionText,
    CapabilityBits,
    EnabledBits,
    ManagementLength,
    ManagementType,
    ManagementIp4,
    ManagementIp6,
    ManagementOther,
    Oui,
    Subtype,
    OrganisationData,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "lldp.tlv.type", .title = "TLV Type", .values = types, .mask = 0xfe00},
    FieldInfo{.name = "lldp.tlv.len", .title = "TLV Length", .mask = 0x01ff},
    FieldInfo{.name = "lldp.chassis.subtype", .title = "Chassis Id Subtype", .values = chassisTypes},
    FieldInfo{.name = "lldp.chassis.id.mac", .title = "Chassis Id", .type = FieldType::Mac},
    FieldInfo{.name = "lldp.chassis.id.ip4", .title = "Chassis Id", .type = FieldType::Ipv4},
    FieldInfo{.name = "lldp.chassis.id", .title = "Chassis Id", .type = FieldType::Text},
    FieldInfo{.name = "lldp.port.subtype", .title = "Port Id Subtype", .values = portTypes},
    FieldInfo{.name = "lldp.port.id.mac", .title = "Port Id", .type = FieldType::Mac},
    FieldInfo{.name = "lldp.port.id.ip4", .title = "Port Id", .type = FieldType::Ipv4},
    FieldInfo{.name = "lldp.port.id", .title = "Port Id", .type = FieldType::Text},
    FieldInfo{.name = "lldp.time_to_live", .title = "Seconds"},
    FieldInfo{.name = "lldp.port.desc", .title = "Port Description", .type = FieldType::Text},
    FieldInfo{.name = "lldp.tlv.system.name", .title = "System Name", .type = FieldType::Text},
    FieldInfo{.name = "lldp.tlv.system.desc", .title = "System Description", .type = FieldType::Text},
    FieldInfo{.name = "lldp.tlv.system_cap", .title = "Capabilities", .base = Base::Hex},
    FieldInfo{.name = "lldp.tlv.enable_system_cap", .title = "Enabled Capabilities", .base = Base::Hex},
    FieldInfo{.name = "lldp.mgn.address.len", .title = "Address String Length"},
    FieldInfo{.name = "lldp.mgn.address.subtype", .title = "Address Subtype"},
    FieldInfo{.name = "lldp.mgn.addr.ip4", .title = "Management Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "lldp.mgn.addr.ip6", .title = "Management Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "lldp.mgn.addr.hex", .title = "Management Address", .type = FieldType::ByteString},
    FieldInfo{.name = "lldp.orgtlv.oui", .title = "Organization Unique Code", .values = organisations},
    FieldInfo{.name = "lldp.orgtlv.subtype", .title = "Organization Subtype"},
    FieldInfo{.name = "lldp.orgtlv.data", .title = "Organization Data", .type = FieldType::ByteString},
    FieldInfo{.name = "lldp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ethertype", 0x88cc}};
const ProtocolInfo info = {.abbreviation = "lldp",
                           .title = "Link Layer Discovery Protocol",
                           .column = "LLDP",
                           .fields = fields,
                           .hooks = hooks};

/// The beginning of every LLDPDU (IEEE 802.1AB section 8.2); LLDPDUs without it are discarded.
constexpr std::array<std::uint8_t, 3> leading = {ChassisId, PortId, TimeToLive};

struct IdFields {
    Field mac, ip4, text;
    std::uint8_t macType, networkType;
};

/// A chassis or port is identified by one of several types of address, or by text.
void identify(ByteReader& value, Dissection& d, std::uint8_t type, std::string_view shortName, const IdFields& of) {
    d.infoAppend("{}/", shortName);
    constexpr std::uint8_t internet = 1;
    if (type == of.macType && value.has(6)) {
        const auto mac = ColumnAddress::mac(d.mac(value, of.mac));
        if (d.wantsColumns())
            d.infoAppend("{} ", ColumnText(mac).view());
    } else if (type == of.networkType && value.peek() == internet && value.remaining() == 5) {
        value.skip(1);
        const auto address = ColumnAddress::ipv4(d.ipv4(value, of.ip4));
        if (d.wantsColumns())
            d.infoAppend("{} ", ColumnText(address).view());
    } else {
        d.infoAppend("{} ", d.text(value, of.text, value.remaining()));
    }
}

void management(ByteReader& value, Dissection& d) {
    constexpr std::uint8_t four = 1, six = 2;
    const std::size_t length = d.u8(value, ManagementLength);
    const std::uint8_t type = d.u8(value, ManagementType);
    ByteReader address = value.part(length == 0 ? 0 : length - 1);
    if (type == four)
        d.ipv4(address, ManagementIp4);
    else if (type == six)
        d.ipv6(address, ManagementIp6);
    else
        d.data(address, ManagementOther, address.remaining());
}

void element(ByteReader& value, Dissection& d, std::uint8_t type) {
    switch (type) {
    case ChassisId: {
        const std::uint8_t kind = d.u8(value, ChassisType);
        return identify(value, d, kind, nameOf(chassisShort, kind, "??"), {ChassisMac, ChassisIp4, Chassis, 4, 5});
    }
    case PortId: {
        const std::uint8_t kind = d.u8(value, PortType);
        return identify(value, d, kind, nameOf(portShort, kind, "??"), {PortMac, PortIp4, Port, 3, 4});
    }
    case TimeToLive: {
        const std::uint16_t seconds = d.u16(value, Seconds);
        d.infoAppend("{} ", seconds);
        return;
    }
    case PortDescription:
        d.text(value, PortText, value.remaining());
        return;
    case SystemName:
        d.infoAppend("SysN={} ", d.text(value, NameText, value.remaining()));
        return;
    case SystemDescription:
        d.infoAppend("SysD={} ", d.text(value, DescriptionText, value.remaining()));
        return;
    case Capabilities:
        d.u16(value, CapabilityBits);
        d.u16(value, EnabledBits);
        return;
    case ManagementAddress:
        return management(value, d);
    case Organisation:
        d.u24(value, Oui);
        d.u8(value, Subtype);
        if (!value.atEnd())
            d.data(value, OrganisationData, value.remaining());
        return;
    default:
        if (!value.atEnd())
            d.data(value, Data, value.remaining());
    }
}

} // namespace

const ProtocolInfo& LldpDecoder::protocol() const noexcept {
    return info;
}

void LldpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    std::string_view damage;
    for (std::size_t place = 0; !bytes.atEnd(); ++place) {
        const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 2};
        const std::uint16_t head = bytes.u16();
        if (bytes.overrun())
            return;
        d.addBits({TypeField, Length}, at, head);
        const auto type = static_cast<std::uint8_t>(head >> 9);
        const std::size_t length = head & 0x1ffU;
        if (place < leading.size() && type != leading[place] && damage.empty())
            damage = "it does not begin with chassis, port and time to live";
        if (type == End)
            break;
        if (!bytes.has(length)) {
            bytes.skip(length);
            return;
        }
        ByteReader value = bytes.part(length);
        element(value, d, type);
        if (value.overrun() && damage.empty())
            damage = "an element ends before its fields do";
    }
    d.layerLength(bytes.position());
    if (!damage.empty())
        d.malformed(damage);
}

} // namespace tapscope::lldp
