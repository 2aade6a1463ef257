#pragma once

#include <net/bsd/bsd_system.h>
#include <net/device_info.h>

#include <optional>
#include <string_view>
#include <vector>

namespace tapscope::bsd {

/// "tap4" is a TAP, "tun0" a TUN, by name: these kernels tell an interface's driver by nothing else that all four have.
[[nodiscard]] std::optional<DeviceKind> kindOf(std::string_view name) noexcept;

/// All TAP and TUN devices, sorted by name, by getifaddrs(3).
[[nodiscard]] Result<std::vector<DeviceInfo>> devices(const Kernel& kernel);

/// One of them. NotFound; Invalid for another kind of interface. The errors say `action`.
[[nodiscard]] Result<DeviceInfo> deviceOf(const Kernel& kernel, const InterfaceName& name, std::string_view action);

/// Who has a device open, where the kernel tells.
[[nodiscard]] std::vector<DeviceUser> usersOf(const Kernel& kernel, const InterfaceName& name);

/// "It is open in process 4711", or a general sentence.
[[nodiscard]] std::string whoHasIt(const Kernel& kernel, const InterfaceName& name);

} // namespace tapscope::bsd
