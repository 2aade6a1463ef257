#pragma once

#include "capture_request.h"

#include <capture/frame_source.h>
#include <net/tap_device.h>

#include <functional>
#include <memory>
#include <optional>

namespace tapscope {

/// Gives a descriptor of a device that the window itself keeps open, if it does. Called on a worker thread.
using ShareDevice = std::function<std::optional<TapDevice>(const InterfaceName&)>;

/// Opens the device of a request for capturing, attached or monitored. Blocks on the kernel.
[[nodiscard]] Result<std::unique_ptr<FrameSource>> openDeviceSource(const CaptureRequest& request,
                                                                    const ShareDevice& share);

} // namespace tapscope
