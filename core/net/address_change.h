#pragma once

#include <base/ip_address.h>
#include <net/device_control.h>

namespace tapscope {

/// Changes one address of an interface and keeps the others. The kernel removes the secondary IPv4 addresses of a
/// prefix together with its primary one (unless net.ipv4.conf.*.promote_secondaries is set), without reporting it;
/// these functions restore them. Worker threads. Errors: those of DeviceControl::change(); an address that was lost is
/// named.

[[nodiscard]] Result<void> removeAddressAlone(DeviceControl& control, const InterfaceName& name,
                                              const IpPrefix& address);

/// Adds the new address first: if it is refused, the old one still exists. Does nothing if both are equal.
[[nodiscard]] Result<void> replaceAddress(DeviceControl& control, const InterfaceName& name, const IpPrefix& before,
                                          const IpPrefix& after);

} // namespace tapscope
