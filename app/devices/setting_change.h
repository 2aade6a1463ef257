#pragma once

#include "device_service.h"

#include <net/device_change.h>

namespace tapscope {

class SwitchedDevices;

/// Makes one change to a device as the window does: a device that the window itself keeps is changed through its
/// descriptor, one that is no longer persistent is kept from then on, an address is removed alone, and a device that is
/// switched on again has its addresses back. Worker thread.
[[nodiscard]] Result<void> changeInWindow(DeviceControl& control, KeptDevices& kept, SwitchedDevices& switched,
                                          const InterfaceName& name, const DeviceChange& change);

} // namespace tapscope
