#pragma once

#include <base/byte_reader.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace tapscope::ber {

/// Tags of the universal class, as in the identifier octet (ITU-T X.690).
enum Tag : std::uint8_t { Integer = 0x02, OctetString = 0x04, Null = 0x05, ObjectIdentifier = 0x06, Sequence = 0x30 };

/// One element: its identifier octet and its content. The tag 0 means that there is none: the bytes ended or are
/// invalid.
struct Element {
    std::uint8_t tag = 0;
    std::size_t length = 0; ///< as stated; the content may be truncated
    ByteReader content;

    [[nodiscard]] bool isWhole() const noexcept { return content.remaining() == length; }
};

/// Reads an element with a tag of one octet and a definite length. An element that ends early overruns `bytes`.
[[nodiscard]] Element read(ByteReader& bytes) noexcept;

/// Returns a number in two's complement of at most eight octets (and a leading zero). Longer numbers give 0.
[[nodiscard]] std::int64_t integer(ByteReader content) noexcept;

/// "1.3.6.1.2.1": an object identifier as text on the stack. Empty if the octets are not one. Text that does not fit is
/// truncated.
class DottedText {
public:
    explicit DottedText(ByteReader content) noexcept;
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

private:
    void append(std::uint64_t part) noexcept;

    std::array<char, 512> text_;
    std::size_t size_ = 0;
};

} // namespace tapscope::ber
