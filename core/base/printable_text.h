#pragma once

#include <base/frame.h>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tapscope {

/// Untrusted text (from packets, files, names of devices and files, plugins, the system) as one line that is safe to
/// show on a terminal, in a table, in a widget and in an error. Only this file decides how text is escaped:
///
/// - Control characters become C escapes such as "\n" and "\033". C1 controls, and characters that change the direction
///   of text, have no width or break lines, become "\u202E" or "\U000E0001", as in Wireshark's columns.
/// - Bytes that are not UTF-8 (RFC 3629) become U+FFFD: one for each sequence that has the form of a character and is
///   none (a surrogate, an overlong form), and one for each beginning of a character, as in tshark.
/// - All other characters, including backslashes, stay as they are: text that is already printable is not changed.
///
/// All functions may be called from any thread.

/// Appends the printable form of `text`.
void appendPrintable(std::string& out, std::string_view text);
[[nodiscard]] std::string printable(std::string_view text);

/// Appends a JSON string with its quotes (RFC 8259 section 7). The same characters are escaped, as "\u202e", and a JSON
/// parser restores them.
void appendJsonString(std::string& out, std::string_view text);

/// Whether the text consists of printable ASCII characters only, so that no form above changes it. Fast.
[[nodiscard]] bool isPlainAscii(std::string_view text) noexcept;

/// Writes the printable form into `out` and returns the number of bytes written. Text that does not fit is left out; no
/// character or escape is cut.
std::size_t writePrintable(std::span<char> out, std::string_view text) noexcept;

/// The same in a buffer on the stack, without an allocation.
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
