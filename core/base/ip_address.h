#pragma once

#include <base/error.h>

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tapscope {

/// An IPv4 or IPv6 address.
struct IpAddress {
    enum class Family : std::uint8_t { V4, V6 };

    Family family = Family::V4;
    std::array<std::uint8_t, 16> octets{}; ///< network order; the first four for IPv4, the rest zero

    /// Accepts the same forms as inet_pton(3); otherwise the error is Invalid.
    [[nodiscard]] static Result<IpAddress> parse(std::string_view text);
    /// "10.9.0.1", "fd09::1" (RFC 5952)
    [[nodiscard]] std::string text() const;
    /// Returns the number of bytes in use: 4 or 16.
    [[nodiscard]] std::size_t size() const noexcept { return family == Family::V4 ? 4 : 16; }

    auto operator<=>(const IpAddress&) const = default;
};

/// An address with its prefix length, as interfaces have them.
struct IpPrefix {
    IpAddress address;
    std::uint8_t length = 0; ///< bits: 0 to 32, or 0 to 128

    /// Accepts "10.9.0.1/24" and "fd09::1/64". Without "/…", the prefix is the whole address. Otherwise the error is
    /// Invalid.
    [[nodiscard]] static Result<IpPrefix> parse(std::string_view text);
    /// "10.9.0.1/24"
    [[nodiscard]] std::string text() const;

    auto operator<=>(const IpPrefix&) const = default;
};

} // namespace tapscope
