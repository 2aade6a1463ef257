#pragma once

#include <base/frame.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace tapscope::quic {

inline constexpr std::size_t longestConnectionId = 20, tagLength = 16;

/// The keys of Initial packets, which can be derived from the first packet of a connection (RFC 9001 section 5.2).
struct InitialKeys {
    std::array<std::uint8_t, 16> key{};
    std::array<std::uint8_t, 12> iv{};
    std::array<std::uint8_t, 16> headerProtection{};
};

enum class Side : std::uint8_t { Client, Server };

/// Derived as the version defines it (RFC 9001 section 5.2); an unknown version is treated like an early draft.
[[nodiscard]] InitialKeys initialKeys(std::uint32_t version, Bytes connectionId, Side side) noexcept;

/// The mask over the first byte and the packet number, from the 16 bytes that RFC 9001 section 5.4.2 samples.
[[nodiscard]] std::optional<std::array<std::uint8_t, 5>> headerMask(const InitialKeys& keys, Bytes sample);

/// Decrypts `sealed`, payload and tag, to `plain`, which is shorter by the tag. False if the tag does not match.
[[nodiscard]] bool openPayload(const InitialKeys& keys, std::uint64_t packetNumber, Bytes header, Bytes sealed,
                               std::span<std::byte> plain);

/// Whether the version is reserved for clients that want a negotiation (RFC 9000 section 15).
[[nodiscard]] bool forcesNegotiation(std::uint32_t version) noexcept;

/// The number of the draft that a version is based on, 34 for the standards; 0 if it is not a version of QUIC.
[[nodiscard]] unsigned draftOf(std::uint32_t version) noexcept;
inline constexpr std::uint32_t version2 = 0x6b3343cf;

} // namespace tapscope::quic
