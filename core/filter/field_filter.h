#pragma once

#include <base/error.h>
#include <decode/dissection.h>
#include <decode/plan.h>
#include <decode/registry.h>
#include <filter/filter_value.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Why a filter's text was refused, and where.
struct FilterError {
    std::size_t offset = 0; ///< bytes from the start of the text
    std::string message;

    [[nodiscard]] Error asError(std::string_view text) const;
};

/// A field filter: the core of Wireshark's display filter language, with the meaning that Wireshark 4 gives it.
///
/// Fields and protocols alone are tests of presence; `== != < > <= >=` and `eq ne lt gt le ge` compare, `contains`
/// looks within bytes and text, `in {…}` is a list; `&& || !` and `and or not` join, parentheses group. Addresses take
/// a prefix length. Of several values of a field, one has to fit, for `!=` all. Not yet: slices, functions, regular
/// expressions.
///
/// Compiled once to a flat program; immutable, so any number of threads run it, each with a Dissection of its own.
class FieldFilter {
public:
    /// At most 64 KiB of text and 128 levels of nesting. An empty text matches all. The registry must outlive the
    /// filter.
    [[nodiscard]] static std::expected<FieldFilter, FilterError> compile(std::string_view text,
                                                                         const DecoderRegistry& registry);

    /// The fields it asks for: what a plan has to want, besides others.
    [[nodiscard]] const std::vector<FieldId>& fields() const noexcept { return fields_; }
    /// Whether the dissected frame passes. Allocates nothing.
    [[nodiscard]] bool matches(const Dissection& dissection) const noexcept;

private:
    friend class FilterParser;
    struct Step {
        enum class Kind : std::uint8_t { Test, And, Or, Not } kind = Kind::Test;
        std::uint32_t test = 0; ///< index in tests_
    };
    struct Test {
        std::vector<FieldId> fields;
        Relation relation = Relation::Present;
        std::vector<FilterValue> values; ///< alternatives; of which one has to fit
    };
    static constexpr std::size_t maximumDepth = 128;

    [[nodiscard]] bool passes(const Test& test, const Dissection& dissection) const noexcept;

    const DecoderRegistry* registry_ = nullptr;
    std::vector<Step> program_; ///< postfix
    std::vector<Test> tests_;
    std::vector<FieldId> fields_;
};

} // namespace tapscope
