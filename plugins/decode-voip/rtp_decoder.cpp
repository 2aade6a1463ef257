// RTP and RTCP (RFC 3550). RTP is recognised only by a session description, RTCP also by its contents.

#include "voip_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::rtp {
namespace {

constexpr unsigned rtpVersion = 2;

namespace media {
// RFC 3551 section 6.
constexpr std::array payloadTypes = {ValueName{0, "ITU-T G.711 PCMU"},
                                     ValueName{3, "GSM 06.10"},
                                     ValueName{4, "ITU-T G.723"},
                                     ValueName{5, "DVI4 8000 samples/s"},
                                     ValueName{6, "DVI4 16000 samples/s"},
                                     ValueName{7, "Experimental linear predictive encoding from Xerox PARC"},
                                     ValueName{8, "ITU-T G.711 PCMA"},
                                     ValueName{9, "ITU-T G.722"},
                                     ValueName{10, "16-bit uncompressed audio, stereo"},
                                     ValueName{11, "16-bit uncompressed audio, monaural"},
                                     ValueName{12, "Qualcomm Code Excited Linear Predictive coding"},
                                     ValueName{13, "Comfort noise"},
                                     ValueName{14, "MPEG-I/II Audio"},
                                     ValueName{15, "ITU-T G.728"},
                                     ValueName{16, "DVI4 11025 samples/s"},
                                     ValueName{17, "DVI4 22050 samples/s"},
                                     ValueName{18, "ITU-T G.729"},
                                     ValueName{19, "Comfort noise (old)"},
                                     ValueName{25, "Sun CellB video encoding"},
                                     ValueName{26, "JPEG-compressed video"},
                                     ValueName{28, "'nv' program"},
                                     ValueName{31, "ITU-T H.261"},
                                     ValueName{32, "MPEG-I/II Video"},
                                     ValueName{33, "MPEG-II transport streams"},
                                     ValueName{34, "ITU-T H.263"}};
enum Field : std::uint16_t {
    Version,
    Padding,
    Extension,
    SourceCount,
    Marker,
    PayloadType,
    Sequence,
    Timestamp,
    Source,
    Contributor,
    ExtensionProfile,
    ExtensionLength,
    ExtensionData,
    Payload,
};
constexpr std::array fields = {
    FieldInfo{.name = "rtp.version", .title = "Version", .mask = 0xc0},
    FieldInfo{.name = "rtp.padding", .title = "Padding", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "rtp.ext", .title = "Extension", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "rtp.cc", .title = "Contributing source identifiers count", .mask = 0xf},
    FieldInfo{.name = "rtp.marker", .title = "Marker", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "rtp.p_type", .title = "Payload type", .values = payloadTypes, .mask = 0x7f},
    FieldInfo{.name = "rtp.seq", .title = "Sequence number"},
    FieldInfo{.name = "rtp.timestamp", .title = "Timestamp"},
    FieldInfo{.name = "rtp.ssrc", .title = "Synchronization Source identifier", .base = Base::HexDecimal},
    FieldInfo{.name = "rtp.csrc.item", .title = "CSRC item", .base = Base::HexDecimal},
    FieldInfo{.name = "rtp.ext.profile", .title = "Defined by profile", .base = Base::HexDecimal},
    FieldInfo{.name = "rtp.ext.len", .title = "Extension length"},
    FieldInfo{.name = "rtp.ext.data", .title = "Header extensions", .type = FieldType::ByteString},
    FieldInfo{.name = "rtp.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"rtsp.interleaved", 0}};
const ProtocolInfo info = {
    .abbreviation = "rtp", .title = "Real-Time Transport Protocol", .column = "RTP", .fields = fields, .hooks = hooks};
} // namespace media

namespace rtcp {
constexpr std::array packetTypes = {ValueName{192, "Full Intra-frame Request (H.261)"},
                                    ValueName{193, "Negative Acknowledgement (H.261)"},
                                    ValueName{194, "SMPTE time-code mapping"},
                                    ValueName{195, "Extended inter-arrival jitter report"},
                                    ValueName{200, "Sender Report"},
                                    ValueName{201, "Receiver Report"},
                                    ValueName{202, "Source description"},
                                    ValueName{203, "Goodbye"},
                                    ValueName{204, "Application specific"},
                                    ValueName{205, "Generic RTP Feedback"},
                                    ValueName{206, "Payload-specific Feedback"},
                                    ValueName{207, "Extended report (RFC 3611)"},
                                    ValueName{208, "AVB RTCP packet (IEEE1733)"},
                                    ValueName{209, "Receiver Summary Information"},
                                    ValueName{210, "Port Mapping"}};
enum Field : std::uint16_t {
    Version,
    Padding,
    Count,
    PacketType,
    Length,
    SenderSource,
    TimestampHigh,
    TimestampLow,
    RtpTimestamp,
    PacketCount,
    OctetCount,
    Identifier,
    Fraction,
    Lost,
    HighestSequence,
    Jitter,
    LastReport,
    ReportDelay,
    ItemType,
    ItemLength,
    ItemText,
    Payload,
};
constexpr std::array fields = {
    FieldInfo{.name = "rtcp.version", .title = "Version", .mask = 0xc0},
    FieldInfo{.name = "rtcp.padding", .title = "Padding", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "rtcp.rc", .title = "Reception report count", .mask = 0x1f},
    FieldInfo{.name = "rtcp.pt", .title = "Packet type", .values = packetTypes},
    FieldInfo{.name = "rtcp.length", .title = "Length"},
    FieldInfo{.name = "rtcp.senderssrc", .title = "Sender SSRC", .base = Base::HexDecimal},
    FieldInfo{.name = "rtcp.timestamp.ntp.msw", .title = "Timestamp, MSW", .base = Base::DecimalHex},
    FieldInfo{.name = "rtcp.timestamp.ntp.lsw", .title = "Timestamp, LSW", .base = Base::DecimalHex},
    FieldInfo{.name = "rtcp.timestamp.rtp", .title = "RTP timestamp"},
    FieldInfo{.name = "rtcp.sender.packetcount", .title = "Sender's packet count"},
    FieldInfo{.name = "rtcp.sender.octetcount", .title = "Sender's octet count"},
    FieldInfo{.name = "rtcp.ssrc.identifier", .title = "Identifier", .base = Base::HexDecimal},
    FieldInfo{.name = "rtcp.ssrc.fraction", .title = "Fraction lost"},
    FieldInfo{.name = "rtcp.ssrc.cum_nr", .title = "Cumulative number of packets lost", .type = FieldType::Signed},
    FieldInfo{.name = "rtcp.ssrc.ext_high", .title = "Extended highest sequence number received"},
    FieldInfo{.name = "rtcp.ssrc.jitter", .title = "Interarrival jitter"},
    FieldInfo{.name = "rtcp.ssrc.lsr", .title = "Last SR timestamp", .base = Base::DecimalHex},
    FieldInfo{.name = "rtcp.ssrc.dlsr", .title = "Delay since last SR timestamp"},
    FieldInfo{.name = "rtcp.sdes.type", .title = "Type"},
    FieldInfo{.name = "rtcp.sdes.length", .title = "Length"},
    FieldInfo{.name = "rtcp.sdes.text", .title = "Text", .type = FieldType::Text},
    FieldInfo{.name = "rtcp.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"rtsp.interleaved", 1}};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "rtcp",
                           .title = "Real-time Transport Control Protocol",
                           .column = "RTCP",
                           .fields = fields,
                           .hooks = hooks,
                           .heuristics = heuristics};
enum Type : std::uint8_t { SenderReport = 200, ReceiverReport, Description, Goodbye };

void decodeReports(ByteReader& bytes, Dissection& d, unsigned count) {
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i) {
        d.u32(bytes, Identifier);
        d.u8(bytes, Fraction);
        d.u24(bytes, Lost);
        d.u32(bytes, HighestSequence);
        d.u32(bytes, Jitter);
        d.u32(bytes, LastReport);
        d.u32(bytes, ReportDelay);
    }
}

void decodeDescription(ByteReader& bytes, Dissection& d, unsigned count) {
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i) {
        d.u32(bytes, Identifier);
        while (!bytes.atEnd()) {
            if (d.u8(bytes, ItemType) == 0)
                break;
            d.text(bytes, ItemText, d.u8(bytes, ItemLength));
        }
        bytes.skip(std::min<std::size_t>((4 - bytes.position() % 4) % 4, bytes.remaining()));
    }
}

void decodeContent(ByteReader& bytes, Dissection& d, std::uint8_t type, unsigned count) {
    switch (type) {
    case SenderReport:
        d.u32(bytes, SenderSource);
        d.u32(bytes, TimestampHigh);
        d.u32(bytes, TimestampLow);
        d.u32(bytes, RtpTimestamp);
        d.u32(bytes, PacketCount);
        d.u32(bytes, OctetCount);
        decodeReports(bytes, d, count);
        break;
    case ReceiverReport:
        d.u32(bytes, SenderSource);
        decodeReports(bytes, d, count);
        break;
    case Description:
        decodeDescription(bytes, d, count);
        break;
    case Goodbye:
        for (unsigned i = 0; i < count && !bytes.overrun(); ++i)
            d.u32(bytes, Identifier);
        break;
    default:
        break;
    }
    if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

/// A compound packet begins with a report (RFC 3550 section 6.1). The length of the report is that of its blocks, or,
/// with extensions of a profile, one after which another packet begins.
bool beginsWithReport(Bytes bytes) {
    constexpr std::size_t word = 4, block = 24, senderInfo = 20, header = 8;
    ByteReader reader(bytes);
    const std::uint8_t first = reader.u8();
    const std::uint8_t type = reader.u8();
    const std::size_t length = (std::size_t{reader.u16()} + 1) * word;
    if (reader.overrun() || first >> 6 != rtpVersion || (type != SenderReport && type != ReceiverReport) ||
        length > bytes.size())
        return false;
    const std::size_t reports = header + (type == SenderReport ? senderInfo : 0) + (first & 31U) * block;
    if (length == reports)
        return true;
    if (length < reports)
        return false;
    if (length == bytes.size())
        return true;
    const ByteReader next(bytes.subspan(length));
    return next.peek() >> 6 == rtpVersion && !nameOf(packetTypes, next.peek(1)).empty();
}

/// Decodes one packet of a compound. Bytes without a type or version of RTCP are encrypted, or a trailer.
bool decodePacket(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t headerSize = 4;
    if (nameOf(packetTypes, bytes.peek(1)).empty() || bytes.peek() >> 6 != rtpVersion) {
        d.data(bytes, Payload, bytes.remaining());
        return false;
    }
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t first = bytes.u8();
    d.addBits({Version, Padding, Count}, range, first);
    const std::uint8_t type = d.u8(bytes, PacketType);
    const std::uint16_t words = d.u16(bytes, Length);
    if (bytes.overrun())
        return false;
    d.infoAppend("{}   ", nameOf(packetTypes, type));
    const std::size_t size = words * headerSize;
    const bool isWhole = bytes.has(size);
    ByteReader content = bytes.part(size);
    decodeContent(content, d, type, first & 31U);
    if (!isWhole)
        bytes.skip(d.carrier().insideError ? 0 : bytes.remaining() + 1);
    else if (content.overrun())
        d.malformed("a packet ends before what it counts");
    return isWhole && !content.overrun();
}
} // namespace rtcp

} // namespace

const ProtocolInfo& RtpDecoder::protocol() const noexcept {
    return media::info;
}

void RtpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace media;
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t first = bytes.u8();
    const std::uint8_t second = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Version, Padding, Extension, SourceCount}, {start, 1}, first);
    d.addBits({Marker, PayloadType}, {start + 1, 1}, second);
    if (first >> 6 != rtpVersion) {
        d.info("Unknown RTP version {}", first >> 6);
        return;
    }
    const std::uint16_t sequence = d.u16(bytes, Sequence);
    const std::uint32_t timestamp = d.u32(bytes, media::Timestamp);
    const std::uint32_t source = d.u32(bytes, Source);
    for (unsigned i = 0; i < (first & 15U); ++i)
        d.u32(bytes, Contributor);
    if ((first & 0x10U) != 0) {
        d.u16(bytes, ExtensionProfile);
        d.data(bytes, ExtensionData, d.u16(bytes, ExtensionLength) * std::size_t{4});
    }
    if (bytes.overrun())
        return;
    const auto name = nameOf(payloadTypes, second & 0x7fU);
    if (name.empty())
        d.info("PT=DynamicRTP-Type-{}", second & 0x7fU);
    else
        d.info("PT={}", name);
    d.infoAppend(", SSRC=0x{:X}, Seq={}, Time={}{}", source, sequence, timestamp,
                 (second & 0x80U) != 0 ? ", Mark" : "");
    if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

bool RtpDecoder::accepts(Bytes bytes, Claim claim) const {
    constexpr std::size_t header = 12;
    return claim == Claim::ByKey || (bytes.size() >= header && ByteReader(bytes).peek() >> 6 == rtpVersion);
}

const ProtocolInfo& RtcpDecoder::protocol() const noexcept {
    return rtcp::info;
}

bool RtcpDecoder::recognises(Bytes bytes, const Dissection&) const {
    return bytes.size() % 4 == 0 && rtcp::beginsWithReport(bytes);
}

bool RtcpDecoder::accepts(Bytes bytes, Claim claim) const {
    const ByteReader reader(bytes);
    return claim == Claim::ByKey ||
           (reader.peek() >> 6 == rtpVersion && !nameOf(rtcp::packetTypes, reader.peek(1)).empty());
}

void RtcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd() && rtcp::decodePacket(bytes, d)) {
    }
}

} // namespace tapscope::rtp
