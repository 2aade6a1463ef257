#include "bittorrent_decoder.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::bittorrent {
namespace {

constexpr std::array types = {ValueName{0, "Choke"},          ValueName{1, "Unchoke"},
                              ValueName{2, "Interested"},     ValueName{3, "Not Interested"},
                              ValueName{4, "Have"},           ValueName{5, "Bitfield"},
                              ValueName{6, "Request"},        ValueName{7, "Piece"},
                              ValueName{8, "Cancel"},         ValueName{9, "Port"},
                              ValueName{13, "Suggest Piece"}, ValueName{14, "Have All"},
                              ValueName{15, "Have None"},     ValueName{16, "Reject Request"},
                              ValueName{17, "Allowed Fast"},  ValueName{20, "Extended"}};
enum Field : std::uint16_t {
    ProtocolNameLength,
    ProtocolName,
    Reserved,
    InfoHash,
    PeerId,
    MessageLength,
    MessageType,
    Bitfield,
    PieceIndex,
    PieceBegin,
    PieceData,
    PieceLength,
    Port,
    ExtendedId,
    Extended,
    Continuous,
};
constexpr std::array fields = {
    FieldInfo{.name = "bittorrent.protocol.name.length", .title = "Protocol Name Length"},
    FieldInfo{.name = "bittorrent.protocol.name", .title = "Protocol Name", .type = FieldType::Text},
    FieldInfo{.name = "bittorrent.reserved", .title = "Reserved Extension Bytes", .type = FieldType::ByteString},
    FieldInfo{.name = "bittorrent.info_hash", .title = "SHA1 Hash of info dictionary", .type = FieldType::ByteString},
    FieldInfo{.name = "bittorrent.peer_id", .title = "Peer ID", .type = FieldType::ByteString},
    FieldInfo{.name = "bittorrent.msg.length", .title = "Message Length"},
    FieldInfo{.name = "bittorrent.msg.type", .title = "Message Type", .values = types},
    FieldInfo{.name = "bittorrent.msg.bitfield", .title = "Bitfield data", .type = FieldType::ByteString},
    FieldInfo{.name = "bittorrent.piece.index", .title = "Piece index", .base = Base::Hex},
    FieldInfo{.name = "bittorrent.piece.begin", .title = "Begin offset of piece", .base = Base::Hex},
    FieldInfo{.name = "bittorrent.piece.data", .title = "Data in a piece", .type = FieldType::ByteString},
    FieldInfo{.name = "bittorrent.piece.length", .title = "Piece Length", .base = Base::Hex},
    FieldInfo{.name = "bittorrent.port", .title = "Port"},
    FieldInfo{.name = "bittorrent.extended.id", .title = "Extended Message ID"},
    FieldInfo{.name = "bittorrent.extended", .title = "Extended Message", .type = FieldType::ByteString},
    FieldInfo{.name = "bittorrent.continuous_data", .title = "Continuous data", .type = FieldType::ByteString},
};
constexpr auto hooks = [] {
    constexpr std::uint32_t firstPort = 6881;
    std::array<Hook, 9> each{};
    for (std::uint32_t i = 0; i < each.size(); ++i)
        each[i] = {"tcp.port", firstPort + i};
    return each;
}();
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "bittorrent",
                           .title = "BitTorrent",
                           .column = "BitTorrent",
                           .fields = fields,
                           .hooks = hooks,
                           .heuristics = heuristics,
                           .learns = true};

constexpr std::string_view greeting = "\x13"
                                      "BitTorrent protocol";
constexpr std::size_t handshakeSize = 68, lengthSize = 4;
constexpr std::uint32_t longestMessage = 1U << 22; ///< limit for messages of peers; pieces have 16 KiB
enum Type : std::uint8_t {
    Have = 4,
    BitfieldType,
    Request,
    Piece,
    Cancel,
    PortType,
    Suggest = 13,
    Reject = 16,
    AllowedFast = 17,
    ExtendedType = 20
};

std::string_view asText(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool beginsHandshake(Bytes bytes) noexcept {
    return asText(bytes).starts_with(greeting);
}

/// Whether the length is plausible and the type exists; otherwise the segment begins within a message.
bool beginsMessage(const ByteReader& bytes) noexcept {
    ByteReader ahead = bytes;
    const std::uint32_t length = ahead.u32();
    return length <= longestMessage && (length == 0 || ahead.atEnd() || !nameOf(types, ahead.peek()).empty());
}

void decodeHandshake(ByteReader& bytes, Dissection& d) {
    d.infoAppend("Handshake  ");
    d.u8(bytes, ProtocolNameLength);
    d.text(bytes, ProtocolName, greeting.size() - 1);
    d.data(bytes, Reserved, 8);
    d.data(bytes, InfoHash, 20);
    d.data(bytes, PeerId, 20);
}

void decodeContent(std::uint8_t type, ByteReader& bytes, Dissection& d) {
    switch (type) {
    case Have:
    case Suggest:
    case AllowedFast:
        d.infoAppend(", Piece (Idx:0x{:x})", d.u32(bytes, PieceIndex));
        break;
    case BitfieldType:
        d.infoAppend(", Len:0x{:x}", bytes.remaining());
        if (!bytes.atEnd())
            d.data(bytes, Bitfield, bytes.remaining());
        break;
    case Request:
    case Cancel:
    case Reject: {
        const std::uint32_t index = d.u32(bytes, PieceIndex);
        const std::uint32_t begin = d.u32(bytes, PieceBegin);
        d.infoAppend(", Piece (Idx:0x{:x},Begin:0x{:x},Len:0x{:x})", index, begin, d.u32(bytes, PieceLength));
        break;
    }
    case Piece: {
        const std::uint32_t index = d.u32(bytes, PieceIndex);
        const std::uint32_t begin = d.u32(bytes, PieceBegin);
        d.infoAppend(", Idx:0x{:x},Begin:0x{:x},Len:0x{:x}", index, begin, bytes.remaining());
        if (!bytes.atEnd())
            d.data(bytes, PieceData, bytes.remaining());
        break;
    }
    case PortType:
        d.u16(bytes, Port);
        break;
    case ExtendedType:
        d.u8(bytes, ExtendedId);
        if (!bytes.atEnd())
            d.data(bytes, Extended, bytes.remaining());
        break;
    default:
        break;
    }
}

void decodeMessage(ByteReader& bytes, Dissection& d) {
    const std::uint32_t length = d.u32(bytes, MessageLength);
    if (bytes.overrun())
        return;
    if (length == 0) {
        d.infoAppend("KeepAlive  ");
        return;
    }
    const auto nest = d.nest();
    ByteReader content = bytes.part(length);
    const bool isWhole = content.remaining() == length;
    const std::uint8_t type = d.u8(content, MessageType);
    d.infoAppend("{}", nameOf(types, type, "Unknown"));
    decodeContent(type, content, d);
    d.infoAppend("  ");
    if (content.overrun() || !isWhole)
        bytes.setOverrun();
}

} // namespace

const ProtocolInfo& BitTorrentDecoder::protocol() const noexcept {
    return info;
}

bool BitTorrentDecoder::recognises(Bytes bytes, const Dissection&) const {
    return beginsHandshake(bytes);
}

/// A segment within a message, as most of those with a piece are, is left to TCP.
bool BitTorrentDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < lengthSize || beginsHandshake(bytes) || beginsMessage(ByteReader(bytes));
}

StreamMessage BitTorrentDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (asText(bytes).starts_with(greeting.substr(0, bytes.size())))
        return StreamMessage::of(handshakeSize);
    if (bytes.size() < lengthSize)
        return StreamMessage::later();
    return beginsMessage(ByteReader(bytes)) ? StreamMessage::counted(bytes, 0, lengthSize, lengthSize)
                                            : StreamMessage{};
}

void BitTorrentDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (beginsHandshake(bytes.rest())) {
            decodeHandshake(bytes, d);
            if (d.isLearning())
                d.assignConversation("bittorrent");
        } else if (beginsMessage(bytes)) {
            decodeMessage(bytes, d);
        } else {
            d.infoAppend("Continuation data  ");
            d.data(bytes, Continuous, bytes.remaining());
        }
    }
}

} // namespace tapscope::bittorrent
