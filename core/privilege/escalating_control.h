#pragma once

#include <net/device_control.h>
#include <privilege/helper_program.h>

#include <memory>

namespace tapscope {

/// Devices of our own namespace by the smallest right that does: first as the user who we are (root, or a device's
/// owner); where that is refused, a helper with file capabilities; then a helper through polkit, which asks the user.
/// polkit is asked for what the operation needs and no more: the user's own devices, receiving the frames of others',
/// or changing others' (device_rights.h).
///
/// A helper is started when it is first needed, and stays. What is refused by all of them is NotPermitted, and says
/// what was tried. abandon() ends a question for a password.
[[nodiscard]] std::shared_ptr<DeviceControl> escalatingControl(const HelperProgram& program);

} // namespace tapscope
