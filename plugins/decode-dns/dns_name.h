#pragma once

#include <base/byte_reader.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace tapscope {
class Dissection;
}

namespace tapscope::dns {

/// A domain name as text, on the stack (RFC 1035 section 4.1.4). Compression pointers are followed within the message
/// and cannot loop: the bytes at their targets are counted, no name is longer than the message, and it has at most
/// 1,024 bytes from pointers. Dissection::mayReadAgain limits what all names of a frame read through pointers.
class Name {
public:
    /// Reads the name at `bytes`, and moves past its bytes there (and not to the target of a pointer).
    Name(ByteReader& bytes, Bytes message, Dissection& d) noexcept : Name(bytes, message, &d) {}
    /// The same for one name outside of a dissection.
    Name(ByteReader& bytes, Bytes message) noexcept : Name(bytes, message, nullptr) {}

    /// "www.example.com", printable; "<Root>" for the empty name.
    [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), textSize_}; }
    /// Bytes of the name before it was made printable, including dots.
    [[nodiscard]] std::size_t length() const noexcept { return rawSize_; }
    [[nodiscard]] std::size_t labels() const noexcept { return labels_; }

private:
    static constexpr std::size_t longest = 1024; // as in Wireshark; RFC 1035 allows 255

    Name(ByteReader& bytes, Bytes message, Dissection* d) noexcept;
    void read(ByteReader& bytes, Bytes message, Dissection* d) noexcept;
    void appendLabel(Bytes label) noexcept;
    void appendBitString(ByteReader& bytes) noexcept;
    void replace(std::string_view text) noexcept;

    std::array<char, longest> raw_;
    std::array<char, longest + 512> text_; // a name with many escapes is truncated
    std::size_t rawSize_ = 0;
    std::size_t textSize_ = 0;
    std::size_t labels_ = 0;
};

} // namespace tapscope::dns
