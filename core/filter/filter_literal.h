#pragma once

#include <decode/field.h>
#include <filter/filter_program.h>
#include <filter/filter_syntax.h>

#include <expected>
#include <span>
#include <string>

namespace tapscope {

/// Returns the kind of value that a filter uses for a field type.
[[nodiscard]] ValueKind valueKindOf(FieldType type) noexcept;
/// "a number", "an IPv4 address": for messages.
[[nodiscard]] std::string_view describe(ValueKind kind) noexcept;

/// The other side of a literal's comparison: its kind, and the names that a field gives to numbers.
struct LiteralContext {
    ValueKind kind = ValueKind::None;
    FieldType type = FieldType::Label;
    std::span<const ValueName> names = {};
};

/// Reads a word, string or character of a filter as a value for comparison with others of its context. The error says
/// why it is not valid.
[[nodiscard]] std::expected<FilterProgram::Expression, std::string> readLiteral(const FilterSyntax::Node& node,
                                                                                const LiteralContext& context);

} // namespace tapscope
