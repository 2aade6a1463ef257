#include "netbios_decoders.h"
#include "netbios_name.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::datagram_service {
namespace {

using netbios::Name;

constexpr std::array types = {ValueName{16, "Direct_unique datagram"},
                              ValueName{17, "Direct_group datagram"},
                              ValueName{18, "Broadcast datagram"},
                              ValueName{19, "Datagram error"},
                              ValueName{20, "Datagram query request"},
                              ValueName{21, "Datagram positive query response"},
                              ValueName{22, "Datagram negative query response"}};
constexpr std::array nodeTypes = {ValueName{0, "B node"}, ValueName{1, "P node"}, ValueName{2, "M node"},
                                  ValueName{3, "NBDD"}};
enum Field : std::uint16_t {
    Type,
    Flags,
    MoreFragments,
    FirstFragment,
    NodeType,
    Id,
    SourceIp,
    SourcePort,
    Length,
    PacketOffset,
    SourceName,
    DestinationName,
    ErrorCode,
};
constexpr std::array fields = {
    FieldInfo{.name = "nbdgm.type", .title = "Message Type", .values = types},
    FieldInfo{.name = "nbdgm.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "nbdgm.next", .title = "More fragments follow", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "nbdgm.first", .title = "This is first fragment", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "nbdgm.node_type", .title = "Node Type", .values = nodeTypes, .mask = 0xc},
    FieldInfo{.name = "nbdgm.dgram_id", .title = "Datagram ID", .base = Base::Hex},
    FieldInfo{.name = "nbdgm.src.ip", .title = "Source IP", .type = FieldType::Ipv4},
    FieldInfo{.name = "nbdgm.src.port", .title = "Source Port"},
    FieldInfo{.name = "nbdgm.dgram_len", .title = "Datagram length", .unit = " bytes"},
    FieldInfo{.name = "nbdgm.pkt_offset", .title = "Packet offset", .unit = " bytes"},
    FieldInfo{.name = "nbdgm.source_name", .title = "Source name", .type = FieldType::Text},
    FieldInfo{.name = "nbdgm.destination_name", .title = "Destination name", .type = FieldType::Text},
    FieldInfo{.name = "nbdgm.error_code", .title = "Error code", .base = Base::Hex},
};
enum Table : std::uint8_t { Payload };
constexpr std::array<std::string_view, 1> tables = {"netbios"};
constexpr std::array hooks = {Hook{"udp.port", 138}};
const ProtocolInfo info = {.abbreviation = "nbdgm",
                           .title = "NetBIOS Datagram Service",
                           .column = "NBDS",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
enum MessageType : std::uint8_t {
    DirectUnique = 0x10,
    DirectGroup,
    Broadcast,
    ErrorMessage,
    Query,
    Positive,
    Negative
};

void addName(ByteReader& bytes, Bytes message, Dissection& d, Dissection::Field field) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const Name name = Name::encoded(bytes, message);
    if (bytes.overrun())
        return;
    d.addText(field, {start, static_cast<std::uint32_t>(bytes.offset()) - start}, name.text());
    if (!name.service().empty())
        d.label("{}: {} ({})", fields[field].title, name.text(), name.service());
}

} // namespace

const ProtocolInfo& DatagramServiceDecoder::protocol() const noexcept {
    return info;
}

void DatagramServiceDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes message = bytes.rest();
    const std::uint8_t type = d.u8(bytes, Type);
    d.info("{}", nameOf(types, type, "Unknown"));
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({MoreFragments, FirstFragment, NodeType}, range, flags);
    }
    d.u16(bytes, Id);
    d.ipv4(bytes, SourceIp);
    d.u16(bytes, SourcePort);
    switch (type) {
    case DirectUnique:
    case DirectGroup:
    case Broadcast:
        d.u16(bytes, Length);
        d.u16(bytes, PacketOffset);
        addName(bytes, message, d, SourceName);
        addName(bytes, message, d, DestinationName);
        if (!bytes.overrun())
            d.next(Payload, 0, bytes);
        break;
    case ErrorMessage:
        d.u8(bytes, ErrorCode);
        break;
    case Query:
    case Positive:
    case Negative:
        addName(bytes, message, d, DestinationName);
        break;
    default:
        break;
    }
}

} // namespace tapscope::datagram_service
