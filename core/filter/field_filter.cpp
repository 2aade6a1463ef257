#include <filter/field_filter.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tapscope {

Error FilterError::asError(std::string_view text) const {
    return failure(ErrorKind::Invalid, "use the filter", fmt::format("\"{}\"", text),
                   fmt::format("at character {}: {}", offset + 1, message))
        .error();
}

bool FieldFilter::matches(const Dissection& dissection) const noexcept {
    if (program_.empty())
        return true;
    std::array<bool, maximumDepth * 2 + 2> stack{};
    std::size_t top = 0;
    for (const Step& step : program_) {
        switch (step.kind) {
        case Step::Kind::Test:
            stack[top++] = passes(tests_[step.test], dissection);
            break;
        case Step::Kind::Not:
            stack[top - 1] = !stack[top - 1];
            break;
        case Step::Kind::And:
            --top;
            stack[top - 1] = stack[top - 1] && stack[top];
            break;
        case Step::Kind::Or:
            --top;
            stack[top - 1] = stack[top - 1] || stack[top];
            break;
        }
    }
    return stack[0];
}

bool FieldFilter::passes(const Test& test, const Dissection& dissection) const noexcept {
    bool isThere = false;
    for (const FieldValue& value : dissection.fields()) {
        if (std::ranges::find(test.fields, value.field) == test.fields.end())
            continue;
        isThere = true;
        if (test.relation == Relation::Present)
            return true;
        const std::string_view made = dissection.madeText(value);
        const Bytes content = value.hasMadeText ? std::as_bytes(std::span(made)) : dissection.bytesOf(value);
        const FieldInfo& info = registry_->field(value.field);
        const bool fits = std::ranges::any_of(
            test.values, [&](const FilterValue& each) { return each.fits(info, value, content, test.relation); });
        if (fits)
            return test.relation != Relation::NotEqual;
    }
    return isThere && test.relation == Relation::NotEqual;
}

} // namespace tapscope
