#pragma once

#include <base/error.h>

#include <compare>
#include <string>
#include <string_view>

namespace tapscope {

/// A network interface's name: 1 to 15 bytes without '/', white space, ':' or control characters, not "." or "..", and
/// without '%' (see dev_valid_name() in the kernel's net/core/dev.c).
class InterfaceName {
public:
    [[nodiscard]] static Result<InterfaceName> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    auto operator<=>(const InterfaceName&) const = default;

private:
    explicit InterfaceName(std::string_view text) : text_(text) {}
    std::string text_;
};

} // namespace tapscope
