#pragma once

#include <base/frame.h>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace tapscope {

/// Writes text of strangers as Wireshark's columns show it: control characters as C escapes ("\n", "\000"), bytes that
/// are not UTF-8 as U+FFFD. What does not fit into `out` is left out, never half a character. Returns the bytes
/// written.
std::size_t writePrintable(std::span<char> out, std::string_view text) noexcept;

/// The same on the stack: nothing is allocated.
template <std::size_t Capacity>
class PrintableText {
public:
    explicit PrintableText(std::string_view text) noexcept : size_(writePrintable(text_, text)) {}
    explicit PrintableText(Bytes bytes) noexcept
        : PrintableText(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())) {}
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

private:
    std::array<char, Capacity> text_;
    std::size_t size_ = 0;
};

} // namespace tapscope
