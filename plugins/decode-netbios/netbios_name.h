#pragma once

#include <base/byte_reader.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace tapscope::netbios {

/// A NetBIOS name as text, on the stack: "WORKGROUP<1d>", with the meaning of its last byte (RFC 1001 section 14).
class Name {
public:
    /// Reads the encoded form at `bytes`, a half-byte per letter, which may point into `message`; `bytes` moves past
    /// it.
    static Name encoded(ByteReader& bytes, Bytes message) noexcept;
    /// Sixteen bytes, not encoded.
    static Name plain(Bytes octets) noexcept;

    [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), size_}; }
    /// "Server service", or empty.
    [[nodiscard]] std::string_view service() const noexcept { return service_; }

private:
    void append(std::string_view piece) noexcept;

    std::array<char, 160> text_;
    std::size_t size_ = 0;
    std::string_view service_;
};

} // namespace tapscope::netbios
