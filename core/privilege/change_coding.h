#pragma once

#include <net/device_change.h>
#include <privilege/message_coding.h>

namespace tapscope {

/// Writes a change of a setting to a message of the helper: the setting, and its value. Only the type of the value
/// determines how it is written, so that a new setting needs no code here.
void writeChange(MessageWriter& out, const DeviceChange& change);
[[nodiscard]] DeviceChange readChange(MessageReader& in);

} // namespace tapscope
