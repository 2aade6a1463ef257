#pragma once

#include "quic_keys.h"

#include <decode/dissection.h>

namespace tapscope::quic {

inline constexpr std::uint8_t longHeader = 0x80; ///< in the first octet (RFC 9000 section 17.2)

struct ConnectionIdValue {
    std::array<std::uint8_t, longestConnectionId> octets{};
    std::uint8_t size = 0;

    [[nodiscard]] static ConnectionIdValue of(Bytes bytes) noexcept;
    [[nodiscard]] Bytes bytes() const noexcept { return std::as_bytes(std::span(octets)).first(size); }
    [[nodiscard]] bool operator==(const ConnectionIdValue& other) const noexcept = default;
};

/// Facts about a frame from earlier packets of the connection.
struct Facts {
    std::uint32_t version = 0;
    std::uint8_t shortIdLength = 0; ///< of the destination connection ID in a short header, if it is known
    std::uint8_t fromServer = 0;
    std::uint8_t initialIdLength = 0; ///< of the connection ID that the keys of Initial packets are derived from
    std::uint8_t unused = 0;
};
using InitialId = std::array<std::uint8_t, longestConnectionId>; ///< a separate fact, because it fills one
                                                                 ///< space

/// The handshake messages of one endpoint, as far as they span datagrams.
struct CryptoStream {
    AssemblyStore::Id assembly = 0;
    std::array<std::byte, 4> begin{}; ///< the beginning of the first message
    bool isComplete = false;          ///< the first message has been reassembled
};

/// A connection between two endpoints, while its capture is learned.
struct ConnectionState final : ConversationState {
    std::uint32_t version = 0;
    bool knowsClient = false;
    Way client = Way::Up;
    ConnectionIdValue initial, serverId;
    std::array<ConnectionIdValue, 2> destination; ///< by Way: the other endpoint's ID, as it announced it
    std::array<CryptoStream, 2> crypto;           ///< by Way of the sender
};

/// The invariant part of a long header (RFC 8999).
struct LongHeader {
    std::uint32_t version = 0;
    enum class Type { Initial, ZeroRtt, Handshake, Retry, VersionNegotiation } type = Type::Initial;
    Bytes destination, source;
    std::size_t length = 0; ///< of the invariant part
    ByteReader rest;        ///< the captured bytes after it
};
/// Empty if the bytes end before the connection IDs do, or if one has more than the 20 octets that all known versions
/// allow (RFC 9000 section 17.2).
[[nodiscard]] std::optional<LongHeader> readLongHeader(ByteReader bytes) noexcept;

/// Drafts 11 to 34 of the IETF, versions 1 and 2 and similar ones, the versions reserved for greasing, and 0, which a
/// Version Negotiation packet has.
[[nodiscard]] bool isKnownVersion(std::uint32_t version) noexcept;

/// Whether one octet holds the lengths of both connection IDs, as until draft 21.
[[nodiscard]] bool hasJointIdLengths(std::uint32_t version) noexcept;

/// Whether the lengths in a packet's header fit a datagram of `size` octets, which has to be 1,200 for an Initial
/// packet (RFC 9000 section 14.1). Parts that were not captured are assumed to fit.
[[nodiscard]] bool fitsDatagram(const LongHeader& header, std::size_t size) noexcept;

/// Learns from a packet with a long header.
void learn(ConnectionState& state, const LongHeader& header, Way way);

/// The facts of the packets in this frame, and the ID that the keys are derived from.
struct Place {
    Facts facts;
    InitialId initial{};
};
[[nodiscard]] Place placeOf(const ByteReader& bytes, Dissection& dissection);

} // namespace tapscope::quic
