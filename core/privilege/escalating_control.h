#pragma once

#include <net/device_control.h>
#include <privilege/helper_program.h>

#include <memory>

namespace tapscope {

/// Devices of our own namespace by the smallest right that does: first as the user who we are (root, or a device's
/// owner); where that is refused, a helper with file capabilities; then a helper through polkit, which asks the user.
///
/// The helper is started when it is first needed, and stays. What is refused by all of them is NotPermitted, and says
/// what was tried.
[[nodiscard]] std::shared_ptr<DeviceControl> escalatingControl(HelperProgram program);

} // namespace tapscope
