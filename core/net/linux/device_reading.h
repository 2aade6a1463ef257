#pragma once

#include <net/device_watcher.h>
#include <net/linux/link_parser.h>
#include <net/linux/netlink_socket.h>

#include <memory>
#include <vector>

namespace tapscope {

/// The queries of interface.h, over sockets that may be in another namespace.

/// Lists links of every kind with their addresses, in the kernel's order.
[[nodiscard]] Result<std::vector<AnyLink>> listLinks(NetlinkSocket& socket);
[[nodiscard]] Result<std::vector<DeviceInfo>> listDevices(NetlinkSocket& socket);
[[nodiscard]] Result<DeviceInfo> deviceInfo(NetlinkSocket& socket, const InterfaceName& name);
/// `notifications` must have been opened with NetlinkSocket::deviceGroups.
[[nodiscard]] Result<std::unique_ptr<DeviceWatcher>> watchDevices(NetlinkSocket notifications, NetlinkSocket requests);

} // namespace tapscope
