#pragma once

#include <net/device_change.h>
#include <net/interface.h>
#include <net/linux/link_request.h>

namespace tapscope {

/// The changes of interface.h, made to the device that was examined before: code that decides by a device's properties
/// must not change another device that has taken over its name. With an index, the error is NotFound or ENODEV if that
/// device is gone.
[[nodiscard]] Result<void> changeDevice(const LinkTarget& target, const DeviceChange& change);
[[nodiscard]] Result<void> destroyDevice(const LinkTarget& target);
/// TapDevice::open() for that device.
[[nodiscard]] Result<TapDevice> openDevice(const LinkTarget& target);

[[nodiscard]] Result<void> addAddress(const LinkTarget& target, const InterfaceAddress& address);
[[nodiscard]] Result<void> removeAddress(const LinkTarget& target, const InterfaceAddress& address);

} // namespace tapscope
