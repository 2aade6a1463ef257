#pragma once

#include <base/error.h>
#include <net/device_info.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace tapscope {

/// Whether an address on a device would take traffic that the host sends elsewhere today. With an address the kernel
/// makes routes: to the address itself, to its network (or to the peer's), and to the broadcast address. Linux,
/// rtnetlink(7).

/// Devices by interface index whose routes and neighbours are not counted as the host's.
using OwnIndexes = std::set<std::uint32_t>;

/// Ok when nothing is taken. NotPermitted, with what would be taken, when one of these routes
/// - leads to addresses that are not for private use (RFC 1918, RFC 4193, link-local for IPv6, documentation and
///   benchmarking): those are somebody else's, and lie behind the host's default route; or
/// - overlaps another route, address or neighbour of the host. A default route does not count, nor any other that is
///   wider than the whole block of private addresses.
[[nodiscard]] Result<void> leavesHostTraffic(const InterfaceAddress& address, const OwnIndexes& own);

/// The same for addresses that a device has already: they count from when it is switched on. That they are of private
/// use is not asked: who gave them had the right to.
[[nodiscard]] Result<void> leavesHostTrafficWhenUp(const DeviceInfo& device, const OwnIndexes& own);

/// NotPermitted for names that systems take for physical interfaces (systemd.net-naming-scheme(7), eth0, wlan0):
/// network managers ask for addresses and routes by DHCP on what has such a name, and whoever has the device would
/// answer. Also for "all" and "default", which stand for every device in /proc/sys/net.
[[nodiscard]] Result<void> leavesHostNames(std::string_view name);

/// From now on the host takes no IPv6 routes and addresses from what comes in through the device (accept_ra): whoever
/// has its descriptor could announce himself as the host's router.
[[nodiscard]] Result<void> ignoreRouterAdvertisements(const InterfaceName& name);

} // namespace tapscope
