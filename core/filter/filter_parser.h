#pragma once

#include <filter/filter_error.h>
#include <filter/filter_syntax.h>

#include <expected>
#include <string_view>
#include <vector>

namespace tapscope {

/// A parsed filter: its syntax, and what is odd about how it is written.
struct ParsedFilter {
    FilterSyntax syntax;
    std::vector<FilterError> warnings;
    bool isEmpty = false; ///< no text: all frames pass
};

/// At most 64 KiB of text, nested at most this deep.
inline constexpr std::size_t maximumFilterDepth = 128;

/// Reads a filter's text into its syntax by recursive descent, each level counted.
[[nodiscard]] std::expected<ParsedFilter, FilterError> parseFilter(std::string_view text);

} // namespace tapscope
