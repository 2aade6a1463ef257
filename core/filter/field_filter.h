#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>
#include <filter/filter_error.h>
#include <filter/filter_program.h>
#include <filter/filter_scratch.h>

#include <expected>
#include <memory>
#include <string_view>
#include <vector>

namespace tapscope {

/// A field filter: Wireshark's display filter language, with the meaning that Wireshark 4 gives it.
///
/// - Tests: a field or protocol alone is there; `== != < > <= >= === !==` (`eq ne lt gt le ge`) compare; `contains`
/// looks
///   within bytes and text; `matches` is a caseless regular expression (PCRE2, bounded); `in {1, 4..6}` is a list.
/// - Joined by `&& || ^^ !` (`and or xor not`), grouped by parentheses. `a < b < c` is two tests.
/// - Values: numbers (decimal, 0x, 0b, octal with 0), 'c', "text", r"raw text", bytes, addresses with a prefix length,
///   times, True and False, and the names that fields give to numbers.
/// - Made of values: slices `[0:3] [1-3] [:4] [-2:] [0,2-3]`, `len() count() lower() upper() string() abs() max()
///   min()`, `+ - * / % &`. `ip.src#2` is the second layer's.
/// - Of several values of a field one has to fit; for `!=` and `===`, and with `all` in front, all of them; with `any`
///   one.
///
/// Compiled once to a flat program; immutable, so any number of threads run it, each with a Dissection and a
/// FilterScratch of its own.
class FieldFilter {
public:
    /// At most 64 KiB of text and 128 levels of nesting. An empty text matches all. The registry must outlive the
    /// filter.
    [[nodiscard]] static std::expected<FieldFilter, FilterError> compile(std::string_view text,
                                                                         const DecoderRegistry& registry);

    /// The fields it asks for: what a plan has to want, besides others.
    [[nodiscard]] const std::vector<FieldId>& fields() const noexcept { return program_->fields; }
    /// What is allowed, but perhaps not what was meant.
    [[nodiscard]] const std::vector<FilterError>& warnings() const noexcept { return warnings_; }
    /// Passes every frame.
    [[nodiscard]] bool isEmpty() const noexcept { return program_->steps.empty(); }
    /// Whether the dissected frame passes. Allocates nothing once `scratch` has grown.
    [[nodiscard]] bool matches(const Dissection& dissection, FilterScratch& scratch) const;

private:
    explicit FieldFilter(FilterProgram program) : program_(std::make_unique<const FilterProgram>(std::move(program))) {}

    std::unique_ptr<const FilterProgram> program_;
    std::vector<FilterError> warnings_;
};

} // namespace tapscope
