#pragma once

#include <base/ip_address.h>
#include <net/device_control.h>

namespace tapscope {

/// Changes one address of an interface and keeps the others. The kernel removes the secondary IPv4 addresses of a
/// prefix together with its primary one (unless net.ipv4.conf.*.promote_secondaries is set), without reporting it;
/// these functions restore them. Worker threads. Errors: those of DeviceControl::change(); an address that was lost is
/// named.

/// `address` identifies one of the device's addresses by its prefix and, if given, its peer.
[[nodiscard]] Result<void> removeAddressAlone(DeviceControl& control, const InterfaceName& name,
                                              const InterfaceAddress& address);

/// Adds the new address first: if it is refused, the old one still exists. Does nothing if both are the same.
[[nodiscard]] Result<void> replaceAddress(DeviceControl& control, const InterfaceName& name,
                                          const InterfaceAddress& before, const InterfaceAddress& after);

/// Like DeviceControl::change(), but removing an address keeps the others, and switching the device off reports
/// permanent IPv6 addresses that the kernel removed, which it does if net.ipv6.conf.NAME.keep_addr_on_down cannot be
/// switched on: the device is off, and the error names them.
[[nodiscard]] Result<void> changeAlone(DeviceControl& control, const InterfaceName& name, const DeviceChange& change);

} // namespace tapscope
