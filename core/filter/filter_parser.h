#pragma once

#include <filter/filter_error.h>
#include <filter/filter_syntax.h>

#include <expected>
#include <string_view>
#include <vector>

namespace tapscope {

/// A parsed filter: its syntax, and warnings about how it is written.
struct ParsedFilter {
    FilterSyntax syntax;
    std::vector<FilterError> warnings;
    bool isEmpty = false; ///< no text: all frames match
};

/// The maximum depth of nesting. A filter has at most 64 KiB of text.
inline constexpr std::size_t maximumFilterDepth = 128;

/// Parses a filter's text by recursive descent, with a limit on the depth.
[[nodiscard]] std::expected<ParsedFilter, FilterError> parseFilter(std::string_view text);

} // namespace tapscope
