#include "tunnel_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::gtp_prime {
namespace {

constexpr std::array messages = {ValueName{1, "Echo request"},
                                 ValueName{2, "Echo response"},
                                 ValueName{3, "Version not supported"},
                                 ValueName{4, "Node alive request"},
                                 ValueName{5, "Node alive response"},
                                 ValueName{6, "Redirection request"},
                                 ValueName{7, "Redirection response"},
                                 ValueName{240, "Data record transfer request"},
                                 ValueName{241, "Data record transfer response"}};
constexpr std::array commands = {ValueName{1, "Send data record packet"},
                                 ValueName{2, "Send possibly duplicated data record packet"},
                                 ValueName{3, "Cancel data record packet"}, ValueName{4, "Release data record packet"}};
constexpr std::array formats = {ValueName{1, "Basic Encoding Rules (BER)"},
                                ValueName{2, "Packed Encoding Rules, unaligned (PER)"},
                                ValueName{3, "Packed Encoding Rules, aligned (PER)"}};
enum Element : std::uint8_t {
    Cause = 1,
    Restarts = 14,
    Command = 126,
    Requests = 249,
    Released = 250,
    Cancelled = 251,
    Packet = 252,
    firstCounted = 128 ///< from here on, elements have their own length
};

enum Field : std::uint16_t {
    Flags,
    Version,
    ProtocolType,
    Reserved,
    IsShort,
    MessageType,
    Length,
    Sequence,
    HeaderRest,
    ElementType,
    CauseCode,
    Recovery,
    TransferCommand,
    ElementLength,
    RecordCount,
    RecordFormat,
    Application,
    Release,
    FormatVersion,
    RecordLength,
    RecordContent,
    SequenceReleased,
    SequenceCancelled,
    SequenceAnswered,
    ElementData,
};
constexpr std::array fields = {
    FieldInfo{.name = "gtp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "gtp.flags.version", .title = "Version", .mask = 0xe0},
    FieldInfo{.name = "gtp.flags.payload", .title = "Protocol type", .mask = 0x10},
    FieldInfo{.name = "gtp.flags.reserved", .title = "Reserved", .mask = 0x0e},
    FieldInfo{.name = "gtp.flags.hdr_length", .title = "Header length", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "gtp.message", .title = "Message Type", .base = Base::Hex, .values = messages},
    FieldInfo{.name = "gtp.length", .title = "Length"},
    FieldInfo{.name = "gtp.seq_number", .title = "Sequence number", .base = Base::HexDecimal, .hexDigits = 4},
    FieldInfo{.name = "gtp.dummy_octets", .title = "Dummy octets", .type = FieldType::ByteString},
    FieldInfo{.name = "gtp.ie_id", .title = "IE Id"},
    FieldInfo{.name = "gtp.cause", .title = "Cause"},
    FieldInfo{.name = "gtp.recovery", .title = "Recovery"},
    FieldInfo{.name = "gtp.tr_comm", .title = "Packet transfer command", .values = commands},
    FieldInfo{.name = "gtp.length", .title = "Length"},
    FieldInfo{.name = "gtp.number_of_data_records", .title = "Number of data records"},
    FieldInfo{.name = "gtp.data_record_format", .title = "Data record format", .values = formats},
    FieldInfo{.name = "gtp.cdr_app", .title = "Application Identifier", .mask = 0xf000},
    FieldInfo{.name = "gtp.cdr_rel", .title = "Release Identifier", .mask = 0x0f00},
    FieldInfo{.name = "gtp.cdr_ver", .title = "Version Identifier", .mask = 0x00ff},
    FieldInfo{.name = "gtp.cdr_length", .title = "Length"},
    FieldInfo{.name = "gtp.cdr_context", .title = "Context", .type = FieldType::ByteString},
    FieldInfo{.name = "gtp.seq_num_released", .title = "Sequence number released"},
    FieldInfo{.name = "gtp.seq_num_canceled", .title = "Sequence number cancelled"},
    FieldInfo{.name = "gtp.requests_responded", .title = "Requests responded"},
    FieldInfo{.name = "gtp.ie_data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 3386}, Hook{"tcp.port", 3386}};
const ProtocolInfo info = {.abbreviation = "gtpprime",
                           .title = "GPRS Tunneling Protocol Prime",
                           .column = "GTP",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::size_t shortHead = 6, longHead = 20; // the long header is that of GTP version 0
constexpr std::uint8_t versionMask = 0xe0, isShort = 0x01;

std::size_t headSize(std::uint8_t flags) noexcept {
    return (flags & versionMask) == 0 && (flags & isShort) == 0 ? longHead : shortHead;
}

void decodePacket(ByteReader& bytes, Dissection& d) {
    const unsigned count = d.u8(bytes, RecordCount);
    d.u8(bytes, RecordFormat);
    const ByteRange range = rangeAhead(bytes, 2);
    const std::uint16_t version = bytes.u16();
    if (bytes.overrun())
        return;
    d.addBits({Application, Release, FormatVersion}, range, version);
    for (unsigned i = 0; i < count && !bytes.atEnd(); ++i)
        d.data(bytes, RecordContent, d.u16(bytes, RecordLength));
}

void decodeNumbers(ByteReader& bytes, Dissection& d, Field field) {
    while (!bytes.atEnd())
        d.u16(bytes, field);
}

/// 3GPP TS 32.295 section 6.2: one octet for the type; types from 128 on also have two octets for the length.
void decodeElement(ByteReader& bytes, Dissection& d) {
    const std::uint8_t type = d.u8(bytes, ElementType);
    const auto nest = d.nest();
    switch (type) {
    case Cause:
        d.u8(bytes, CauseCode);
        return;
    case Restarts:
        d.u8(bytes, Recovery);
        return;
    case Command:
        d.u8(bytes, TransferCommand);
        return;
    default:
        break;
    }
    if (type < firstCounted) { // an element of GTP, whose length depends on its type
        d.data(bytes, ElementData, bytes.remaining());
        return;
    }
    const std::size_t length = d.u16(bytes, ElementLength);
    ByteReader content = bytes.part(length);
    const bool isWhole = content.remaining() == length;
    if (type == Packet)
        decodePacket(content, d);
    else if (type == Released)
        decodeNumbers(content, d, SequenceReleased);
    else if (type == Cancelled)
        decodeNumbers(content, d, SequenceCancelled);
    else if (type == Requests)
        decodeNumbers(content, d, SequenceAnswered);
    else if (!content.atEnd())
        d.data(content, ElementData, content.remaining());
    if (!isWhole || content.overrun())
        bytes.setOverrun();
}

} // namespace

const ProtocolInfo& GtpPrimeDecoder::protocol() const noexcept {
    return info;
}

StreamMessage GtpPrimeDecoder::messageIn(Bytes bytes, Dissection&) const {
    return StreamMessage::counted(bytes, 2, 2, headSize(ByteReader(bytes).peek()));
}

void GtpPrimeDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t flags = d.u8(bytes, Flags);
        {
            const auto nest = d.nest();
            d.addBits({Version, ProtocolType, Reserved, IsShort}, range, flags);
        }
        const std::uint8_t type = d.u8(bytes, MessageType);
        const std::size_t length = d.u16(bytes, Length);
        d.u16(bytes, Sequence);
        if (headSize(flags) == longHead)
            d.data(bytes, HeaderRest, longHead - shortHead);
        if (bytes.overrun())
            return;
        d.infoItem("{}", nameOf(messages, type, "Unknown"));
        ByteReader body = bytes.part(length);
        const bool isWhole = body.remaining() == length;
        while (!body.atEnd())
            decodeElement(body, d);
        if (!isWhole || body.overrun())
            bytes.setOverrun();
        if (!d.carrier().isStream)
            return;
    }
}

} // namespace tapscope::gtp_prime
