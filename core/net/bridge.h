#pragma once

#include <base/error.h>
#include <net/interface_name.h>

#include <sys/types.h>

#include <optional>

namespace tapscope {

/// Makes a bridge (a switch in the kernel) without ports, switched off. Without a name: the first free of br0, br1, …
/// With an owner, it says whose it is (DeviceInfo::owner). NameTaken, NotPermitted without CAP_NET_ADMIN; Unsupported
/// where the kernel has no bridges.
[[nodiscard]] Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name,
                                                 std::optional<uid_t> owner = {});

} // namespace tapscope
