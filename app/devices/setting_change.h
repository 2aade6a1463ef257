#pragma once

#include "device_service.h"

#include <net/device_change.h>

namespace tapscope {

class SwitchedDevices;

/// Makes one change to a device. A device that the window keeps is changed through its descriptor; a device that is no
/// longer persistent is kept from then on; only the given address is removed; a device that is switched on again gets
/// its addresses back. Worker thread.
[[nodiscard]] Result<void> changeInWindow(DeviceControl& control, KeptDevices& kept, SwitchedDevices& switched,
                                          const InterfaceName& name, const DeviceChange& change);

} // namespace tapscope
