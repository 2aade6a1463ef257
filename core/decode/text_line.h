#pragma once

#include <base/byte_reader.h>

#include <string_view>

namespace tapscope {

/// Returns the next line of `bytes` with its end, which may be missing at the end of the bytes. Does not move.
[[nodiscard]] inline std::string_view peekLine(const ByteReader& bytes) noexcept {
    const Bytes rest = bytes.rest();
    const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
    const std::size_t end = text.find('\n');
    return text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
}

/// Returns a line without the CR and LF at its end.
[[nodiscard]] inline std::string_view withoutLineEnd(std::string_view line) noexcept {
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace tapscope
