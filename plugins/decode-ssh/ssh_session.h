#pragma once

#include <decode/dissection.h>

#include <array>
#include <string>
#include <string_view>

namespace tapscope::ssh {

/// The key exchange method, which determines the meaning of messages 30 to 34.
enum class KeyExchange : std::uint8_t { Unknown, Fixed, Group, Elliptic };

/// Facts about a frame from earlier packets.
struct Facts {
    std::uint8_t version = 0; ///< 1 or 2 according to the client's banner; 0 = not seen
    KeyExchange exchange = KeyExchange::Unknown;
    std::uint8_t isEncrypted = 0; ///< whether this direction is encrypted
};

/// A connection, while its capture is learned.
struct State final : ConversationState {
    std::uint8_t version = 0;
    KeyExchange exchange = KeyExchange::Unknown;
    std::array<bool, 2> isEncrypted{};  ///< by end: 0 client, 1 server
    std::array<std::string, 2> offered; ///< key exchange algorithms, at most `longestOffer` of each

    [[nodiscard]] std::size_t owned() const noexcept override { return offered[0].capacity() + offered[1].capacity(); }
};
inline constexpr std::size_t longestOffer = 4096;

/// The kind of the client's first algorithm that the server supports, too (RFC 4253 section 7.1).
[[nodiscard]] KeyExchange agreedExchange(std::string_view client, std::string_view server) noexcept;

} // namespace tapscope::ssh
