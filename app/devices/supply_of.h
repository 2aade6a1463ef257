#pragma once

#include "device_service.h"

#include <capture/device_supply.h>

namespace tapscope {

/// Provides devices for captures: those of the service's place, with the descriptors of devices that the window keeps.
[[nodiscard]] inline DeviceSupply supplyOf(const DeviceService& devices) {
    return {devices.control(), [kept = devices.kept()](const InterfaceName& name) { return kept->share(name); }};
}

} // namespace tapscope
