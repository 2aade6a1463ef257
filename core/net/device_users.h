#pragma once

#include <net/device_info.h>
#include <net/network_identity.h>

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace tapscope {

/// usersOf() for many devices at once: one walk over all processes, however many devices there are. Devices that nobody
/// has open are left out. Takes milliseconds; not for the GUI's thread.
[[nodiscard]] std::map<InterfaceName, std::vector<DeviceUser>> usersOfAll(std::span<const InterfaceName> names,
                                                                          pid_t inNetworkOf = 0);

/// That a process has a TAP or TUN open.
struct HeldDevice {
    InterfaceName name;
    /// The namespace that the device is in, which need not be the process's. Absent where it could not be told: of this
    /// process's own descriptors, which others may have sent it, without rights over their devices.
    std::optional<NetworkIdentity> network;
    DeviceUser user;
};

/// All of which we may know: /proc/PID/fdinfo has a device's name ("iff:"), and the device itself is asked for its
/// namespace (TUNGETDEVNETNS) through a copy of the descriptor (pidfd_getfd(2)). Where the kernel allows no copy or no
/// answer, the device of another process counts as one of that process's namespace. Linux only. Each device once for
/// each process. Takes milliseconds; not for the GUI's thread.
[[nodiscard]] std::vector<HeldDevice> heldDevices();

} // namespace tapscope
