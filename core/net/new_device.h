#pragma once

#include <net/device_control.h>

#include <optional>
#include <vector>

namespace tapscope {

/// A device to be created and configured in one step.
struct NewDevice {
    DeviceKind kind = DeviceKind::Tap;
    std::optional<InterfaceName> name;              ///< absent: the first free one
    std::optional<InterfaceName> peer;              ///< vETH: the other end; named if and only if `name` is
    bool multiQueue = false;                        ///< TAP, TUN
    std::optional<VirtioHeader> virtioHeader;       ///< TAP, TUN: before each frame
    Persistence persistence = Persistence::Dropped; ///< TAP, TUN
    std::vector<DeviceChange> changes;              ///< of the device, or of the end that `name` is
    std::vector<DeviceChange> peerChanges;          ///< vETH: of the other end
};

/// The devices that were created.
struct MadeDevice {
    InterfaceName name;
    std::optional<InterfaceName> peer;
    std::optional<TapDevice> device; ///< TAP, TUN: its descriptor
};

/// Creates and configures a device. If a step is refused, nothing incomplete remains. Error: Invalid if the kind does
/// not support what is requested.
[[nodiscard]] Result<MadeDevice> makeDevice(DeviceControl& control, const NewDevice& wish);

} // namespace tapscope
