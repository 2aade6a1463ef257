#pragma once

#include <filter/filter_program.h>

#include <compare>

namespace tapscope {

/// Compares the value `a` of one expression with the value `b` of another: addresses by the shorter prefix length,
/// texts and bytes in the order of their octets, numbers with their sign. Unordered if one is NaN.
[[nodiscard]] std::partial_ordering orderOf(const FilterProgram::Expression& left,
                                            const FilterProgram::Expression& right, const FilterProgram::Value& a,
                                            const FilterProgram::Value& b) noexcept;
/// Whether two values with that order have this relation.
[[nodiscard]] bool holds(std::partial_ordering order, Relation relation) noexcept;

} // namespace tapscope
