#include "quic_decoder.h"

#include "quic_connection.h"
#include "quic_crypto.h"
#include "quic_fields.h"
#include "quic_frames.h"

#include <algorithm>
#include <array>

namespace tapscope::quic {
namespace {

using namespace quic;

enum Table : std::uint8_t { Crypto };
constexpr std::array<std::string_view, 1> tables = {"quic.crypto"};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "quic",
                           .title = "QUIC IETF",
                           .column = "QUIC",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics,
                           .learns = true};

constexpr std::uint8_t fixedBit = 0x40;

ByteRange range(const ByteReader& bytes, std::size_t size) {
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
}

/// A connection ID as shown in the Info column.
struct IdText {
    std::array<char, 2 * 255> characters{};
    std::size_t size = 0;

    explicit IdText(Bytes id) noexcept {
        constexpr std::string_view digits = "0123456789abcdef";
        for (const std::byte octet : id.first(std::min<std::size_t>(id.size(), 255))) {
            characters[size++] = digits[std::to_integer<unsigned>(octet) >> 4];
            characters[size++] = digits[std::to_integer<unsigned>(octet) & 15];
        }
    }
    [[nodiscard]] std::string_view view() const noexcept { return {characters.data(), size}; }
};

std::string_view nameOf(LongHeader::Type type) noexcept {
    switch (type) {
    case LongHeader::Type::Initial:
        return "Initial";
    case LongHeader::Type::ZeroRtt:
        return "0-RTT";
    case LongHeader::Type::Handshake:
        return "Handshake";
    case LongHeader::Type::Retry:
        return "Retry";
    case LongHeader::Type::VersionNegotiation:
        return "Version Negotiation";
    }
    return {};
}

/// The packet's header as it was before its protection.
struct Unprotected {
    std::array<std::byte, 1200> header{};
    std::size_t headerLength = 0;
    std::uint64_t packetNumber = 0;
    std::size_t numberLength = 0;
};

/// Takes the protection off the header that ends where the packet number begins (RFC 9001 section 5.4).
std::optional<Unprotected> unprotect(const InitialKeys& keys, Bytes packet, std::size_t numberAt) {
    constexpr std::size_t sampleAfter = 4, sampleLength = 16;
    Unprotected result;
    if (packet.size() < numberAt + sampleAfter + sampleLength || numberAt + sampleAfter > result.header.size())
        return std::nullopt;
    const auto mask = headerMask(keys, packet.subspan(numberAt + sampleAfter, sampleLength));
    if (!mask)
        return std::nullopt;
    std::ranges::copy(packet.first(numberAt + sampleAfter), result.header.begin());
    result.header[0] ^= static_cast<std::byte>((*mask)[0] & 0x0f);
    result.numberLength = (std::to_integer<std::size_t>(result.header[0]) & 3U) + 1;
    for (std::size_t i = 0; i < result.numberLength; ++i) {
        result.header[numberAt + i] ^= static_cast<std::byte>((*mask)[1 + i]);
        result.packetNumber = result.packetNumber << 8 | std::to_integer<std::uint64_t>(result.header[numberAt + i]);
    }
    result.headerLength = numberAt + result.numberLength;
    return result;
}

/// The part of an Initial packet after its length: number and payload.
void decodeInitial(Bytes packet, ByteReader rest, bool isWhole, const Place& place, Dissection& d,
                   CryptoPieces& pieces) {
    const Bytes id = std::as_bytes(std::span(place.initial)).first(place.facts.initialIdLength);
    const InitialKeys keys =
        initialKeys(place.facts.version, id, place.facts.fromServer != 0 ? Side::Server : Side::Client);
    const std::size_t numberAt = packet.size() - rest.remaining();
    const auto header = unprotect(keys, packet, numberAt);
    if (!header) {
        d.addBytes(RemainingPayload, range(rest, rest.remaining()));
        return;
    }
    d.add(PacketNumberLength, {static_cast<std::uint32_t>(rest.offset() - numberAt), 1}, header->numberLength);
    d.add(PacketNumber, range(rest, header->numberLength), header->packetNumber);
    d.infoAppend(", PKN: {}", header->packetNumber);
    rest.skip(header->numberLength);
    d.addBytes(EncryptedPayload, range(rest, rest.remaining()));
    if (!isWhole || rest.remaining() < tagLength)
        return;
    const std::span<std::byte> plain = d.derive(rest.remaining() - tagLength);
    if (!openPayload(keys, header->packetNumber, Bytes(header->header).first(header->headerLength), rest.rest(), plain))
        return;
    decodeFrames(ByteReader(plain, rest.offset()), d, pieces);
}

void decodeVersionNegotiation(ByteReader& bytes, Dissection& d) {
    while (bytes.has(4))
        d.u32(bytes, SupportedVersion);
}

void decodeRetry(ByteReader& bytes, Dissection& d) {
    const std::size_t token = bytes.remaining() > tagLength ? bytes.remaining() - tagLength : 0;
    d.data(bytes, RetryToken, token);
    d.data(bytes, RetryTag, std::min(tagLength, bytes.remaining()));
}

void decodeLongPacket(ByteReader& bytes, const Place& place, Dissection& d, CryptoPieces& pieces) {
    const Bytes packet = bytes.rest();
    const auto known = readLongHeader(bytes);
    const LongHeader header = known.value_or(LongHeader{});
    const ByteRange first = range(bytes, 1);
    const std::uint8_t flags = bytes.u8();
    d.addBits({HeaderForm, FixedBit}, first, flags);
    d.add(header.version == version2 ? LongPacketTypeV2 : LongPacketType, first, flags);
    d.u32(bytes, Version);
    if (hasJointIdLengths(header.version)) {
        const ByteRange lengths = range(bytes, 1);
        bytes.skip(1);
        d.add(DestinationIdLength, lengths, header.destination.size());
        d.data(bytes, DestinationId, header.destination.size());
        d.add(SourceIdLength, lengths, header.source.size());
        d.data(bytes, SourceId, header.source.size());
    } else {
        d.data(bytes, DestinationId, d.u8(bytes, DestinationIdLength));
        d.data(bytes, SourceId, d.u8(bytes, SourceIdLength));
    }
    if (!known) {
        if (!bytes.overrun())
            d.malformed("a connection id has more than 20 octets");
        bytes.skip(bytes.remaining());
        return;
    }
    d.info("{}", nameOf(header.type));
    if (d.wantsColumns() && !header.destination.empty())
        d.infoAppend(", DCID={}", IdText(header.destination).view());
    if (d.wantsColumns() && !header.source.empty())
        d.infoAppend(", SCID={}", IdText(header.source).view());
    if (header.type == LongHeader::Type::VersionNegotiation) {
        decodeVersionNegotiation(bytes, d);
        return;
    }
    if (header.type == LongHeader::Type::Retry) {
        decodeRetry(bytes, d);
        return;
    }
    if (header.type == LongHeader::Type::Initial) {
        const std::uint64_t length = decodeVarint(bytes, d, TokenLength);
        if (length > 0)
            d.data(bytes, Token, static_cast<std::size_t>(std::min<std::uint64_t>(length, SIZE_MAX)));
    }
    const std::uint64_t length = decodeVarint(bytes, d, Length);
    if (bytes.overrun())
        return;
    const bool isWhole = length <= bytes.remaining();
    ByteReader rest = bytes.part(static_cast<std::size_t>(std::min<std::uint64_t>(length, bytes.remaining())));
    const Bytes own = packet.first(rest.offset() - first.offset + rest.remaining());
    if (header.type == LongHeader::Type::Initial)
        decodeInitial(own, rest, isWhole, place, d, pieces);
    else
        d.addBytes(RemainingPayload, range(rest, rest.remaining()));
}

void decodeShortPacket(ByteReader& bytes, const Place& place, Dissection& d) {
    d.addBytes(ShortHeader, range(bytes, bytes.remaining()));
    const auto nest = d.nest();
    const ByteRange first = range(bytes, 1);
    const std::uint8_t flags = bytes.u8();
    d.addBits({HeaderForm, FixedBit, SpinBit}, first, flags);
    d.info("Protected Payload (KP0)");
    if (place.facts.shortIdLength > 0) {
        const Bytes id = d.data(bytes, DestinationId, place.facts.shortIdLength);
        if (d.wantsColumns())
            d.infoAppend(", DCID={}", IdText(id).view());
    }
    d.addBytes(RemainingPayload, range(bytes, bytes.remaining()));
    bytes.skip(bytes.remaining());
}

} // namespace

const ProtocolInfo& QuicDecoder::protocol() const noexcept {
    return info;
}

bool QuicDecoder::accepts(Bytes bytes, Claim claim) const {
    if (claim == Claim::ByKey) // as chosen by the user
        return true;
    const ByteReader packet(bytes);
    if ((packet.peek() & longHeader) == 0) {
        // Ends that agreed to grease the fixed bit send either (RFC 9287); a packet is long enough for its header
        // protection to be sampled (RFC 9001 section 5.4.2).
        constexpr std::size_t shortest = 1 + 4 + 16;
        return (packet.peek() & fixedBit) != 0 || bytes.size() >= shortest;
    }
    const auto header = readLongHeader(packet);
    return header && isKnownVersion(header->version);
}

bool QuicDecoder::recognises(Bytes bytes, const Dissection& d) const {
    constexpr std::size_t udpHeader = 8;
    const ByteReader packet(bytes);
    // Bytes that were not captured count, because they are part of the datagram.
    const std::size_t size = d.carrier().payloadLength > udpHeader && !d.carrier().isFragment
                                 ? std::max(d.carrier().payloadLength - udpHeader, bytes.size())
                                 : bytes.size();
    if ((packet.peek() & (longHeader | fixedBit)) != (longHeader | fixedBit))
        return false;
    const auto header = readLongHeader(packet);
    return header && isKnownVersion(header->version) && header->version != 0 && fitsDatagram(*header, size);
}

void QuicDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Place place = placeOf(bytes, d);
    if (d.isLearning() && recognises(bytes.rest(), d))
        d.assignConversation("quic");
    CryptoPieces pieces;
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        if (!isFirst && (bytes.peek() & fixedBit) == 0) {
            d.data(bytes, Padding, bytes.remaining());
            break;
        }
        const bool isLong = (bytes.peek() & longHeader) != 0;
        const std::size_t start = bytes.offset();
        if (isLong)
            decodeLongPacket(bytes, place, d, pieces);
        else
            decodeShortPacket(bytes, place, d);
        d.add(PacketLength, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(bytes.offset() - start)},
              bytes.offset() - start);
        d.label("[Packet Length: {}]", bytes.offset() - start);
    }
    d.layerLength(bytes.position());
    if (const ByteReader messages = handshakeMessages(pieces, d); !messages.atEnd())
        d.next(Crypto, 0, messages);
}

} // namespace tapscope::quic
