#pragma once

#include <filter/filter_error.h>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A piece of a filter's text.
struct FilterToken {
    enum class Kind : std::uint8_t {
        Word,      ///< a name, number, address or bytes, depending on what it is compared with
        String,    ///< "…" or r"…"; text is the value
        Character, ///< '…'; text is its one byte
        Sign,      ///< an operator, bracket or comma
        Ranges,    ///< the text between [ and ] of a slice, or after #
        End,
    } kind = Kind::End;
    std::size_t offset = 0, length = 0; ///< in the filter's text
    std::string text;
};

/// Splits a filter's text into tokens, of which the last is End. Reports a string without an end and an invalid escape.
[[nodiscard]] std::expected<std::vector<FilterToken>, FilterError> tokenise(std::string_view text);

} // namespace tapscope
