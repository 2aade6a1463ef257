#pragma once

#include "capture_request.h"

#include <capture/frame_source.h>
#include <net/device_control.h>

#include <functional>
#include <memory>
#include <optional>

namespace tapscope {

/// Where devices come from. Used on worker threads.
struct DeviceSupply {
    std::shared_ptr<DeviceControl> control;
    /// Gives a descriptor of a device that the window itself keeps open, if it does.
    std::function<std::optional<TapDevice>(const InterfaceName&)> share;
};

/// Opens the device of a request for capturing, attached or monitored. Blocks on the kernel.
[[nodiscard]] Result<std::unique_ptr<FrameSource>> openDeviceSource(const CaptureRequest& request,
                                                                    const DeviceSupply& devices);

} // namespace tapscope
