#pragma once

#include <decode/dissection.h>

#include <array>
#include <string>
#include <string_view>

namespace tapscope::ssh {

/// How the two sides agree on keys: it decides what the messages 30 to 34 are.
enum class KeyExchange : std::uint8_t { Unknown, Fixed, Group, Elliptic };

/// What earlier packets tell of a frame.
struct Facts {
    std::uint8_t version = 0; ///< 1 or 2 as the client's banner said; 0 = not seen
    KeyExchange exchange = KeyExchange::Unknown;
    std::uint8_t isEncrypted = 0; ///< what goes this way is
};

/// A connection, while its capture is learned.
struct State final : ConversationState {
    std::uint8_t version = 0;
    KeyExchange exchange = KeyExchange::Unknown;
    std::array<bool, 2> isEncrypted{};  ///< by end: 0 client, 1 server
    std::array<std::string, 2> offered; ///< key exchange algorithms, at most `longestOffer` of each
};
inline constexpr std::size_t longestOffer = 4096;

/// The kind of the first algorithm of the client that the server knows, too (RFC 4253 section 7.1).
[[nodiscard]] KeyExchange agreedExchange(std::string_view client, std::string_view server) noexcept;

} // namespace tapscope::ssh
