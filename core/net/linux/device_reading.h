#pragma once

#include <net/device_watcher.h>
#include <net/linux/link_parser.h>
#include <net/linux/netlink_socket.h>

#include <memory>
#include <vector>

namespace tapscope {

/// Questions of interface.h, asked over sockets that may stand in another namespace than we do.

/// Links of every kind with their addresses, in the kernel's order.
[[nodiscard]] Result<std::vector<AnyLink>> listLinks(NetlinkSocket& socket);
[[nodiscard]] Result<std::vector<DeviceInfo>> listDevices(NetlinkSocket& socket);
[[nodiscard]] Result<DeviceInfo> deviceInfo(NetlinkSocket& socket, const InterfaceName& name);
/// `notifications` was opened with NetlinkSocket::deviceGroups.
[[nodiscard]] Result<std::unique_ptr<DeviceWatcher>> watchDevices(NetlinkSocket notifications, NetlinkSocket requests);

} // namespace tapscope
