#pragma once

#include "quic_keys.h"

#include <decode/dissection.h>

namespace tapscope::quic {

struct ConnectionIdValue {
    std::array<std::uint8_t, longestConnectionId> octets{};
    std::uint8_t size = 0;

    [[nodiscard]] static ConnectionIdValue of(Bytes bytes) noexcept;
    [[nodiscard]] Bytes bytes() const noexcept { return std::as_bytes(std::span(octets)).first(size); }
    [[nodiscard]] bool operator==(const ConnectionIdValue& other) const noexcept = default;
};

/// What earlier packets of the connection tell of a frame.
struct Facts {
    std::uint32_t version = 0;
    std::uint8_t shortIdLength = 0; ///< of the destination's connection id in a short header, where it is a known one
    std::uint8_t fromServer = 0;
    std::uint8_t initialIdLength = 0; ///< of the connection id that Initial packets' keys come from
    std::uint8_t unused = 0;
};
using InitialId = std::array<std::uint8_t, longestConnectionId>; ///< a fact of its own: it takes all the room

/// The handshake messages of one end, as far as they span datagrams.
struct CryptoStream {
    AssemblyStore::Id assembly = 0;
    std::array<std::byte, 4> begin{}; ///< of the first message
    bool isComplete = false;          ///< the first message was put together
};

/// A connection between two ends, while its capture is learned.
struct ConnectionState final : ConversationState {
    std::uint32_t version = 0;
    bool knowsClient = false;
    Way client = Way::Up;
    ConnectionIdValue initial, serverId;
    std::array<ConnectionIdValue, 2> destination; ///< by Way: the other end's id, as it told
    std::array<CryptoStream, 2> crypto;           ///< by Way of who sends it
};

/// A long header's invariant part (RFC 8999).
struct LongHeader {
    std::uint32_t version = 0;
    enum class Type { Initial, ZeroRtt, Handshake, Retry, VersionNegotiation } type = Type::Initial;
    Bytes destination, source;
    std::size_t length = 0; ///< of this invariant part
    ByteReader rest;        ///< what was captured behind it
};
/// None when it ends before its connection ids do, or when one has more than the 20 octets that all known versions
/// allow (RFC 9000 section 17.2).
[[nodiscard]] std::optional<LongHeader> readLongHeader(ByteReader bytes) noexcept;

/// Drafts 11 to 34 of the IETF, versions 1 and 2 and what comes close to them, the versions that are reserved for
/// greasing, and 0, which stands in a Version Negotiation packet.
[[nodiscard]] bool isKnownVersion(std::uint32_t version) noexcept;

/// Whether the lengths of both connection ids stand in one octet, as until draft 21.
[[nodiscard]] bool hasJointIdLengths(std::uint32_t version) noexcept;

/// Whether the lengths of a packet's header fit a datagram of `size` octets, of which an Initial packet asks for 1,200
/// (RFC 9000 section 14.1). What was not captured is believed.
[[nodiscard]] bool fitsDatagram(const LongHeader& header, std::size_t size) noexcept;

/// Learns from a packet with a long header.
void learn(ConnectionState& state, const LongHeader& header, Way way);

/// The facts of the packets in this frame, with the id that the keys come from.
struct Place {
    Facts facts;
    InitialId initial{};
};
[[nodiscard]] Place placeOf(const ByteReader& bytes, Dissection& dissection);

} // namespace tapscope::quic
