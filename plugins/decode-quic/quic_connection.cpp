#include "quic_connection.h"

#include <algorithm>

namespace tapscope::quic {
namespace {

constexpr std::uint8_t longHeader = 0x80;

} // namespace

ConnectionIdValue ConnectionIdValue::of(Bytes bytes) noexcept {
    ConnectionIdValue id;
    id.size = static_cast<std::uint8_t>(std::min(bytes.size(), id.octets.size()));
    for (std::size_t i = 0; i < id.size; ++i)
        id.octets[i] = std::to_integer<std::uint8_t>(bytes[i]);
    return id;
}

LongHeader peekLongHeader(ByteReader bytes) noexcept {
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
    header.destination = bytes.take(bytes.u8());
    header.source = bytes.take(bytes.u8());
    return header;
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
    const bool isInitial = isLong && peekLongHeader(bytes).type == LongHeader::Type::Initial;
    const bool isRetry = isLong && peekLongHeader(bytes).type == LongHeader::Type::Retry;
    if (isLong && !isRetry)
        learn(state, peekLongHeader(bytes), way);
    const ConnectionIdValue& id = state.destination[static_cast<std::size_t>(way)];
    const bool isSameId = bytes.has(1U + id.size) && ConnectionIdValue::of(bytes.rest().subspan(1, id.size)) == id;
    Place place{.facts = {.version = state.version,
                          .shortIdLength = isLong || isSameId ? id.size : std::uint8_t{0},
                          .fromServer = static_cast<std::uint8_t>(state.knowsClient && state.client != way ? 1 : 0),
                          .initialIdLength = state.initial.size},
                .initial = state.initial.octets};
    if (isRetry)
        learn(state, peekLongHeader(bytes), way);
    d.remember(place.facts);
    if (isInitial)
        d.remember(place.initial, 1);
    return place;
}

} // namespace tapscope::quic
