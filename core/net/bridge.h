#pragma once

#include <base/error.h>
#include <net/interface_name.h>

#include <sys/types.h>

#include <optional>

namespace tapscope {

/// Creates a bridge (a switch in the kernel) without ports and switched off. Without a name, it gets the first free one
/// of br0, br1, … With an owner, the bridge is marked with it (DeviceInfo::owner). Errors: NameTaken; NotPermitted
/// without CAP_NET_ADMIN; Unsupported if the kernel has no bridges.
[[nodiscard]] Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name,
                                                 std::optional<uid_t> owner = {});

} // namespace tapscope
