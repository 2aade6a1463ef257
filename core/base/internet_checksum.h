#pragma once

#include <base/frame.h>

#include <cstdint>

namespace tapscope {

/// The Internet checksum (RFC 1071) as a sum over pieces. Only the last piece may have an odd length.
class InternetChecksum {
public:
    InternetChecksum& add(Bytes bytes) noexcept;
    InternetChecksum& add(std::uint16_t word) noexcept {
        sum_ += word;
        return *this;
    }
    /// Adds the pseudo-header of TCP, UDP and ICMPv6 (RFC 793, RFC 8200 section 8.1); addresses have 4 or 16 bytes.
    InternetChecksum& addPseudoHeader(Bytes source, Bytes destination, std::uint8_t protocol,
                                      std::size_t length) noexcept;

    /// Returns the value for a header's checksum field, in host order. It is 0 for bytes that include a correct
    /// checksum.
    [[nodiscard]] std::uint16_t value() const noexcept;

private:
    std::uint64_t sum_ = 0;
};

} // namespace tapscope
