#pragma once

#include <decode/field.h>

#include <span>

namespace tapscope::x11 {

/// Names of the core protocol; extensions' requests and events have numbers that a server hands out.
[[nodiscard]] std::span<const ValueName> requestNames() noexcept;
[[nodiscard]] std::span<const ValueName> eventNames() noexcept;
[[nodiscard]] std::span<const ValueName> errorNames() noexcept;

} // namespace tapscope::x11
