#pragma once

#include <base/error.h>

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tapscope {

/// A 48-bit MAC address (IEEE 802).
struct MacAddress {
    std::array<std::uint8_t, 6> octets{};

    /// Accepts "02:42:0a:09:00:01", with ':' or '-' between pairs of hex digits. Otherwise the error is Invalid.
    [[nodiscard]] static Result<MacAddress> parse(std::string_view text);
    /// "02:42:0a:09:00:01"
    [[nodiscard]] std::string text() const;
    /// Whether the group bit is set: a multicast or broadcast address, which an interface cannot have as its own.
    [[nodiscard]] bool isGroup() const noexcept { return (octets[0] & 1) != 0; }

    auto operator<=>(const MacAddress&) const = default;
};

} // namespace tapscope
