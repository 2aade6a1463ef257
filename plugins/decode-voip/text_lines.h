#pragma once

#include <base/ascii_case.h>
#include <base/byte_reader.h>
#include <decode/dissection.h>

#include <algorithm>
#include <string_view>

namespace tapscope::voip {

/// A line of a text protocol without its line end, and its place in the frame.
struct Line {
    std::string_view text;
    std::uint32_t offset = 0;
    std::uint32_t length = 0; ///< with the line end

    /// The range of the line with its end.
    [[nodiscard]] ByteRange range() const noexcept { return {offset, length}; }
    /// The range of a part of `text`.
    [[nodiscard]] ByteRange rangeOf(std::string_view piece) const noexcept {
        return {offset + static_cast<std::uint32_t>(piece.data() - text.data()),
                static_cast<std::uint32_t>(piece.size())};
    }
};

[[nodiscard]] inline std::string_view textOf(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The next line; `bytes` moves past its CR, LF, or both.
[[nodiscard]] inline Line readLine(ByteReader& bytes) noexcept {
    const std::string_view rest = textOf(bytes.rest());
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::size_t length = std::min(end + 1, rest.size());
    Line line{rest.substr(0, end), static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(length)};
    bytes.skip(length);
    if (line.text.ends_with('\r'))
        line.text.remove_suffix(1);
    return line;
}

[[nodiscard]] inline std::string_view trimmed(std::string_view text) noexcept {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The word before the first space; `text` moves past it.
[[nodiscard]] inline std::string_view readWord(std::string_view& text) noexcept {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

/// A decimal number at the start of `text`; 0 if there is none.
[[nodiscard]] inline std::uint32_t numberAt(std::string_view text) noexcept {
    std::uint32_t number = 0;
    for (const char c : text.substr(0, 9)) {
        if (c < '0' || c > '9')
            break;
        number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return number;
}

} // namespace tapscope::voip
