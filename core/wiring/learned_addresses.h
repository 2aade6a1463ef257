#pragma once

#include <net/linux/netlink_socket.h>

#include <wiring/wiring.h>

#include <span>

namespace tapscope {

/// Adds what the bridges of a namespace have learned to their ports, as the kernel lists it through a socket of that
/// namespace. What it refuses stays empty.
void addLearnedAddresses(std::span<WiredDevice> devices, NetlinkSocket& requests);

} // namespace tapscope
