#pragma once

#include "capture_request.h"

#include <base/error.h>

#include <vector>

namespace tapscope {

/// The devices of a request, opened, each as a port that waits for its device when that goes. The first that cannot be
/// opened is the error. Any thread but the GUI's.
[[nodiscard]] Result<std::vector<AddedPort>> openDevices(const CaptureRequest& request, const DeviceSupply& devices);

} // namespace tapscope
