#pragma once

#include <net/device_control.h>

#include <string_view>

namespace tapscope {

/// Returns the device that a person means, by its name or by one of its alternative names, which may have up to 127
/// bytes. A name that no device of ours has is returned unchanged if it is valid: it may belong to another kind of
/// device, or appear later. Errors: those of InterfaceName::parse().
[[nodiscard]] Result<InterfaceName> deviceNamed(DeviceControl& control, std::string_view word);

} // namespace tapscope
