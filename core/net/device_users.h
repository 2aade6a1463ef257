#pragma once

#include <net/device_info.h>
#include <net/network_identity.h>

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace tapscope {

/// usersOf() for many devices at once, with one walk over all processes. Devices that no process has open are left out.
/// Takes milliseconds; not for the GUI's thread.
[[nodiscard]] std::map<InterfaceName, std::vector<DeviceUser>> usersOfAll(std::span<const InterfaceName> names,
                                                                          pid_t inNetworkOf = 0);

/// A TAP or TUN that a process has open.
struct HeldDevice {
    InterfaceName name;
    /// The device's namespace, which need not be the process's. Absent if unknown: for this process's own descriptors,
    /// which another process may have sent without rights over their devices.
    std::optional<NetworkIdentity> network;
    DeviceUser user;
};

/// Returns all held devices that are visible to us. /proc/PID/fdinfo has a device's name ("iff:"), and the device
/// itself is asked for its namespace (TUNGETDEVNETNS) through a copy of the descriptor (pidfd_getfd(2)). If the kernel
/// refuses the copy or the answer, another process's device is assumed to be in that process's namespace. Linux only.
/// Each device is returned once per process. Takes milliseconds; not for the GUI's thread.
[[nodiscard]] std::vector<HeldDevice> heldDevices();

} // namespace tapscope
