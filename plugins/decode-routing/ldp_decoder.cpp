#include "routing_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::ldp {
namespace {

constexpr std::array messages = {
    ValueName{0x0001, "Notification Message"},       ValueName{0x0100, "Hello Message"},
    ValueName{0x0200, "Initialization Message"},     ValueName{0x0201, "Keep Alive Message"},
    ValueName{0x0202, "Capability Message"},         ValueName{0x0300, "Address Message"},
    ValueName{0x0301, "Address Withdrawal Message"}, ValueName{0x0400, "Label Mapping Message"},
    ValueName{0x0401, "Label Request Message"},      ValueName{0x0402, "Label Withdrawal Message"},
    ValueName{0x0403, "Label Release Message"},      ValueName{0x0404, "Label Abort Request Message"},
};
enum TlvType : std::uint16_t {
    Fec = 0x0100,
    AddressList = 0x0101,
    GenericLabel = 0x0200,
    Status = 0x0300,
    CommonHello = 0x0400,
    TransportIpv4 = 0x0401,
    Configuration = 0x0402,
    CommonSession = 0x0500,
};
constexpr std::array tlvs = {
    ValueName{Fec, "FEC"},
    ValueName{AddressList, "Address List"},
    ValueName{0x0103, "Hop Count"},
    ValueName{0x0104, "Path Vector"},
    ValueName{GenericLabel, "Generic Label"},
    ValueName{0x0201, "ATM Label"},
    ValueName{0x0202, "Frame Relay Label"},
    ValueName{Status, "Status"},
    ValueName{0x0301, "Extended Status"},
    ValueName{0x0302, "Returned PDU"},
    ValueName{0x0303, "Returned Message"},
    ValueName{CommonHello, "Common Hello Parameters"},
    ValueName{TransportIpv4, "IPv4 Transport Address"},
    ValueName{Configuration, "Configuration Sequence Number"},
    ValueName{0x0403, "IPv6 Transport Address"},
    ValueName{CommonSession, "Common Session Parameters"},
};
constexpr std::array elements = {ValueName{1, "Wildcard FEC"}, ValueName{2, "Prefix FEC"},
                                 ValueName{3, "Host Address FEC"}, ValueName{128, "CRLSP FEC"},
                                 ValueName{129, "VC FEC"}};

enum Field : std::uint16_t {
    Version,
    PduLength,
    Router,
    LabelSpace,
    UnknownBit,
    Message,
    MessageLength,
    MessageId,
    TlvUnknown,
    TlvKind,
    TlvLength,
    TlvValue,
    HelloHold,
    HelloTargeted,
    HelloRequested,
    HelloProtected,
    HelloReserved,
    Transport,
    Sequence,
    ElementType,
    ElementFamily,
    ElementLength,
    ElementPrefix,
    Family,
    Address,
    Label,
    SessionVersion,
    SessionKeepAlive,
    SessionFlags,
    SessionLimit,
    SessionLargest,
    SessionRouter,
    SessionSpace,
    StatusCode,
    StatusMessageId,
    StatusMessageType,
};
constexpr std::array fields = {
    FieldInfo{.name = "ldp.hdr.version", .title = "Version"},
    FieldInfo{.name = "ldp.hdr.pdu_len", .title = "PDU Length"},
    FieldInfo{.name = "ldp.hdr.ldpid.lsr", .title = "LSR ID", .type = FieldType::Ipv4},
    FieldInfo{.name = "ldp.hdr.ldpid.lsid", .title = "Label Space ID"},
    FieldInfo{.name = "ldp.msg.ubit", .title = "U bit", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "ldp.msg.type",
              .title = "Message Type",
              .base = Base::Hex,
              .hexDigits = 4,
              .values = messages,
              .mask = 0x7fff},
    FieldInfo{.name = "ldp.msg.len", .title = "Message Length"},
    FieldInfo{.name = "ldp.msg.id", .title = "Message ID", .base = Base::Hex},
    FieldInfo{
        .name = "ldp.msg.tlv.unknown", .title = "TLV Unknown bits", .base = Base::Hex, .hexDigits = 2, .mask = 0xc000},
    FieldInfo{.name = "ldp.msg.tlv.type",
              .title = "TLV Type",
              .base = Base::Hex,
              .hexDigits = 4,
              .values = tlvs,
              .mask = 0x3fff},
    FieldInfo{.name = "ldp.msg.tlv.len", .title = "TLV Length"},
    FieldInfo{.name = "ldp.msg.tlv.value", .title = "TLV Value", .type = FieldType::ByteString},
    FieldInfo{.name = "ldp.msg.tlv.hello.hold", .title = "Hold Time"},
    FieldInfo{
        .name = "ldp.msg.tlv.hello.targeted", .title = "Targeted Hello", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{
        .name = "ldp.msg.tlv.hello.requested", .title = "Hello Requested", .type = FieldType::Boolean, .mask = 0x4000},
    FieldInfo{.name = "ldp.msg.tlv.hello.gtsm", .title = "GTSM Flag", .type = FieldType::Boolean, .mask = 0x2000},
    FieldInfo{.name = "ldp.msg.tlv.hello.res", .title = "Reserved", .base = Base::Hex, .hexDigits = 4, .mask = 0x1fff},
    FieldInfo{.name = "ldp.msg.tlv.ipv4.taddr", .title = "IPv4 Transport Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "ldp.msg.tlv.hello.cnf_seqno", .title = "Configuration Sequence Number"},
    FieldInfo{.name = "ldp.msg.tlv.fec.type", .title = "FEC Element Type", .values = elements},
    FieldInfo{.name = "ldp.msg.tlv.fec.af", .title = "FEC Element Address Type"},
    FieldInfo{.name = "ldp.msg.tlv.fec.len", .title = "FEC Element Length"},
    FieldInfo{.name = "ldp.msg.tlv.fec.pfval", .title = "FEC Element Prefix Value", .type = FieldType::Text},
    FieldInfo{.name = "ldp.msg.tlv.addrl.addr_family", .title = "Address Family"},
    FieldInfo{.name = "ldp.msg.tlv.addrl.addr", .title = "Address", .type = FieldType::Text},
    FieldInfo{.name = "ldp.msg.tlv.generic.label", .title = "Generic Label", .base = Base::DecimalHex, .mask = 0xfffff},
    FieldInfo{.name = "ldp.msg.tlv.sess.ver", .title = "Session Protocol Version"},
    FieldInfo{.name = "ldp.msg.tlv.sess.ka", .title = "Session KeepAlive Time"},
    FieldInfo{.name = "ldp.msg.tlv.sess.flags", .title = "Session Flags", .base = Base::Hex},
    FieldInfo{.name = "ldp.msg.tlv.sess.pvlim", .title = "Session Path Vector Limit"},
    FieldInfo{.name = "ldp.msg.tlv.sess.mxpdu", .title = "Session Max PDU Length"},
    FieldInfo{.name = "ldp.msg.tlv.sess.rxlsr", .title = "Session Receiver LSR Identifier", .type = FieldType::Ipv4},
    FieldInfo{.name = "ldp.msg.tlv.sess.rxls", .title = "Session Receiver Label Space Identifier"},
    FieldInfo{.name = "ldp.msg.tlv.status.data",
              .title = "Status Data",
              .base = Base::Hex,
              .hexDigits = 8,
              .mask = 0x3fffffff},
    FieldInfo{.name = "ldp.msg.tlv.status.msg.id", .title = "Message ID", .base = Base::Hex},
    FieldInfo{.name = "ldp.msg.tlv.status.msg.type", .title = "Message Type", .base = Base::Hex},
};
constexpr std::array hooks = {Hook{"udp.port", 646}, Hook{"tcp.port", 646}};
const ProtocolInfo info = {
    .abbreviation = "ldp", .title = "Label Distribution Protocol", .column = "LDP", .fields = fields, .hooks = hooks};

constexpr std::size_t headerSize = 4; ///< version and length, which the length does not include

ByteRange here(const ByteReader& bytes, std::size_t size) {
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
}

/// RFC 5036 section 3.4.1: wildcards and IPv4 prefixes. Nothing after another kind of element can be decoded.
void elementsOf(ByteReader& value, Dissection& d) {
    constexpr std::uint8_t wildcard = 1, prefix = 2;
    constexpr std::uint16_t ipv4 = 1;
    while (!value.atEnd() && !value.overrun()) {
        const std::uint8_t type = d.u8(value, ElementType);
        if (type == wildcard)
            continue;
        if (type != prefix)
            return;
        const std::uint16_t family = d.u16(value, ElementFamily);
        const std::size_t size = (d.u8(value, ElementLength) + 7U) / 8U;
        if (family != ipv4 || size > 4)
            return;
        const ByteRange range = here(value, size);
        const auto address = static_cast<std::uint32_t>(value.big(size) << 8 * (4 - size));
        if (!value.overrun() && size != 0)
            d.addText(ElementPrefix, range, ColumnText(ColumnAddress::ipv4(address)).view());
    }
}

void tlv(std::uint16_t type, ByteReader& value, Dissection& d) {
    switch (type) {
    case CommonHello: {
        d.u16(value, HelloHold);
        const ByteRange at = here(value, 2);
        const std::uint16_t flags = value.u16();
        if (!value.overrun())
            d.addBits({HelloTargeted, HelloRequested, HelloProtected, HelloReserved}, at, flags);
        break;
    }
    case TransportIpv4:
        d.ipv4(value, Transport);
        break;
    case Configuration:
        d.u32(value, Sequence);
        break;
    case CommonSession:
        d.u16(value, SessionVersion);
        d.u16(value, SessionKeepAlive);
        d.u8(value, SessionFlags);
        d.u8(value, SessionLimit);
        d.u16(value, SessionLargest);
        d.ipv4(value, SessionRouter);
        d.u16(value, SessionSpace);
        break;
    case Status:
        d.u32(value, StatusCode);
        d.u32(value, StatusMessageId);
        d.u16(value, StatusMessageType);
        break;
    case AddressList: {
        constexpr std::uint16_t ipv4 = 1;
        const bool isIpv4 = d.u16(value, Family) == ipv4;
        while (isIpv4 && value.has(4)) {
            const ByteRange range = here(value, 4);
            d.addText(Address, range, ColumnText(ColumnAddress::ipv4(value.u32())).view());
        }
        break;
    }
    case GenericLabel:
        d.u32(value, Label);
        break;
    case Fec:
        elementsOf(value, d);
        break;
    default:
        break;
    }
    if (!value.atEnd())
        d.data(value, TlvValue, value.remaining());
}

void message(ByteReader& body, Dissection& d) {
    d.u32(body, MessageId);
    while (!body.atEnd()) {
        const ByteRange at = here(body, 2);
        const std::uint16_t type = body.u16();
        if (body.overrun())
            return;
        d.addBits({TlvUnknown, TlvKind}, at, type);
        const std::size_t length = d.u16(body, TlvLength);
        if (body.overrun() || !body.has(length)) {
            body.setOverrun();
            return;
        }
        ByteReader value = body.part(length);
        tlv(type & 0x3fffU, value, d);
        if (value.overrun())
            d.malformed("a TLV is shorter than its fields");
    }
}

void pdu(ByteReader& bytes, Dissection& d) {
    d.u16(bytes, Version);
    const std::size_t length = d.u16(bytes, PduLength);
    if (bytes.overrun())
        return;
    const bool isWhole = bytes.has(length);
    ByteReader body = bytes.part(length);
    d.ipv4(body, Router);
    d.u16(body, LabelSpace);
    while (!body.atEnd()) {
        const ByteRange at = here(body, 2);
        const std::uint16_t type = body.u16();
        if (body.overrun())
            break;
        d.addBits({UnknownBit, Message}, at, type);
        d.infoAppend("{} ", nameOf(messages, type & 0x7fffU, "Unknown message"));
        const std::size_t size = d.u16(body, MessageLength);
        if (body.overrun() || !body.has(size)) {
            body.setOverrun();
            break;
        }
        ByteReader content = body.part(size);
        message(content, d);
        if (content.overrun())
            d.malformed("a message is shorter than its TLVs");
    }
    if (body.overrun()) {
        if (isWhole)
            d.malformed("a message reaches beyond its PDU");
        else
            bytes.setOverrun();
    }
}

} // namespace

const ProtocolInfo& LdpDecoder::protocol() const noexcept {
    return info;
}

bool LdpDecoder::accepts(Bytes bytes, Claim claim) const {
    static_cast<void>(claim);
    constexpr std::size_t smallest = 10;
    ByteReader reader(bytes);
    return bytes.size() >= smallest && reader.u16() == 1 && reader.u16() >= 6;
}

StreamMessage LdpDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 2, 2, headerSize) : StreamMessage{};
}

void LdpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd() && !bytes.overrun())
        pdu(bytes, d);
}

} // namespace tapscope::ldp
