#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tapscope {

/// Numbers and words for others, the same for the same, by a secret key (HMAC-SHA256, RFC 2104). Without the key nobody
/// can tell which stands for which, nor compute it.
class KeyedPermutation {
public:
    using Key = std::array<std::byte, 32>;

    explicit KeyedPermutation(const Key& key) noexcept : key_(key) {}
    /// With a key of the system's random numbers, which nobody learns.
    [[nodiscard]] static KeyedPermutation random();

    /// 64 bits that depend on all of `data`, and on what it is used for.
    [[nodiscard]] std::uint64_t hash(std::string_view purpose, std::span<const std::byte> data) const;
    /// Exchanges the last `bits` of `number` (2 to 64, even) for others: a permutation, so that two numbers stay two
    /// (a Feistel network of four rounds).
    [[nodiscard]] std::uint64_t permute(std::string_view purpose, std::uint64_t number, unsigned bits) const;

private:
    Key key_;
};

} // namespace tapscope
