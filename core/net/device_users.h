#pragma once

#include <net/device_info.h>

#include <map>
#include <span>
#include <vector>

namespace tapscope {

/// usersOf() for many devices at once: one walk over all processes, however many devices there are. Devices that nobody
/// has open are left out. Takes milliseconds; not for the GUI's thread.
[[nodiscard]] std::map<InterfaceName, std::vector<DeviceUser>> usersOfAll(std::span<const InterfaceName> names,
                                                                          pid_t inNetworkOf = 0);

} // namespace tapscope
