#pragma once

#include <net/device_control.h>

#include <functional>
#include <memory>
#include <optional>

namespace tapscope {

/// Provides devices. Used on any thread but the GUI's.
struct DeviceSupply {
    std::shared_ptr<DeviceControl> control; ///< for the namespace of the device
    /// Returns a descriptor of a device that the program itself keeps open, if it does. May be absent.
    std::function<std::optional<TapDevice>(const InterfaceName&)> share;
};

} // namespace tapscope
