#include "telephony_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::iax2 {
namespace {

constexpr std::array packetTypes = {ValueName{0, "Mini voice packet"}, ValueName{1, "Full packet"},
                                    ValueName{2, "Mini video packet"}, ValueName{3, "Meta trunk packet"}};
constexpr std::array types = {ValueName{1, "DTMF"},           ValueName{2, "Voice"}, ValueName{3, "Video"},
                              ValueName{4, "Control"},        ValueName{5, "NULL"},  ValueName{6, "IAX"},
                              ValueName{7, "Text"},           ValueName{8, "Image"}, ValueName{9, "HTML"},
                              ValueName{10, "Comfort Noise"}, ValueName{12, "DTMF"}};
enum Type : std::uint8_t { Dtmf = 1, Voice, Video, Control, Iax = 6, DtmfBegin = 12 };
constexpr std::array iaxSubclasses = {
    ValueName{0, "(0?)"},     ValueName{1, "NEW"},          ValueName{2, "PING"},      ValueName{3, "PONG"},
    ValueName{4, "ACK"},      ValueName{5, "HANGUP"},       ValueName{6, "REJECT"},    ValueName{7, "ACCEPT"},
    ValueName{8, "AUTHREQ"},  ValueName{9, "AUTHREP"},      ValueName{10, "INVAL"},    ValueName{11, "LAGRQ"},
    ValueName{12, "LAGRP"},   ValueName{13, "REGREQ"},      ValueName{14, "REGAUTH"},  ValueName{15, "REGACK"},
    ValueName{16, "REGREJ"},  ValueName{17, "REGREL"},      ValueName{18, "VNAK"},     ValueName{19, "DPREQ"},
    ValueName{20, "DPREP"},   ValueName{21, "DIAL"},        ValueName{22, "TXREQ"},    ValueName{23, "TXCNT"},
    ValueName{24, "TXACC"},   ValueName{25, "TXREADY"},     ValueName{26, "TXREL"},    ValueName{27, "TXREJ"},
    ValueName{28, "QUELCH"},  ValueName{29, "UNQUELCH"},    ValueName{30, "POKE"},     ValueName{31, "PAGE"},
    ValueName{32, "MWI"},     ValueName{33, "UNSUPPORTED"}, ValueName{34, "TRANSFER"}, ValueName{35, "PROVISION"},
    ValueName{36, "FWDOWNL"}, ValueName{37, "FWDATA"}};
constexpr std::array controlSubclasses = {
    ValueName{1, "HANGUP"},       ValueName{2, "RING"},      ValueName{3, "RINGING"},     ValueName{4, "ANSWER"},
    ValueName{5, "BUSY"},         ValueName{6, "TKOFFHK"},   ValueName{7, "OFFHOOK"},     ValueName{8, "CONGESTION"},
    ValueName{9, "FLASH"},        ValueName{10, "WINK"},     ValueName{11, "OPTION"},     ValueName{12, "RADIO_KEY"},
    ValueName{13, "RADIO_UNKEY"}, ValueName{14, "PROGRESS"}, ValueName{15, "PROCEEDING"}, ValueName{16, "HOLD"},
    ValueName{17, "UNHOLD"},      ValueName{18, "VIDUPDATE"}};
constexpr std::array elements = {ValueName{1, "Number/extension being called"},
                                 ValueName{2, "Calling number"},
                                 ValueName{3, "Calling number ANI for billing"},
                                 ValueName{4, "Name of caller"},
                                 ValueName{5, "Context for number"},
                                 ValueName{6, "Username (peer or user) for authentication"},
                                 ValueName{7, "Password for authentication"},
                                 ValueName{8, "Actual codec capability"},
                                 ValueName{9, "Desired codec format"},
                                 ValueName{10, "Desired language"},
                                 ValueName{11, "Protocol version"},
                                 ValueName{12, "CPE ADSI capability"},
                                 ValueName{13, "Originally dialed DNID"},
                                 ValueName{14, "Authentication method(s)"},
                                 ValueName{15, "Challenge data for MD5/RSA"},
                                 ValueName{16, "MD5 challenge result"},
                                 ValueName{17, "RSA challenge result"},
                                 ValueName{18, "Apparent address of peer"},
                                 ValueName{19, "When to refresh registration"},
                                 ValueName{22, "Cause"},
                                 ValueName{31, "Date/Time"},
                                 ValueName{42, "Hangup cause"},
                                 ValueName{45, "Codec negotiation"}};
enum Field : std::uint16_t {
    PacketType,
    SourceCall,
    DestinationCall,
    Retransmission,
    Timestamp,
    ShortTimestamp,
    OutboundNumber,
    InboundNumber,
    FrameType,
    IaxSubclass,
    ControlSubclass,
    VoiceCodec,
    DtmfDigit,
    Subclass,
    ElementId,
    ElementLength,
    ElementData,
    MetaData,
    Payload,
};
constexpr std::array fields = {
    FieldInfo{.name = "iax2.packet_type", .title = "Packet type", .values = packetTypes},
    FieldInfo{.name = "iax2.src_call", .title = "Source call", .mask = 0x7fff},
    FieldInfo{.name = "iax2.dst_call", .title = "Destination call", .mask = 0x7fff},
    FieldInfo{.name = "iax2.retransmission", .title = "Retransmission", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "iax2.timestamp", .title = "Timestamp"},
    FieldInfo{.name = "iax2.timestamp", .title = "Timestamp"},
    FieldInfo{.name = "iax2.oseqno", .title = "Outbound seq.no."},
    FieldInfo{.name = "iax2.iseqno", .title = "Inbound seq.no."},
    FieldInfo{.name = "iax2.type", .title = "Type", .values = types},
    FieldInfo{.name = "iax2.iax.subclass", .title = "IAX subclass", .values = iaxSubclasses},
    FieldInfo{.name = "iax2.control.subclass", .title = "Control subclass", .values = controlSubclasses},
    FieldInfo{.name = "iax2.voice.codec", .title = "CODEC", .base = Base::Hex, .mask = 0x7f},
    FieldInfo{.name = "iax2.dtmf.subclass", .title = "DTMF subclass (digit)", .type = FieldType::Text},
    FieldInfo{.name = "iax2.subclass", .title = "Unknown subclass"},
    FieldInfo{.name = "iax2.ie_id", .title = "IE id", .values = elements},
    FieldInfo{.name = "iax2.length", .title = "Length"},
    FieldInfo{.name = "iax2.iax.unknowndata", .title = "Information element's data", .type = FieldType::ByteString},
    FieldInfo{.name = "iax2.meta.data", .title = "Meta frame", .type = FieldType::ByteString},
    FieldInfo{.name = "iax2.payload_data", .title = "IAX2 payload", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 4569}};
const ProtocolInfo info = {
    .abbreviation = "iax2", .title = "Inter-Asterisk eXchange v2", .column = "IAX2", .fields = fields, .hooks = hooks};
constexpr std::uint16_t highBit = 0x8000;

void decodeElements(ByteReader& bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        d.u8(bytes, ElementId);
        const auto nest = d.nest();
        const std::uint8_t length = d.u8(bytes, ElementLength);
        if (length != 0)
            d.data(bytes, ElementData, length);
    }
}

void decodeSubclass(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    switch (type) {
    case Iax:
        d.infoAppend(" {}", nameOf(iaxSubclasses, d.u8(bytes, IaxSubclass), "unknown"));
        break;
    case Control:
        d.infoAppend(" {}", nameOf(controlSubclasses, d.u8(bytes, ControlSubclass), "unknown"));
        break;
    case Dtmf:
    case DtmfBegin:
        d.infoAppend(" digit {}", d.text(bytes, DtmfDigit, 1));
        break;
    case Voice:
    case Video:
        d.u8(bytes, VoiceCodec);
        break;
    default:
        d.u8(bytes, Subclass);
    }
}

void decodeFull(ByteReader& bytes, Dissection& d, std::uint16_t source, ByteRange range) {
    d.add(SourceCall, range, source);
    const ByteRange second = rangeAhead(bytes, 2);
    const std::uint16_t destination = bytes.u16();
    if (bytes.overrun())
        return;
    d.addBits({DestinationCall, Retransmission}, second, destination);
    const std::uint32_t timestamp = d.u32(bytes, Timestamp);
    d.u8(bytes, OutboundNumber);
    d.u8(bytes, InboundNumber);
    const std::uint8_t type = d.u8(bytes, FrameType);
    if (bytes.overrun())
        return;
    d.info("{}, source call# {}, timestamp {}ms", nameOf(types, type, "Unknown"), source & 0x7fffU, timestamp);
    decodeSubclass(bytes, d, type);
    if (type == Iax)
        decodeElements(bytes, d);
    else if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

} // namespace

const ProtocolInfo& Iax2Decoder::protocol() const noexcept {
    return info;
}

bool Iax2Decoder::accepts(Bytes bytes, Claim) const {
    constexpr std::size_t smallest = 4, fullSize = 12;
    return bytes.size() >= ((ByteReader(bytes).u16() & highBit) != 0 ? fullSize : smallest);
}

void Iax2Decoder::decode(ByteReader& bytes, Dissection& d) const {
    enum Kind : std::uint8_t { MiniVoice, Full, MiniVideo, Meta };
    const ByteRange range = rangeAhead(bytes, 2);
    const std::uint16_t source = bytes.u16();
    if (bytes.overrun())
        return;
    if ((source & highBit) != 0) {
        d.add(PacketType, range, Full);
        decodeFull(bytes, d, source, range);
        return;
    }
    const Kind kind = source != 0 ? MiniVoice : (bytes.peek() & 0x80U) != 0 ? MiniVideo : Meta;
    d.add(PacketType, range, kind);
    if (kind == Meta) {
        d.info("Meta frame");
        d.data(bytes, MetaData, bytes.remaining());
        return;
    }
    std::uint16_t call = source;
    if (kind == MiniVideo) {
        const ByteRange second = rangeAhead(bytes, 2);
        call = bytes.u16() & 0x7fffU;
        d.add(SourceCall, second, call);
    } else {
        d.add(SourceCall, range, call);
    }
    const std::uint16_t timestamp = d.u16(bytes, ShortTimestamp);
    d.info("{}, source call# {}, timestamp {}ms", nameOf(packetTypes, kind), call, timestamp);
    if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

} // namespace tapscope::iax2
