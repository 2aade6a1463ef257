#pragma once

#include <net/device_control.h>
#include <privilege/helper_program.h>

#include <memory>

namespace tapscope {

/// Controls devices in our own namespace with the least permission that suffices: first as the current user (root, or a
/// device's owner); if that is refused, through a helper with file capabilities; then through a helper started by
/// polkit, which asks the user. polkit is asked only for what the operation needs: the user's own devices, receiving
/// frames of other devices, or changing other devices (device_rights.h).
///
/// A helper is started when it is first needed, and keeps running. If all of them refuse, the error is NotPermitted and
/// says what was tried. abandon() cancels a question for a password.
[[nodiscard]] std::shared_ptr<DeviceControl> escalatingControl(const HelperProgram& program);

} // namespace tapscope
