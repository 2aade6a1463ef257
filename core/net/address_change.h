#pragma once

#include <base/ip_address.h>
#include <net/device_control.h>

namespace tapscope {

/// Changes of one address of an interface that leave its others alone. The kernel takes the secondary IPv4 addresses of
/// a prefix away together with its primary one (unless net.ipv4.conf.*.promote_secondaries is set), and says nothing of
/// it: what went along is put back here. Worker threads. Errors: those of DeviceControl::change(); an address that was
/// lost is named.

[[nodiscard]] Result<void> removeAddressAlone(DeviceControl& control, const InterfaceName& name,
                                              const IpPrefix& address);

/// The new one first: when it is refused, the old one is still there. Nothing happens when both are the same.
[[nodiscard]] Result<void> replaceAddress(DeviceControl& control, const InterfaceName& name, const IpPrefix& before,
                                          const IpPrefix& after);

} // namespace tapscope
