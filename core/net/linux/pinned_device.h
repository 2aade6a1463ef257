#pragma once

#include <net/device_change.h>
#include <net/interface.h>
#include <net/linux/link_request.h>

namespace tapscope {

/// The changes of interface.h, made to the one device that was looked at before: whoever decides by what a device is
/// must not change another one that got its name since. With an index, NotFound or ENODEV when that device is gone.
[[nodiscard]] Result<void> changeDevice(const LinkTarget& target, const DeviceChange& change);
[[nodiscard]] Result<void> destroyDevice(const LinkTarget& target);
/// TapDevice::open() of it.
[[nodiscard]] Result<TapDevice> openDevice(const LinkTarget& target);

[[nodiscard]] Result<void> addAddress(const LinkTarget& target, const InterfaceAddress& address);
[[nodiscard]] Result<void> removeAddress(const LinkTarget& target, const InterfaceAddress& address);

} // namespace tapscope
