#pragma once

#include <filter/filter_program.h>

#include <compare>

namespace tapscope {

/// How the value `a` of one expression compares with the value `b` of another: addresses by the shorter prefix length,
/// texts and bytes in the order of their octets, numbers with their sign. Unordered when one is not a number.
[[nodiscard]] std::partial_ordering orderOf(const FilterProgram::Expression& left,
                                            const FilterProgram::Expression& right, const FilterProgram::Value& a,
                                            const FilterProgram::Value& b) noexcept;
/// Whether two values in that order stand in this relation.
[[nodiscard]] bool holds(std::partial_ordering order, Relation relation) noexcept;

} // namespace tapscope
