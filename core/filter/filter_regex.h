#pragma once

#include <base/frame.h>

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace tapscope {

/// What a match needs to work in. One thread at a time; made once and used for millions of matches.
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

/// A regular expression of PCRE2, caseless and over bytes as in Wireshark. How long a match may take is bounded: one
/// that would take longer is none. Immutable.
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
