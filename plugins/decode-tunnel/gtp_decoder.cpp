#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::gtp {
namespace {

constexpr std::uint8_t packet = 255;
constexpr std::array messages = {
    ValueName{1, "Echo request"},
    ValueName{2, "Echo response"},
    ValueName{3, "Version not supported"},
    ValueName{16, "Create PDP context request"},
    ValueName{17, "Create PDP context response"},
    ValueName{18, "Update PDP context request"},
    ValueName{19, "Update PDP context response"},
    ValueName{20, "Delete PDP context request"},
    ValueName{21, "Delete PDP context response"},
    ValueName{26, "Error indication"},
    ValueName{31, "Supported extension header notification"},
    ValueName{240, "Data record transfer request"},
    ValueName{241, "Data record transfer response"},
    ValueName{254, "End Marker"},
    ValueName{packet, "T-PDU"},
};

enum Field : std::uint16_t {
    Flags,
    Version,
    ProtocolType,
    HasExtension,
    HasSequence,
    HasNumber,
    Message,
    Length,
    Tunnel,
    Sequence,
    Number,
    NextExtension,
    Extension,
};
constexpr std::array fields = {
    FieldInfo{.name = "gtp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "gtp.flags.version", .title = "Version", .mask = 0xe0},
    FieldInfo{.name = "gtp.flags.payload", .title = "Protocol type", .mask = 0x10},
    FieldInfo{
        .name = "gtp.flags.e", .title = "Is Next Extension Header present?", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "gtp.flags.s", .title = "Is Sequence Number present?", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "gtp.flags.pn", .title = "Is N-PDU number present?", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "gtp.message", .title = "Message Type", .base = Base::Hex, .values = messages},
    FieldInfo{.name = "gtp.length", .title = "Length"},
    FieldInfo{.name = "gtp.teid", .title = "TEID", .base = Base::Hex},
    FieldInfo{.name = "gtp.seq_number", .title = "Sequence number", .base = Base::Hex},
    FieldInfo{.name = "gtp.npdu_number", .title = "N-PDU Number", .base = Base::Hex},
    FieldInfo{.name = "gtp.next", .title = "Next extension header type", .base = Base::Hex},
    FieldInfo{.name = "gtp.ext_hdr", .title = "Extension header", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype, PointToPoint };
constexpr std::array<std::string_view, 2> tables = {"ethertype", "ppp"};
constexpr std::array hooks = {Hook{"udp.port", 2152}, Hook{"udp.port", 2123}};
const ProtocolInfo info = {.abbreviation = "gtp",
                           .title = "GPRS Tunneling Protocol",
                           .column = "GTP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// 3GPP TS 29.281 section 5.2.1: each begins with its length in units of four bytes, and its last byte gives the type
/// of the next one.
void extensions(ByteReader& bytes, Dissection& d, std::uint8_t next) {
    while (next != 0 && !bytes.atEnd()) {
        const std::size_t size = bytes.peek() * 4U;
        if (size == 0) {
            d.malformed("an extension header of length 0");
            return;
        }
        const Bytes extension = d.data(bytes, Extension, size);
        next = extension.empty() ? std::uint8_t{0} : std::to_integer<std::uint8_t>(extension.back());
    }
}

} // namespace

const ProtocolInfo& GtpDecoder::protocol() const noexcept {
    return info;
}

void GtpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t optional = 0x07, hasExtension = 0x04;
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, Flags);
    if (flags >> 5 != 1) {
        if (flags >> 5 == 2)
            d.columnProtocol("GTPv2");
        d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    {
        const auto nest = d.nest();
        d.addBits({Version, ProtocolType, HasExtension, HasSequence, HasNumber}, at, flags);
    }
    const std::uint8_t message = d.u8(bytes, Message);
    const std::uint16_t length = d.u16(bytes, Length);
    d.u32(bytes, Tunnel);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(messages, message, "Unknown"));
    ByteReader body = bytes.part(length);
    if ((flags & optional) != 0) {
        d.u16(body, Sequence);
        d.u8(body, Number);
        const std::uint8_t next = d.u8(body, NextExtension);
        if ((flags & hasExtension) != 0)
            extensions(body, d, next);
    }
    d.layerLength(body.offset() - at.offset);
    if (message != packet)
        return;
    d.columnProtocolAround(info.column);
    switch (body.peek() >> 4) {
    case 4:
        d.next(Ethertype, 0x0800, ByteReader(body.rest(), body.offset()));
        return;
    case 6:
        d.next(Ethertype, 0x86dd, ByteReader(body.rest(), body.offset()));
        return;
    default:
        if (body.peek() == 0xff && body.peek(1) == 0x03)
            d.next(PointToPoint, 0, ByteReader(body.rest(), body.offset()));
        else
            d.nextAsData(ByteReader(body.rest(), body.offset()));
    }
}

} // namespace tapscope::gtp
