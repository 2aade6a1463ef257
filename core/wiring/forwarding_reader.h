#pragma once

#include <net/linux/netlink_socket.h>

#include <wiring/wiring.h>

#include <span>

namespace tapscope {

/// Adds the routes through the devices of a namespace and what its bridges have learned, as the kernel lists them
/// through a socket of that namespace. What it refuses stays empty.
void addForwarding(NetlinkSocket& requests, std::span<WiredDevice> devices);

} // namespace tapscope
