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

/// A field filter: Wireshark's display filter language, with the semantics of Wireshark 4.
///
/// - Tests: a field or protocol by itself tests for presence; `== != < > <= >= === !==` (`eq ne lt gt le ge`) compare;
///   `contains` searches bytes and text; `matches` is a caseless regular expression (PCRE2, bounded); `in {1, 4..6}` is
///   a list.
/// - Tests are combined by `&& || ^^ !` (`and or xor not`) and grouped by parentheses. `a < b < c` is two tests.
/// - Values: numbers (decimal, 0x, 0b, octal with 0), 'c', "text", r"raw text", bytes, addresses with a prefix length,
///   times, True and False, and the names that fields give to numbers.
/// - Expressions: slices `[0:3] [1-3] [:4] [-2:] [0,2-3]`, `len() count() lower() upper() string() abs() max() min()`,
///   `+ - * / % &`. `ip.src#2` is the second layer's.
/// - If a field has several values, one of them must match. For `!=` and `===`, and after `all`, all of them must;
///   after `any`, one.
///
/// A filter is compiled once to a flat program. It is immutable, so any number of threads can run it, each with a
/// Dissection and a FilterScratch of its own.
class FieldFilter {
public:
    /// Compiles at most 64 KiB of text and 128 levels of nesting. An empty text matches all frames. The registry must
    /// outlive the filter.
    [[nodiscard]] static std::expected<FieldFilter, FilterError> compile(std::string_view text,
                                                                         const DecoderRegistry& registry);

    /// The fields that the filter reads, and that a plan must therefore want.
    [[nodiscard]] const std::vector<FieldId>& fields() const noexcept { return program_->fields; }
    /// Problems that are allowed, but may not be intended.
    [[nodiscard]] const std::vector<FilterError>& warnings() const noexcept { return warnings_; }
    /// Whether the filter matches every frame.
    [[nodiscard]] bool isEmpty() const noexcept { return program_->steps.empty(); }
    /// Whether the dissected frame matches. Does not allocate once `scratch` has grown.
    [[nodiscard]] bool matches(const Dissection& dissection, FilterScratch& scratch) const;

private:
    explicit FieldFilter(FilterProgram program) : program_(std::make_unique<const FilterProgram>(std::move(program))) {}

    std::unique_ptr<const FilterProgram> program_;
    std::vector<FilterError> warnings_;
};

} // namespace tapscope
