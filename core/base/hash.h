#pragma once

#include <cstdint>

namespace tapscope {

/// Mixes `value` into a hash for our own tables. Not suitable where an attacker must not be able to predict the hash.
[[nodiscard]] constexpr std::uint64_t mixHash(std::uint64_t hash, std::uint64_t value) noexcept {
    constexpr std::uint64_t multiplier = 0x9e3779b97f4a7c15U; // 2^64 divided by the golden ratio
    hash = (hash ^ value) * multiplier;
    return hash ^ hash >> 32;
}

} // namespace tapscope
