#pragma once

#include <base/error.h>
#include <net/device_info.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace tapscope {

/// Whether an address on a device would divert traffic that the host currently sends elsewhere. With an address, the
/// kernel creates routes: to the address itself, to its network (or to the peer's), and to the broadcast address.
/// Linux, rtnetlink(7).

/// Interface indexes of devices whose routes and neighbours do not count as the host's.
using OwnIndexes = std::set<std::uint32_t>;

/// Succeeds if no traffic is diverted. The error is NotPermitted, with the traffic, if one of these routes
/// - leads to addresses that are not for private use (RFC 1918, RFC 4193, link-local for IPv6, documentation and
///   benchmarking), because these belong to others and are reached by the host's default route; or
/// - overlaps another route, address or neighbour of the host. Default routes do not count, and neither do other routes
///   that are wider than the whole block of private addresses.
[[nodiscard]] Result<void> leavesHostTraffic(const InterfaceAddress& address, const OwnIndexes& own);

/// The same for addresses that a device already has, which take effect when it is set up. They need not be for private
/// use, because whoever added them had the permission.
[[nodiscard]] Result<void> leavesHostTrafficWhenUp(const DeviceInfo& device, const OwnIndexes& own);

/// Error: NotPermitted for names that systems use for physical interfaces (systemd.net-naming-scheme(7), eth0, wlan0):
/// network managers request addresses and routes by DHCP on interfaces with such names, and the owner of the device
/// could answer. Also for "all" and "default", which stand for every device in /proc/sys/net.
[[nodiscard]] Result<void> leavesHostNames(std::string_view name);

/// From now on, the host accepts no IPv6 routes and addresses from packets that it receives through the device
/// (accept_ra), because the holder of its descriptor could announce itself as the host's router.
[[nodiscard]] Result<void> ignoreRouterAdvertisements(const InterfaceName& name);

} // namespace tapscope
