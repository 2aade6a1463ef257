#pragma once

#include <base/error.h>

namespace tapscope {

/// What this process may do to network devices in its network namespace. Without Qt; any thread.

/// Whether it may create and configure devices: whether CAP_NET_ADMIN is effective (capabilities(7)).
[[nodiscard]] bool canConfigureDevices();

/// Whether /dev/net/tun can be opened. The error names the node's mode and what an administrator can do.
[[nodiscard]] Result<void> canOpenTunNode();

/// Passes this process's network capabilities (CAP_NET_ADMIN, CAP_NET_RAW, CAP_NET_BIND_SERVICE, as ambient
/// capabilities) on to programs that it starts, and drops all others. For running programs in a user's own namespace;
/// does nothing for root.
void passNetworkRightsOn();

} // namespace tapscope
