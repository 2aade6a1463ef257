#pragma once

#include <decode/field.h>
#include <filter/filter_program.h>
#include <filter/filter_syntax.h>

#include <expected>
#include <span>
#include <string>

namespace tapscope {

/// What values of a field type are to a filter.
[[nodiscard]] ValueKind valueKindOf(FieldType type) noexcept;
/// "a number", "an IPv4 address": for messages.
[[nodiscard]] std::string_view describe(ValueKind kind) noexcept;

/// What a literal is compared with: its kind, and the names that a field gives to numbers.
struct LiteralContext {
    ValueKind kind = ValueKind::None;
    FieldType type = FieldType::Label;
    std::span<const ValueName> names = {};
};

/// Reads a word, string or character of a filter as a value to compare with others of its context. The error says why
/// it is none.
[[nodiscard]] std::expected<FilterProgram::Expression, std::string> readLiteral(const FilterSyntax::Node& node,
                                                                                const LiteralContext& context);

} // namespace tapscope
