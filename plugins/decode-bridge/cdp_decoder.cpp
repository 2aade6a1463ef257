#include "bridge_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::cdp {
namespace {

enum Type : std::uint16_t {
    DeviceId = 0x0001,
    Addresses = 0x0002,
    PortId = 0x0003,
    Capabilities = 0x0004,
    SoftwareVersion = 0x0005,
    Platform = 0x0006,
    VtpDomain = 0x0009,
    NativeVlan = 0x000a,
    Duplex = 0x000b,
};
constexpr std::array types = {ValueName{DeviceId, "Device ID"},
                              ValueName{Addresses, "Addresses"},
                              ValueName{PortId, "Port ID"},
                              ValueName{Capabilities, "Capabilities"},
                              ValueName{SoftwareVersion, "Software version"},
                              ValueName{Platform, "Platform"},
                              ValueName{0x0007, "IP Prefix/Gateway (used for ODR)"},
                              ValueName{0x0008, "Protocol Hello"},
                              ValueName{VtpDomain, "VTP Management Domain"},
                              ValueName{NativeVlan, "Native VLAN"},
                              ValueName{Duplex, "Duplex"},
                              ValueName{0x000e, "VoIP VLAN Reply"},
                              ValueName{0x000f, "VoIP VLAN Query"},
                              ValueName{0x0010, "Power consumption"},
                              ValueName{0x0011, "MTU"},
                              ValueName{0x0012, "Trust Bitmap"},
                              ValueName{0x0013, "Untrusted Port CoS"},
                              ValueName{0x0014, "System Name"},
                              ValueName{0x0016, "Management Address"},
                              ValueName{0x0017, "Location"}};

enum Field : std::uint16_t {
    Version,
    TimeToLive,
    Checksum,
    TypeField,
    Length,
    Device,
    Port,
    CapabilityBits,
    SoftwareText,
    PlatformText,
    DomainText,
    Vlan,
    DuplexField,
    AddressCount,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "cdp.version", .title = "Version"},
    FieldInfo{.name = "cdp.ttl", .title = "TTL", .unit = " seconds"},
    FieldInfo{.name = "cdp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "cdp.tlv.type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "cdp.tlv.len", .title = "Length"},
    FieldInfo{.name = "cdp.deviceid", .title = "Device ID", .type = FieldType::Text},
    FieldInfo{.name = "cdp.portid", .title = "Sent through Interface", .type = FieldType::Text},
    FieldInfo{.name = "cdp.capabilities", .title = "Capabilities", .base = Base::Hex},
    FieldInfo{.name = "cdp.software_version", .title = "Software Version", .type = FieldType::Text},
    FieldInfo{.name = "cdp.platform", .title = "Platform", .type = FieldType::Text},
    FieldInfo{.name = "cdp.vtp_management_domain", .title = "VTP Management Domain", .type = FieldType::Text},
    FieldInfo{.name = "cdp.native_vlan", .title = "Native VLAN"},
    FieldInfo{.name = "cdp.duplex", .title = "Duplex"},
    FieldInfo{.name = "cdp.number_of_addresses", .title = "Number of addresses"},
    FieldInfo{.name = "cdp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"llc.snap_pid", 0x000c'2000}, Hook{"gre.proto", 0x2000},
                              Hook{"chdlc.protocol", 0x2000}, Hook{"ppp.protocol", 0x0207}};
const ProtocolInfo info = {
    .abbreviation = "cdp", .title = "Cisco Discovery Protocol", .column = "CDP", .fields = fields, .hooks = hooks};

void element(ByteReader& value, Dissection& d, std::uint16_t type) {
    switch (type) {
    case DeviceId:
        d.infoAppend("Device ID: {}  ", d.text(value, Device, value.remaining()));
        return;
    case PortId:
        d.infoAppend("Port ID: {}  ", d.text(value, Port, value.remaining()));
        return;
    case Capabilities:
        d.u32(value, CapabilityBits);
        return;
    case SoftwareVersion:
        d.text(value, SoftwareText, value.remaining());
        return;
    case Platform:
        d.text(value, PlatformText, value.remaining());
        return;
    case VtpDomain:
        d.text(value, DomainText, value.remaining());
        return;
    case NativeVlan:
        d.u16(value, Vlan);
        return;
    case Duplex:
        d.u8(value, DuplexField);
        return;
    case Addresses:
        d.u32(value, AddressCount);
        return;
    default:
        if (!value.atEnd())
            d.data(value, Data, value.remaining());
    }
}

} // namespace

const ProtocolInfo& CdpDecoder::protocol() const noexcept {
    return info;
}

void CdpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint16_t header = 4;
    d.u8(bytes, Version);
    d.u8(bytes, TimeToLive);
    d.u16(bytes, Checksum);
    while (bytes.has(header)) {
        const std::uint16_t type = d.u16(bytes, TypeField);
        const auto nest = d.nest();
        const std::uint16_t length = d.u16(bytes, Length);
        if (length < header)
            return;
        ByteReader value = bytes.part(length - std::size_t{header});
        element(value, d, type);
    }
}

} // namespace tapscope::cdp
