#pragma once

#include <base/byte_reader.h>

#include <algorithm>
#include <bitset>

namespace tapscope {

/// Whether the first octets are ASCII text, as encrypted ones are by chance once in a thousand million times if there
/// are at least 24.
[[nodiscard]] inline bool looksLikeText(Bytes bytes) noexcept {
    constexpr std::size_t examined = 64;
    return std::ranges::all_of(bytes.first(std::min(bytes.size(), examined)), [](std::byte each) {
        const auto octet = std::to_integer<char>(each);
        return (octet >= ' ' && octet <= '~') || (octet >= '\t' && octet <= '\r');
    });
}

/// Whether octets are a pattern: few different ones, or in steps of few sizes. Of 12 random octets, fewer than one in
/// ten million are.
[[nodiscard]] inline bool isPattern(Bytes bytes) noexcept {
    std::bitset<256> octets, steps;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        octets.set(std::to_integer<unsigned>(bytes[i]));
        if (i > 0)
            steps.set((std::to_integer<unsigned>(bytes[i]) - std::to_integer<unsigned>(bytes[i - 1])) & 255U);
    }
    return octets.count() <= bytes.size() / 2 || steps.count() < bytes.size() / 2;
}

} // namespace tapscope
