#pragma once

#include <base/error.h>

namespace tapscope {

/// What this process may do to network devices in the network namespace that it stands in. Without Qt; any thread.

/// Whether it may create and configure devices: CAP_NET_ADMIN is effective (capabilities(7)).
[[nodiscard]] bool canConfigureDevices();

/// Whether /dev/net/tun can be opened. The error names the node's mode and what an administrator can do.
[[nodiscard]] Result<void> canOpenTunNode();

/// Lets programs that this process starts have its rights over the network (CAP_NET_ADMIN, CAP_NET_RAW,
/// CAP_NET_BIND_SERVICE, as ambient capabilities), and gives up every other. For who runs programs in a namespace of
/// his own; does nothing for root.
void passNetworkRightsOn();

} // namespace tapscope
