#pragma once

#include <base/frame.h>

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace tapscope {

/// The memory for a match. For one thread at a time; created once and used for millions of matches.
class RegexMemory {
public:
    RegexMemory();
    ~RegexMemory();
    RegexMemory(RegexMemory&&) noexcept;
    RegexMemory& operator=(RegexMemory&&) noexcept;

private:
    friend class FilterRegex;
    struct State;
    std::unique_ptr<State> state_;
};

/// A PCRE2 regular expression, caseless and over bytes as in Wireshark. The duration of a match is bounded: one that
/// would take longer counts as no match. Immutable.
class FilterRegex {
public:
    struct Wrong {
        std::size_t offset = 0; ///< in the pattern, bytes
        std::string message;
    };
    [[nodiscard]] static std::expected<FilterRegex, Wrong> compile(std::string_view pattern);
    FilterRegex(FilterRegex&&) noexcept;
    FilterRegex& operator=(FilterRegex&&) noexcept;
    ~FilterRegex();

    [[nodiscard]] bool matches(Bytes subject, RegexMemory& memory) const noexcept;

private:
    FilterRegex() = default;
    struct Free {
        void operator()(void* code) const noexcept;
    };
    std::unique_ptr<void, Free> code_; ///< pcre2_code
};

} // namespace tapscope
