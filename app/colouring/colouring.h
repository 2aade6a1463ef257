#pragma once

#include "colouring_rules.h"

#include <decode/dissection.h>
#include <filter/field_filter.h>

#include <vector>

namespace tapscope {

/// Compiled colouring rules: finds the first rule that a dissected frame matches. Immutable.
class Colouring {
public:
    static constexpr int none = -1;

    /// Leaves out rules that are switched off, and rules whose filter is not valid (problems() says which and why).
    Colouring(const ColouringRules& rules, const DecoderRegistry& registry);

    /// The fields that the list's dissection plan must include in addition to those of the columns.
    [[nodiscard]] const std::vector<FieldId>& fields() const noexcept { return fields_; }
    /// The first rule that the frame matches, or none.
    [[nodiscard]] int match(const Dissection& dissection, FilterScratch& scratch) const;
    [[nodiscard]] const ColouringRule& rule(int index) const { return rules_[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const QStringList& problems() const noexcept { return problems_; }

private:
    ColouringRules rules_;
    std::vector<FieldFilter> filters_;
    std::vector<FieldId> fields_;
    QStringList problems_;
};

} // namespace tapscope
