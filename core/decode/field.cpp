#include <decode/field.h>

#include <algorithm>

namespace tapscope {

std::string_view nameOf(std::span<const ValueName> values, std::uint64_t value, std::string_view otherwise) noexcept {
    const auto found = std::ranges::lower_bound(values, value, {}, &ValueName::value);
    return found != values.end() && found->value == value ? found->name : otherwise;
}

} // namespace tapscope
