#include "quic_connection.h"

#include "quic_frames.h"

#include <algorithm>

namespace tapscope::quic {
namespace {

std::size_t shortIdLength(std::size_t nibble) noexcept {
    return nibble == 0 ? 0 : nibble + 3;
}

} // namespace

ConnectionIdValue ConnectionIdValue::of(Bytes bytes) noexcept {
    ConnectionIdValue id;
    id.size = static_cast<std::uint8_t>(std::min(bytes.size(), id.octets.size()));
    for (std::size_t i = 0; i < id.size; ++i)
        id.octets[i] = std::to_integer<std::uint8_t>(bytes[i]);
    return id;
}

std::optional<LongHeader> readLongHeader(ByteReader bytes) noexcept {
    using Type = LongHeader::Type;
    constexpr std::array first = {Type::Initial, Type::ZeroRtt, Type::Handshake, Type::Retry};
    constexpr std::array second = {Type::Retry, Type::Initial, Type::ZeroRtt, Type::Handshake}; // RFC 9369 section 3.2
    LongHeader header;
    const std::uint8_t flags = bytes.u8();
    header.version = bytes.u32();
    const std::size_t type = flags >> 4 & 3U;
    header.type = header.version == 0          ? Type::VersionNegotiation
                  : header.version == version2 ? second[type]
                                               : first[type];
    std::size_t destination = bytes.u8();
    std::size_t source = 0;
    if (hasJointIdLengths(header.version)) {
        source = shortIdLength(destination & 0x0fU);
        destination = shortIdLength(destination >> 4);
        header.destination = bytes.take(destination);
    } else {
        header.destination = bytes.take(destination);
        source = bytes.u8();
    }
    header.source = bytes.take(source);
    if (bytes.overrun() || destination > longestConnectionId || source > longestConnectionId)
        return std::nullopt;
    header.length = bytes.position();
    header.rest = bytes;
    return header;
}

bool isKnownVersion(std::uint32_t version) noexcept {
    constexpr unsigned oldestDraft = 11, latestDraft = 34;
    const unsigned draft = draftOf(version);
    return version == 0 || (draft >= oldestDraft && draft <= latestDraft);
}

bool hasJointIdLengths(std::uint32_t version) noexcept {
    constexpr unsigned firstWithout = 22;
    return version >> 8 == 0xff0000 && draftOf(version) < firstWithout;
}

bool fitsDatagram(const LongHeader& header, std::size_t size) noexcept {
    using Type = LongHeader::Type;
    constexpr std::size_t smallestInitial = 1200;
    constexpr std::size_t versionSize = 4;
    ByteReader bytes = header.rest;
    std::size_t left = size - std::min(size, header.length);
    if (forcesNegotiation(header.version) && size < smallestInitial) // which only the first packet of a client does
        return false;
    switch (header.type) {
    case Type::VersionNegotiation:
        return left != 0 && left % versionSize == 0;
    case Type::Retry:
        return left > tagLength;
    case Type::Initial: {
        const std::size_t before = bytes.position();
        const std::uint64_t token = readVarint(bytes);
        const std::size_t lengthSize = bytes.position() - before;
        if (bytes.overrun() || size < smallestInitial || lengthSize > left || token > left - lengthSize)
            return false;
        left -= lengthSize + static_cast<std::size_t>(token);
        bytes.skip(static_cast<std::size_t>(token));
        break;
    }
    case Type::ZeroRtt:
    case Type::Handshake:
        break;
    }
    const std::size_t before = bytes.position();
    const std::uint64_t length = readVarint(bytes);
    constexpr std::size_t shortest = 1 + tagLength; // packet number, tag
    return bytes.overrun() || (length >= shortest && length + (bytes.position() - before) <= left);
}

void learn(ConnectionState& state, const LongHeader& header, Way way) {
    using Type = LongHeader::Type;
    const Way other = way == Way::Up ? Way::Down : Way::Up;
    const bool fromClient = !state.knowsClient || state.client == way;
    if (header.type == Type::Initial && fromClient) {
        const auto destination = ConnectionIdValue::of(header.destination);
        const bool isKnown = state.knowsClient && (destination == state.initial || destination == state.serverId);
        if (!isKnown) { // the first packet of a connection
            state.knowsClient = true;
            state.client = way;
            state.initial = destination;
            state.serverId = {};
            state.destination = {};
            state.crypto = {};
        }
    }
    if (header.type == Type::Retry)
        state.initial = ConnectionIdValue::of(header.source); // RFC 9001 section 5.2
    if (state.knowsClient && state.client != way && header.type != Type::VersionNegotiation)
        state.serverId = ConnectionIdValue::of(header.source);
    if (header.type != Type::VersionNegotiation) {
        state.version = header.version;
        state.destination[static_cast<std::size_t>(other)] = ConnectionIdValue::of(header.source);
    }
}

Place placeOf(const ByteReader& bytes, Dissection& d) {
    if (!d.isLearning()) {
        return {.facts = d.recall<Facts>().value_or(Facts{}), .initial = d.recall<InitialId>(1).value_or(InitialId{})};
    }
    auto& state = d.conversation<ConnectionState>();
    const Way way = d.way();
    const bool isLong = (bytes.peek() & longHeader) != 0;
    const auto header = isLong ? readLongHeader(bytes) : std::nullopt;
    const bool isInitial = header && header->type == LongHeader::Type::Initial;
    const bool isRetry = header && header->type == LongHeader::Type::Retry;
    if (header && !isRetry)
        learn(state, *header, way);
    const ConnectionIdValue& id = state.destination[static_cast<std::size_t>(way)];
    const bool isSameId = bytes.has(1U + id.size) && ConnectionIdValue::of(bytes.rest().subspan(1, id.size)) == id;
    Place place{.facts = {.version = state.version,
                          .shortIdLength = isLong || isSameId ? id.size : std::uint8_t{0},
                          .fromServer = static_cast<std::uint8_t>(state.knowsClient && state.client != way ? 1 : 0),
                          .initialIdLength = state.initial.size},
                .initial = state.initial.octets};
    if (isRetry)
        learn(state, *header, way);
    d.remember(place.facts);
    if (isInitial)
        d.remember(place.initial, 1);
    return place;
}

} // namespace tapscope::quic
