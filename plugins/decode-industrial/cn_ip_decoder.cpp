#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::cn_ip {
namespace {

constexpr std::array types = {ValueName{0x01, "Data Packet"},
                              ValueName{0x03, "Device Registration/Configuration Packet"},
                              ValueName{0x04, "Channel Membership Packet"},
                              ValueName{0x06, "Channel Routing Packet"},
                              ValueName{0x07, "Acknowledge"},
                              ValueName{0x08, "Send List Packet"},
                              ValueName{0x60, "Status/Health/Statistics Request"},
                              ValueName{0x63, "Configuration Request"},
                              ValueName{0x64, "Channel Membership Request"},
                              ValueName{0x66, "Channel Routing Request"},
                              ValueName{0x68, "Send List Request"},
                              ValueName{0x70, "Status/Health/Statistics Response"},
                              ValueName{0x71, "Configuration Response"},
                              ValueName{0x7f, "Segment Packet"}};
constexpr std::uint8_t dataPacket = 1;
enum Field : std::uint16_t {
    Length,
    Version,
    Type,
    ExtendedSize,
    Secure,
    Protocol,
    Vendor,
    Session,
    Sequence,
    Time,
    Extension,
    Data
};
constexpr std::array fields = {
    FieldInfo{.name = "cnip.len", .title = "Packet length"},
    FieldInfo{.name = "cnip.ver", .title = "Version"},
    FieldInfo{.name = "cnip.type", .title = "Packet type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "cnip.exth", .title = "Ext. Header Size"},
    FieldInfo{.name = "cnip.sec", .title = "Security", .mask = 0x20},
    FieldInfo{.name = "cnip.protocol", .title = "Protocol Code", .mask = 0x1f},
    FieldInfo{.name = "cnip.vendorcode", .title = "Vendor Code"},
    FieldInfo{.name = "cnip.sessid", .title = "Session ID"},
    FieldInfo{.name = "cnip.seqno", .title = "Sequence Number"},
    FieldInfo{.name = "cnip.tstamp", .title = "Time Stamp"},
    FieldInfo{.name = "cnip.ext", .title = "Extended header", .type = FieldType::ByteString},
    FieldInfo{.name = "cnip.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 1628}, Hook{"udp.port", 1629}};
enum Table : std::uint8_t { Networks };
constexpr std::array<std::string_view, 1> tables = {"cnip.protocol"};
const ProtocolInfo info = {.abbreviation = "cnip",
                           .title = "Component Network over IP",
                           .column = "CN/IP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

namespace lon {
constexpr std::array formats = {ValueName{0, "TPDU"}, ValueName{1, "SPDU"}, ValueName{2, "AuthPDU"},
                                ValueName{3, "APDU"}};
enum Field : std::uint16_t {
    Priority,
    AlternativePath,
    DeltaBacklog,
    Version,
    Format,
    AddressFormat,
    DomainLength,
    SourceSubnet,
    SourceNode,
    DestinationSubnet,
    DestinationNode,
    Group,
    UniqueId,
    Domain,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "lon.prio", .title = "Priority", .mask = 0x80},
    FieldInfo{.name = "lon.alt_path", .title = "Alt path", .mask = 0x40},
    FieldInfo{.name = "lon.delta_bl", .title = "Delta BL", .mask = 0x3f},
    FieldInfo{.name = "lon.vers", .title = "version", .base = Base::Hex, .hexDigits = 1, .mask = 0xc0},
    FieldInfo{.name = "lon.pdufmt",
              .title = "PDU format",
              .base = Base::Hex,
              .hexDigits = 1,
              .values = formats,
              .mask = 0x30},
    FieldInfo{.name = "lon.addrfmt", .title = "Address format", .base = Base::Hex, .hexDigits = 1, .mask = 0x0c},
    FieldInfo{.name = "lon.domainlen", .title = "Domain length", .base = Base::Hex, .hexDigits = 1, .mask = 0x03},
    FieldInfo{.name = "lon.srcnet", .title = "Source subnet", .base = Base::Hex},
    FieldInfo{.name = "lon.srcnode", .title = "Source node", .base = Base::Hex, .hexDigits = 2, .mask = 0x7f},
    FieldInfo{.name = "lon.dstnet", .title = "Destination subnet", .base = Base::Hex},
    FieldInfo{.name = "lon.dstnode", .title = "Destination node", .base = Base::Hex, .hexDigits = 2, .mask = 0x7f},
    FieldInfo{.name = "lon.dstgrp", .title = "Destination group", .base = Base::Hex},
    FieldInfo{.name = "lon.uid", .title = "Unique node ID", .type = FieldType::ByteString},
    FieldInfo{.name = "lon.domain", .title = "Domain", .type = FieldType::ByteString},
    FieldInfo{.name = "lon.data", .title = "PDU", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"cnip.protocol", 0}};
const ProtocolInfo info = {
    .abbreviation = "lon", .title = "Local Operating Network", .column = "LON", .fields = fields, .hooks = hooks};

void bits(ByteReader& bytes, Dissection& d, Field field) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t octet = bytes.u8();
    if (!bytes.overrun())
        d.add(field, range, octet);
}

/// ISO/IEC 14908-1, section 8.3: the source, and the destination as defined by the format.
void decodeAddress(ByteReader& bytes, Dissection& d, unsigned format) {
    enum Kind : std::uint8_t { Broadcast, Multicast, NodeOrAck, Unique };
    constexpr std::uint8_t unicastBit = 0x80;
    d.u8(bytes, SourceSubnet);
    const bool isUnicast = (bytes.peek() & unicastBit) != 0;
    bits(bytes, d, SourceNode);
    switch (format) {
    case Broadcast:
        d.u8(bytes, DestinationSubnet);
        break;
    case Multicast:
        d.u8(bytes, Group);
        break;
    case NodeOrAck:
        d.u8(bytes, DestinationSubnet);
        bits(bytes, d, DestinationNode);
        if (!isUnicast) {
            d.u8(bytes, Group);
            bytes.skip(1); // the member
        }
        break;
    default:
        d.u8(bytes, DestinationSubnet);
        d.data(bytes, UniqueId, 6);
    }
}
} // namespace lon

} // namespace

const ProtocolInfo& CnIpDecoder::protocol() const noexcept {
    return info;
}

bool CnIpDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    reader.skip(3);
    const std::uint8_t type = reader.u8();
    return !reader.overrun() && !nameOf(types, type).empty();
}

void CnIpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t word = 4;
    d.u16(bytes, Length);
    d.u8(bytes, Version);
    const std::uint8_t type = d.u8(bytes, Type);
    const std::size_t extended = d.u8(bytes, ExtendedSize) * word;
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t flags = bytes.u8();
    d.addBits({Secure, Protocol}, range, flags);
    d.u16(bytes, Vendor);
    d.u32(bytes, Session);
    d.u32(bytes, Sequence);
    d.u32(bytes, Time);
    d.info("Type: {}", nameOf(types, type, "Unknown"));
    if (extended != 0)
        d.data(bytes, Extension, extended);
    if (bytes.overrun())
        return;
    if (type == dataPacket)
        d.next(Networks, flags & 0x1fU, bytes);
    else if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

const ProtocolInfo& LonDecoder::protocol() const noexcept {
    return lon::info;
}

void LonDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace lon;
    constexpr std::array<std::size_t, 4> domainSizes = {0, 1, 3, 6};
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t first = bytes.u8(), second = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Priority, AlternativePath, DeltaBacklog}, range, first);
    d.addBits({lon::Version, Format, AddressFormat, DomainLength}, {range.offset + 1, 1}, second);
    d.info("Delta_BL: {} Type: {}", first & 0x3fU, nameOf(formats, second >> 4 & 3U));
    decodeAddress(bytes, d, second >> 2 & 3U);
    if (const std::size_t size = domainSizes[second & 3U]; size != 0)
        d.data(bytes, Domain, size);
    if (!bytes.atEnd())
        d.data(bytes, lon::Data, bytes.remaining());
}

} // namespace tapscope::cn_ip
