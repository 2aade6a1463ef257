#include "routing_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::babel {
namespace {

enum Message : std::uint8_t {
    Pad1 = 0,
    PadN = 1,
    AckRequest = 2,
    Ack = 3,
    Hello = 4,
    HeardYou = 5,
    RouterId = 6,
    NextHop = 7,
    Update = 8,
    RouteRequest = 9,
    SeqnoRequest = 10,
    PacketCounter = 17,
};
constexpr std::array messages = {
    ValueName{Pad1, "pad1"},
    ValueName{PadN, "padN"},
    ValueName{AckRequest, "ack-req"},
    ValueName{Ack, "ack"},
    ValueName{Hello, "hello"},
    ValueName{HeardYou, "ihu"},
    ValueName{RouterId, "router-id"},
    ValueName{NextHop, "nh"},
    ValueName{Update, "update"},
    ValueName{RouteRequest, "request"},
    ValueName{SeqnoRequest, "mh-request"},
    ValueName{11, "tsph"},
    ValueName{12, "hmac"},
    ValueName{13, "reserved-source-specific-update"},
    ValueName{16, "hmac"},
    ValueName{PacketCounter, "pc"},
    ValueName{18, "challenge-request"},
    ValueName{19, "challenge-reply"},
};
constexpr std::array encodings = {ValueName{0, "Wildcard"}, ValueName{1, "IPv4"}, ValueName{2, "IPv6"},
                                  ValueName{3, "Link-Local IPv6"}};

enum Field : std::uint16_t {
    Magic,
    Version,
    BodyLength,
    Type,
    Length,
    Nonce,
    Interval,
    Seqno,
    Encoding,
    Prefix,
    ReceiveCost,
    Router,
    Flags,
    PrefixLength,
    Omitted,
    Metric,
    HopCount,
    Index,
    Reserved,
    Data,
    SubType,
    SubLength,
    SubData,
};
constexpr std::array fields = {
    FieldInfo{.name = "babel.magic", .title = "Magic"},
    FieldInfo{.name = "babel.version", .title = "Version"},
    FieldInfo{.name = "babel.bodylen", .title = "Body Length"},
    FieldInfo{.name = "babel.message.type", .title = "Message Type", .values = messages},
    FieldInfo{.name = "babel.message.length", .title = "Message Length"},
    FieldInfo{.name = "babel.message.nonce", .title = "Nonce", .base = Base::Hex},
    FieldInfo{.name = "babel.message.interval", .title = "Interval"},
    FieldInfo{.name = "babel.message.seqno", .title = "Seqno", .base = Base::Hex},
    FieldInfo{.name = "babel.message.ae", .title = "Address Encoding", .values = encodings},
    FieldInfo{.name = "babel.message.prefix", .title = "Raw Prefix", .type = FieldType::ByteString},
    FieldInfo{.name = "babel.message.rxcost", .title = "Rxcost", .base = Base::Hex},
    FieldInfo{.name = "babel.message.routerid", .title = "Router ID", .type = FieldType::ByteString},
    FieldInfo{.name = "babel.message.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "babel.message.plen", .title = "Prefix Length"},
    FieldInfo{.name = "babel.message.omitted", .title = "Omitted Bytes"},
    FieldInfo{.name = "babel.message.metric", .title = "Metric"},
    FieldInfo{.name = "babel.message.hopcount", .title = "Hop Count"},
    FieldInfo{.name = "babel.message.index", .title = "Index"},
    FieldInfo{.name = "babel.message.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "babel.message.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "babel.subtlv.type", .title = "Sub-TLV Type"},
    FieldInfo{.name = "babel.subtlv.length", .title = "Sub-TLV Length"},
    FieldInfo{.name = "babel.subtlv.data", .title = "Sub-TLV Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 6696}};
const ProtocolInfo info = {
    .abbreviation = "babel", .title = "Babel Routing Protocol", .column = "Babel", .fields = fields, .hooks = hooks};

/// The number of octets of an address that are present: those of the prefix, without those omitted because an earlier
/// update had them.
std::size_t prefixSize(std::uint8_t encoding, std::size_t bits, std::size_t omitted) {
    constexpr std::array<std::size_t, 4> largest = {0, 4, 16, 8};
    const std::size_t most = encoding < largest.size() ? largest[encoding] : 0;
    const std::size_t size = std::min((bits + 7) / 8, encoding == 3 ? std::size_t{8} : most);
    return size > omitted ? size - omitted : 0;
}

void prefix(ByteReader& body, Dissection& d, std::size_t size) {
    if (size != 0)
        d.data(body, Prefix, size);
}

void subOptions(ByteReader& body, Dissection& d) {
    while (!body.atEnd()) {
        if (d.u8(body, SubType) == Pad1)
            continue;
        const std::size_t size = d.u8(body, SubLength);
        if (size != 0)
            d.data(body, SubData, size);
    }
}

/// RFC 8966 section 4.6.
void message(std::uint8_t type, ByteReader& body, Dissection& d) {
    constexpr std::size_t whole = 128;
    switch (type) {
    case AckRequest:
        d.data(body, Reserved, 2);
        d.u16(body, Nonce);
        d.u16(body, Interval);
        break;
    case Ack:
        d.u16(body, Nonce);
        break;
    case Hello:
        d.u16(body, Flags);
        d.u16(body, Seqno);
        d.u16(body, Interval);
        break;
    case HeardYou:
    case NextHop: {
        const std::uint8_t encoding = d.u8(body, Encoding);
        d.data(body, Reserved, 1);
        if (type == HeardYou) {
            d.u16(body, ReceiveCost);
            d.u16(body, Interval);
        }
        prefix(body, d, prefixSize(encoding, whole, 0));
        break;
    }
    case RouterId:
        d.data(body, Reserved, 2);
        d.data(body, Router, 8);
        break;
    case Update: {
        const std::uint8_t encoding = d.u8(body, Encoding);
        d.u8(body, Flags);
        const std::size_t bits = d.u8(body, PrefixLength);
        const std::size_t omitted = d.u8(body, Omitted);
        d.u16(body, Interval);
        d.u16(body, Seqno);
        d.u16(body, Metric);
        prefix(body, d, prefixSize(encoding, bits, omitted));
        break;
    }
    case RouteRequest:
    case SeqnoRequest: {
        const std::uint8_t encoding = d.u8(body, Encoding);
        const std::size_t bits = d.u8(body, PrefixLength);
        if (type == SeqnoRequest) {
            d.u16(body, Seqno);
            d.u8(body, HopCount);
            d.data(body, Reserved, 1);
            d.data(body, Router, 8);
        }
        prefix(body, d, prefixSize(encoding, bits, 0));
        break;
    }
    case PacketCounter:
        d.u32(body, Index);
        if (!body.atEnd())
            d.data(body, Data, body.remaining());
        return;
    default:
        if (!body.atEnd())
            d.data(body, Data, body.remaining());
        return;
    }
    subOptions(body, d);
}

void messageList(ByteReader& bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        const std::uint8_t type = d.u8(bytes, Type);
        d.infoAppend(" {}", nameOf(messages, type, "unknown"));
        if (type == Pad1)
            continue;
        const std::size_t length = d.u8(bytes, Length);
        if (bytes.overrun() || !bytes.has(length)) {
            bytes.setOverrun();
            return;
        }
        ByteReader body = bytes.part(length);
        const auto nest = d.nest();
        message(type, body, d);
        if (body.overrun())
            d.malformed("a message is shorter than its fields");
    }
}

} // namespace

const ProtocolInfo& BabelDecoder::protocol() const noexcept {
    return info;
}

bool BabelDecoder::accepts(Bytes bytes, Claim claim) const {
    static_cast<void>(claim);
    constexpr std::byte magic{42};
    return bytes.size() >= 4 && bytes[0] == magic;
}

void BabelDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.u8(bytes, Magic);
    d.u8(bytes, Version);
    const std::size_t length = d.u16(bytes, BodyLength);
    if (bytes.overrun())
        return;
    d.info("Babel");
    if (!bytes.has(length)) {
        messageList(bytes, d);
        bytes.setOverrun();
        return;
    }
    ByteReader body = bytes.part(length);
    messageList(body, d);
    if (body.overrun())
        d.malformed("a message reaches beyond the body");
    messageList(bytes, d); // the trailer, which is not authenticated
}

} // namespace tapscope::babel
