#pragma once

#include <base/ip_address.h>
#include <net/device_control.h>

#include <optional>
#include <vector>

namespace tapscope {

/// A device to be made and configured in one go.
struct NewDevice {
    DeviceKind kind = DeviceKind::Tap;
    std::optional<InterfaceName> name;              ///< absent: the first free one
    std::optional<InterfaceName> peer;              ///< vETH: the other end; named if and only if `name` is
    std::optional<uid_t> owner;                     ///< TAP, TUN
    bool multiQueue = false;                        ///< TAP, TUN
    std::optional<VirtioHeader> virtioHeader;       ///< TAP, TUN: before each frame
    Persistence persistence = Persistence::Dropped; ///< TAP, TUN
    std::vector<IpPrefix> addresses, peerAddresses; ///< the latter for vETH
    std::optional<std::uint32_t> mtu;               ///< bytes, of both ends of a vETH
    LinkState state = LinkState::Down;              ///< of both ends of a vETH
};

/// What was made.
struct MadeDevice {
    InterfaceName name;
    std::optional<InterfaceName> peer;
    std::optional<TapDevice> device; ///< TAP, TUN: its descriptor
};

/// Makes and configures it. Nothing half-made stays when a step is refused. Invalid when the kind cannot have what is
/// asked.
[[nodiscard]] Result<MadeDevice> makeDevice(DeviceControl& control, const NewDevice& wish);

} // namespace tapscope
