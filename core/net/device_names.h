#pragma once

#include <net/device_control.h>

#include <string_view>

namespace tapscope {

/// The device that a person means: by its name, or by one of its alternative names, which may have up to 127 bytes. A
/// name that no device of ours has is given back as it is, if it can be one: it may be another kind's, or come later.
/// Errors: those of InterfaceName::parse().
[[nodiscard]] Result<InterfaceName> deviceNamed(DeviceControl& control, std::string_view word);

} // namespace tapscope
