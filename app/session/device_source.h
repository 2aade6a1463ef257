#pragma once

#include "capture_request.h"

#include <capture/device_capture.h>

namespace tapscope {

/// The device of a request, as the core opens it.
[[nodiscard]] DeviceCapture deviceOf(const CaptureRequest& request);

} // namespace tapscope
