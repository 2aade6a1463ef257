#pragma once

#include "device_service.h"

#include <capture/device_supply.h>

namespace tapscope {

/// Devices for captures: those of the place that the service works in, and descriptors of those that the window keeps.
[[nodiscard]] inline DeviceSupply supplyOf(const DeviceService& devices) {
    return {devices.control(), [kept = devices.kept()](const InterfaceName& name) { return kept->share(name); }};
}

} // namespace tapscope
