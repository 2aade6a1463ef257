#pragma once

#include <base/frame.h>

#include <cstdint>

namespace tapscope {

/// The Internet checksum (RFC 1071), summed over pieces. A piece of odd length may only be the last.
class InternetChecksum {
public:
    InternetChecksum& add(Bytes bytes) noexcept;
    InternetChecksum& add(std::uint16_t word) noexcept {
        sum_ += word;
        return *this;
    }
    /// The pseudo-header of TCP, UDP and ICMPv6 (RFC 793, RFC 8200 section 8.1): addresses of 4 or 16 bytes.
    InternetChecksum& addPseudoHeader(Bytes source, Bytes destination, std::uint8_t protocol,
                                      std::size_t length) noexcept;

    /// What belongs into a header's checksum field, in host order. Over bytes that hold a right checksum it is 0.
    [[nodiscard]] std::uint16_t value() const noexcept;

private:
    std::uint64_t sum_ = 0;
};

} // namespace tapscope
