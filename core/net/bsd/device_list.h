#pragma once

#include <net/bsd/bsd_system.h>
#include <net/device_info.h>

#include <optional>
#include <string_view>
#include <vector>

namespace tapscope::bsd {

/// The kind of a device by its name: "tap4" is a TAP, "tun0" a TUN. The four kernels have no other common way to find
/// an interface's driver.
[[nodiscard]] std::optional<DeviceKind> kindOf(std::string_view name) noexcept;

/// All TAP and TUN devices, sorted by name, by getifaddrs(3).
[[nodiscard]] Result<std::vector<DeviceInfo>> devices(const Kernel& kernel);

/// One device. Errors: NotFound; Invalid for another kind of interface. They name `action`.
[[nodiscard]] Result<DeviceInfo> deviceOf(const Kernel& kernel, const InterfaceName& name, std::string_view action);

/// Returns who has a device open, if the kernel shows it.
[[nodiscard]] std::vector<DeviceUser> usersOf(const Kernel& kernel, const InterfaceName& name);

/// "It is open in process 4711", or a general sentence.
[[nodiscard]] std::string whoHasIt(const Kernel& kernel, const InterfaceName& name);

} // namespace tapscope::bsd
