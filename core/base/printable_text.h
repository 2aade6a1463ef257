#pragma once

#include <base/frame.h>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tapscope {

/// Text of strangers (packets, files, names of devices and files, plugins, the system) as one line that is safe to show
/// on a terminal, in a table, in a widget and in an error. The one place that decides how:
///
/// - control characters as C escapes, "\n", "\033"; C1 controls, characters that turn the direction of text, that have
///   no width or that break lines, as "\u202E" and "\U000E0001"; as Wireshark's columns show them
/// - bytes that are not UTF-8 (RFC 3629) as U+FFFD, one for each longest beginning of a character
/// - everything else, backslashes included, as it is: text that is printable already is not changed
///
/// All functions may be called from any thread.

/// Appends the printable form.
void appendPrintable(std::string& out, std::string_view text);
[[nodiscard]] std::string printable(std::string_view text);

/// Appends a JSON string with its quotes (RFC 8259 section 7), the same characters escaped as "\u202e": whoever reads
/// it gets them back.
void appendJsonString(std::string& out, std::string_view text);

/// Whether the text consists of printable ASCII characters only, so that no form above changes it. Fast.
[[nodiscard]] bool isPlainAscii(std::string_view text) noexcept;

/// Writes the printable form into `out`. What does not fit is left out, never half a character or escape. Returns the
/// bytes written.
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
