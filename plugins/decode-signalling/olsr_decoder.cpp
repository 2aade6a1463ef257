#include "signalling_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::olsr {
namespace {

constexpr std::array types = {ValueName{1, "HELLO (OLSR v1)"}, ValueName{2, "TC (OLSR v1)"},
                              ValueName{3, "MID (OLSR v1)"},   ValueName{4, "HNA (OLSR v1)"},
                              ValueName{128, "NRLOLSR NAME"},  ValueName{130, "OLSR.ORG NAMESERVICE"},
                              ValueName{201, "HELLO (LQ)"},    ValueName{202, "TC (LQ)"}};
enum Field : std::uint16_t {
    PacketLength,
    PacketSequence,
    Type,
    ValidTime,
    MessageSize,
    Originator,
    Originator6,
    Ttl,
    HopCount,
    MessageSequence,
    Content
};
constexpr std::array fields = {
    FieldInfo{.name = "olsr.packet_len", .title = "Packet Length"},
    FieldInfo{.name = "olsr.packet_seq_num", .title = "Packet Sequence Number"},
    FieldInfo{.name = "olsr.message_type", .title = "Message Type", .values = types},
    FieldInfo{.name = "olsr.vtime", .title = "Validity Time", .base = Base::Hex},
    FieldInfo{.name = "olsr.message_size", .title = "Message", .unit = " bytes"},
    FieldInfo{.name = "olsr.origin_addr", .title = "Originator Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "olsr.origin6_addr", .title = "Originator Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "olsr.ttl", .title = "TTL", .unit = " hops"},
    FieldInfo{.name = "olsr.hop_count", .title = "Hop Count"},
    FieldInfo{.name = "olsr.message_seq_num", .title = "Message Sequence Number"},
    FieldInfo{.name = "olsr.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 698}};
const ProtocolInfo info = {.abbreviation = "olsr",
                           .title = "Optimized Link State Routing Protocol",
                           .column = "OLSR v1",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::size_t packetHead = 4;

void decodeMessage(ByteReader& bytes, Dissection& d) {
    const bool overIpv6 = d.carrier().source.kind == ColumnAddress::Kind::Ipv6;
    const std::size_t headSize = overIpv6 ? 24 : 12;
    const std::uint8_t type = d.u8(bytes, Type);
    const auto nest = d.nest();
    d.u8(bytes, ValidTime);
    const std::size_t size = d.u16(bytes, MessageSize);
    if (bytes.overrun())
        return;
    if (size < headSize) {
        d.malformed("a message is shorter than its header");
        bytes.skip(bytes.remaining());
        return;
    }
    if (overIpv6)
        d.ipv6(bytes, Originator6);
    else
        d.ipv4(bytes, Originator);
    d.u8(bytes, Ttl);
    d.u8(bytes, HopCount);
    d.u16(bytes, MessageSequence);
    if (bytes.overrun())
        return;
    d.infoItem("{}", nameOf(types, type, "Unknown message"));
    if (size > headSize)
        d.data(bytes, Content, size - headSize);
}

} // namespace

const ProtocolInfo& OlsrDecoder::protocol() const noexcept {
    return info;
}

void OlsrDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::size_t length = d.u16(bytes, PacketLength);
    d.u16(bytes, PacketSequence);
    if (bytes.overrun())
        return;
    d.info("");
    const std::size_t size = length > packetHead ? length - packetHead : 0;
    ByteReader messages = bytes.part(size);
    const bool isWhole = messages.remaining() == size;
    while (!messages.atEnd())
        decodeMessage(messages, d);
    if (!isWhole || messages.overrun())
        bytes.setOverrun();
}

} // namespace tapscope::olsr
