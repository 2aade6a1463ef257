#pragma once

#include <net/device_change.h>
#include <privilege/message_coding.h>

namespace tapscope {

/// A change of a setting as it stands in a message of the helper's: which one, and its value. The value's type alone
/// says how it is written, so that a setting needs nothing here.
void writeChange(MessageWriter& out, const DeviceChange& change);
[[nodiscard]] DeviceChange readChange(MessageReader& in);

} // namespace tapscope
