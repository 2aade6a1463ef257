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
        Word,      ///< a name, number, address, bytes: what it is depends on what it is compared with
        String,    ///< "…" or r"…", text is what it stands for
        Character, ///< '…', text is its one byte
        Sign,      ///< an operator, bracket or comma
        Ranges,    ///< what stands between [ and ] of a slice or behind #
        End,
    } kind = Kind::End;
    std::size_t offset = 0, length = 0; ///< in the filter's text
    std::string text;
};

/// Takes a filter's text apart; the last token is End. Says where a string has no end, or an escape is none.
[[nodiscard]] std::expected<std::vector<FilterToken>, FilterError> tokenise(std::string_view text);

} // namespace tapscope
