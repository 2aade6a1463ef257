#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tapscope {

/// Replaces numbers and words consistently by others, with a secret key (HMAC-SHA256, RFC 2104). Without the key, the
/// replacement can neither be reversed nor computed.
class KeyedPermutation {
public:
    using Key = std::array<std::byte, 32>;

    explicit KeyedPermutation(const Key& key) noexcept : key_(key) {}
    /// Uses a random key from the system, which is never shown.
    [[nodiscard]] static KeyedPermutation random();

    /// Returns 64 bits that depend on all of `data` and on the purpose.
    [[nodiscard]] std::uint64_t hash(std::string_view purpose, std::span<const std::byte> data) const;
    /// Replaces the last `bits` bits of `number` (2 to 64, even) by a permutation, so that different numbers stay
    /// different (a Feistel network of four rounds).
    [[nodiscard]] std::uint64_t permute(std::string_view purpose, std::uint64_t number, unsigned bits) const;

private:
    Key key_;
};

} // namespace tapscope
