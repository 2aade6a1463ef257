#pragma once

#include "device_service.h"

#include <net/device_change.h>

namespace tapscope {

/// Makes one change to a device. A device that the window keeps is changed through its descriptor; a device that is no
/// longer persistent is kept from then on; everything else is changed by changeAlone(). Worker thread.
[[nodiscard]] Result<void> changeInWindow(DeviceControl& control, KeptDevices& kept, const InterfaceName& name,
                                          const DeviceChange& change);

} // namespace tapscope
