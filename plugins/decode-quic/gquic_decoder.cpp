// Google's QUIC as it was before the IETF's: versions Q001 to Q048, whose handshake is not encrypted. Later versions
// (Q050, T050, T051) have the IETF's headers and are decoded as QUIC.

#include "quic_decoder.h"

#include <decode/message_fields.h>

#include <array>
#include <optional>

namespace tapscope::gquic {
namespace {

enum Field : std::uint16_t {
    Flags,
    HeaderForm,
    FixedBit,
    LongType,
    NumberLength,
    HasVersion,
    IsReset,
    ConnectionIdLength,
    OldNumberLength,
    Version,
    DestinationLength,
    SourceLength,
    ConnectionId,
    PacketNumber,
    Nonce,
    Hash,
    PrivateFlags,
    FrameType,
    StreamId,
    StreamOffset,
    DataLength,
    Tag,
    TagCount,
    TagType,
    TagEnd,
    TagValue,
    ServerName,
    UserAgent,
    Payload,
};
constexpr std::array longTypes = {ValueName{0, "Initial"}, ValueName{1, "0-RTT"}, ValueName{2, "Handshake"},
                                  ValueName{3, "Retry"}};
constexpr std::array messages = {ValueName{0x43484c4f, "Client Hello"}, ValueName{0x52454a00, "Rejection"},
                                 ValueName{0x53484c4f, "Server Hello"}};
constexpr std::array fields = {
    FieldInfo{.name = "gquic.puflags", .title = "Public Flags", .base = Base::Hex},
    FieldInfo{.name = "gquic.header_form", .title = "Header Form", .mask = 0x80},
    FieldInfo{.name = "gquic.fixed_bit", .title = "Fixed Bit", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "gquic.long.packet_type", .title = "Packet Type", .values = longTypes, .mask = 0x30},
    FieldInfo{.name = "gquic.packet_number_length", .title = "Packet Number Length", .mask = 0x03},
    FieldInfo{.name = "gquic.puflags.version", .title = "Version", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "gquic.puflags.reset", .title = "Reset", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "gquic.puflags.cid", .title = "CID Length", .mask = 0x0c},
    FieldInfo{
        .name = "gquic.puflags.pkn", .title = "Packet Number Length", .base = Base::Hex, .hexDigits = 1, .mask = 0x30},
    FieldInfo{.name = "gquic.version", .title = "Version", .type = FieldType::Text},
    FieldInfo{.name = "gquic.dcil", .title = "Destination Connection ID Length", .mask = 0xf0},
    FieldInfo{.name = "gquic.scil", .title = "Source Connection ID Length", .mask = 0x0f},
    FieldInfo{.name = "gquic.cid", .title = "CID"},
    FieldInfo{.name = "gquic.packet_number", .title = "Packet Number"},
    FieldInfo{.name = "gquic.diversification_nonce", .title = "Diversification nonce", .type = FieldType::ByteString},
    FieldInfo{.name = "gquic.message_authentication_hash",
              .title = "Message Authentication Hash",
              .type = FieldType::ByteString},
    FieldInfo{.name = "gquic.prflags", .title = "Private Flags", .base = Base::Hex},
    FieldInfo{.name = "gquic.frame_type", .title = "Frame Type", .base = Base::Hex},
    FieldInfo{.name = "gquic.stream_id", .title = "Stream ID"},
    FieldInfo{.name = "gquic.offset", .title = "Offset"},
    FieldInfo{.name = "gquic.data_len", .title = "Data Length"},
    FieldInfo{.name = "gquic.tag", .title = "Tag", .type = FieldType::Text},
    FieldInfo{.name = "gquic.tag_number", .title = "Tag Number"},
    FieldInfo{.name = "gquic.tag_type", .title = "Tag Type", .type = FieldType::Text},
    FieldInfo{.name = "gquic.tag_offset_end", .title = "Tag offset end"},
    FieldInfo{.name = "gquic.tag_value", .title = "Tag/value", .type = FieldType::ByteString},
    FieldInfo{.name = "gquic.tag.sni", .title = "Server Name Indication", .type = FieldType::Text},
    FieldInfo{.name = "gquic.tag.uaid", .title = "Client's User Agent ID", .type = FieldType::Text},
    FieldInfo{.name = "gquic.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "gquic",
                           .title = "GQUIC (Google Quick UDP Internet Connections)",
                           .column = "GQUIC",
                           .fields = fields,
                           .heuristics = heuristics,
                           .learns = true};
constexpr std::uint8_t longHeader = 0x80, versionFlag = 0x01, resetFlag = 0x02, nonceFlag = 0x04, idFlag = 0x08;
constexpr std::size_t idSize = 8, hashSize = 12, nonceSize = 32;
/// The first versions whose headers look like the IETF's, whose numbers are in network byte order, and which have no
/// private flags.
constexpr unsigned firstWithLongHeader = 46, firstInNetworkOrder = 39, firstWithoutPrivateFlags = 34;

/// "Q046" is 46.
std::optional<unsigned> versionAt(Bytes bytes, std::size_t at) noexcept {
    constexpr std::size_t size = 4;
    constexpr unsigned last = 48;
    if (bytes.size() < at + size || bytes[at] != std::byte{'Q'} || bytes[at + 1] != std::byte{'0'})
        return std::nullopt;
    const auto tens = std::to_integer<unsigned>(bytes[at + 2]) - '0',
               ones = std::to_integer<unsigned>(bytes[at + 3]) - '0';
    if (tens > 9 || ones > 9 || tens * 10 + ones > last || tens * 10 + ones == 0)
        return std::nullopt;
    return tens * 10 + ones;
}

/// The version that a client's first packets state.
std::optional<unsigned> saidVersion(Bytes bytes) noexcept {
    constexpr std::uint8_t longMarks = 0xc0;
    if (bytes.empty())
        return std::nullopt;
    const auto first = std::to_integer<std::uint8_t>(bytes.front());
    if ((first & longMarks) == longMarks) {
        const auto version = versionAt(bytes, 1);
        return version && *version >= firstWithLongHeader ? version : std::nullopt;
    }
    constexpr std::uint8_t wanted = versionFlag | idFlag, unwanted = longHeader | 0x40U | resetFlag;
    if ((first & wanted) != wanted || (first & unwanted) != 0)
        return std::nullopt;
    const auto version = versionAt(bytes, 1 + idSize);
    return version && *version < firstWithLongHeader ? version : std::nullopt;
}

/// Whether a header that says what it is says it rightly. Most packets in the middle of a connection say nothing.
bool mayBePacket(Bytes bytes) noexcept {
    constexpr std::size_t shortest = 3;
    constexpr std::uint8_t fixedBit = 0x40;
    if (bytes.size() < shortest)
        return false;
    const auto first = std::to_integer<std::uint8_t>(bytes.front());
    if ((first & longHeader) != 0) // with 0 in place of its version, the server lists those that it knows
        return saidVersion(bytes).has_value() || ByteReader(bytes.subspan(1)).u32() == 0;
    if ((first & fixedBit) != 0 || (first & (versionFlag | resetFlag)) == 0)
        return true;
    const ByteReader behindId(bytes.subspan(std::min(bytes.size(), 1 + idSize)));
    const bool isVersion = (behindId.peek() == 'Q' || behindId.peek() == 'T') && behindId.peek(1) == '0';
    constexpr std::uint32_t resetTag = 0x50525354; // "PRST"
    return (first & idFlag) != 0 && ((first & resetFlag) != 0 ? ByteReader(behindId).u32() == resetTag : isVersion);
}

struct Connection final : ConversationState {
    std::uint8_t version = 0;
};

/// 0 if it is not known.
unsigned versionOf(Bytes packet, Dissection& d) {
    if (const auto version = saidVersion(packet)) {
        if (d.isLearning())
            d.conversation<Connection>().version = static_cast<std::uint8_t>(*version);
        return *version;
    }
    if (!d.isLearning())
        return d.recall<std::uint8_t>().value_or(0);
    const std::uint8_t version = d.conversation<Connection>().version;
    d.remember(version);
    return version;
}

std::uint64_t number(ByteReader& bytes, Dissection& d, Field field, std::size_t size, unsigned version) {
    return version >= firstInNetworkOrder ? d.uint(bytes, field, size) : d.uintLe(bytes, field, size);
}

/// A stream frame's sizes (RFC draft-tsvwg-quic-protocol-02, section 8.1), and whether the tags of a handshake follow.
struct StreamFrame {
    std::size_t idLength = 1, offsetLength = 0;
    bool hasLength = false;

    [[nodiscard]] static std::optional<StreamFrame> at(ByteReader bytes) noexcept {
        const std::uint8_t type = bytes.u8();
        if ((type & 0x80U) == 0)
            return std::nullopt;
        StreamFrame frame{
            .idLength = (type & 3U) + std::size_t{1}, .offsetLength = type >> 2 & 7U, .hasLength = (type & 0x20U) != 0};
        if (frame.offsetLength != 0)
            ++frame.offsetLength;
        bytes.skip(frame.idLength + frame.offsetLength + (frame.hasLength ? 2 : 0));
        return nameOf(messages, bytes.u32()).empty() ? std::nullopt : std::optional(frame);
    }
};

void decodeTags(ByteReader& bytes, Dissection& d) {
    constexpr std::uint32_t sni = 0x534e4900, userAgent = 0x55414944;
    constexpr std::size_t entrySize = 8;
    const auto count = static_cast<std::size_t>(d.uintLe(bytes, TagCount, 2));
    bytes.skip(2);
    ByteReader list = bytes.part(count * entrySize);
    std::size_t start = 0;
    while (list.has(entrySize)) {
        ByteReader ahead = list;
        const std::uint32_t tag = ahead.u32();
        d.text(list, TagType, 4);
        const auto nest = d.nest();
        const auto end = static_cast<std::size_t>(d.uintLe(list, TagEnd, 4));
        if (end < start || end - start > bytes.remaining())
            return;
        if (end == start)
            continue;
        if (tag == sni || tag == userAgent)
            d.text(bytes, tag == sni ? ServerName : UserAgent, end - start);
        else
            d.data(bytes, TagValue, end - start);
        start = end;
    }
}

/// The bytes after the packet number: the beginning of a handshake is not encrypted.
void decodePayload(ByteReader& bytes, Dissection& d, unsigned version, std::uint64_t packetNumber,
                   std::optional<std::uint64_t> id) {
    ByteReader ahead = bytes;
    const std::size_t flags = version != 0 && version < firstWithoutPrivateFlags ? 1 : 0;
    ahead.skip(hashSize + flags);
    const auto frame = ahead.overrun() ? std::nullopt : StreamFrame::at(ahead);
    if (frame) {
        d.data(bytes, Hash, hashSize);
        if (flags != 0)
            d.u8(bytes, PrivateFlags);
        d.u8(bytes, FrameType);
        number(bytes, d, StreamId, frame->idLength, version);
        if (frame->offsetLength != 0)
            number(bytes, d, StreamOffset, frame->offsetLength, version);
        if (frame->hasLength)
            number(bytes, d, DataLength, 2, version);
        ByteReader tag = bytes;
        d.info("{}", nameOf(messages, tag.u32(), "Handshake"));
        d.text(bytes, Tag, 4);
        decodeTags(bytes, d);
    } else {
        d.info("Payload (Encrypted)");
    }
    d.infoAppend(", PKN: {}", packetNumber);
    if (id)
        d.infoAppend(", CID: {}", *id);
    if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

void decodeLong(ByteReader& bytes, Dissection& d, unsigned version, std::uint8_t flags, ByteRange range) {
    d.addBits({HeaderForm, FixedBit, LongType, NumberLength}, range, flags);
    d.text(bytes, Version, 4);
    const ByteRange lengths = rangeAhead(bytes, 1);
    const std::uint8_t both = bytes.u8();
    d.addBits({DestinationLength, SourceLength}, lengths, both);
    std::optional<std::uint64_t> id;
    for (const auto each : {both >> 4, both & 15}) {
        if (each != 0)
            id = d.u64(bytes, ConnectionId);
    }
    const std::uint64_t packetNumber = d.uint(bytes, PacketNumber, (flags & 3U) + std::size_t{1});
    if (!bytes.overrun())
        decodePayload(bytes, d, version, packetNumber, id);
}

void decodeShort(ByteReader& bytes, Dissection& d, unsigned version, std::uint8_t flags, ByteRange range) {
    constexpr std::uint32_t port = 443;
    d.addBits({HeaderForm, FixedBit, NumberLength}, range, flags);
    std::optional<std::uint64_t> id;
    if (isToServer(d, port)) // the client's packets have the server's identifier, the server's have none
        id = d.u64(bytes, ConnectionId);
    const std::uint64_t packetNumber = d.uint(bytes, PacketNumber, (flags & 3U) + std::size_t{1});
    if (!bytes.overrun())
        decodePayload(bytes, d, version, packetNumber, id);
}

void decodeOld(ByteReader& bytes, Dissection& d, unsigned version, std::uint8_t flags, ByteRange range) {
    constexpr std::uint32_t port = 443;
    constexpr std::array<std::size_t, 4> numberSizes = {1, 2, 4, 6};
    d.addBits({HasVersion, IsReset, ConnectionIdLength, OldNumberLength}, range, flags);
    const bool isFromServer = !isToServer(d, port);
    std::optional<std::uint64_t> id;
    if ((flags & idFlag) != 0)
        id = d.u64(bytes, ConnectionId);
    if ((flags & resetFlag) != 0) {
        d.info("Public Reset");
        if (!bytes.atEnd())
            d.data(bytes, Payload, bytes.remaining());
        return;
    }
    if ((flags & versionFlag) != 0 && isFromServer) {
        d.info("Version Negotiation");
        while (bytes.has(4))
            d.text(bytes, Version, 4);
        return;
    }
    if ((flags & versionFlag) != 0)
        d.text(bytes, Version, 4);
    if (isFromServer && (flags & nonceFlag) != 0 && version >= 33)
        d.data(bytes, Nonce, nonceSize);
    const std::uint64_t packetNumber = number(bytes, d, PacketNumber, numberSizes[flags >> 4 & 3U], version);
    if (!bytes.overrun())
        decodePayload(bytes, d, version, packetNumber, id);
}

} // namespace

const ProtocolInfo& GquicDecoder::protocol() const noexcept {
    return info;
}

bool GquicDecoder::accepts(Bytes bytes, Claim claim) const {
    return claim == Claim::ByKey || mayBePacket(bytes);
}

bool GquicDecoder::recognises(Bytes bytes, const Dissection&) const {
    return saidVersion(bytes).has_value();
}

void GquicDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes packet = bytes.rest();
    const unsigned version = versionOf(packet, d);
    if (d.isLearning() && saidVersion(packet))
        d.assignConversation("gquic");
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t flags = d.u8(bytes, Flags);
    if (bytes.overrun())
        return;
    if ((flags & longHeader) != 0)
        decodeLong(bytes, d, version, flags, range);
    else if (version >= firstWithLongHeader)
        decodeShort(bytes, d, version, flags, range);
    else
        decodeOld(bytes, d, version, flags, range);
}

} // namespace tapscope::gquic
