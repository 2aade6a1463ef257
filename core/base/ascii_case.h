#pragma once

#include <algorithm>
#include <string_view>

namespace tapscope {

/// The lower case of an ASCII letter; other characters as they are. The locale does not matter.
[[nodiscard]] constexpr char lowerCase(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] constexpr bool equalsIgnoringCase(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, {}, lowerCase, lowerCase);
}

[[nodiscard]] constexpr bool startsWithIgnoringCase(std::string_view text, std::string_view prefix) noexcept {
    return text.size() >= prefix.size() && equalsIgnoringCase(text.substr(0, prefix.size()), prefix);
}

[[nodiscard]] constexpr bool containsIgnoringCase(std::string_view text, std::string_view part) noexcept {
    return part.empty() || !std::ranges::search(text, part, {}, lowerCase, lowerCase).empty();
}

} // namespace tapscope
