#pragma once

#include <base/error.h>
#include <net/device_change.h>
#include <net/device_info.h>
#include <privilege/device_rights.h>

#include <cstdint>

namespace tapscope {

/// The effect of a change of a user's own device on more than the device: the second table of docs/permissions.md.
enum class HostEffect : std::uint8_t {
    None,     ///< nothing
    Depends,  ///< depends on the value, which leavesHost() examines
    Always,   ///< the host's network: only with Grant::HostTraffic
    OwnsAlias ///< the ownership of the device: never through a helper
};

[[nodiscard]] HostEffect effectOf(const DeviceChange& change, DeviceKind kind);

/// Succeeds if the change affects only the device, which `user` may configure. Otherwise the error has the reason and
/// how to allow it: NotPermitted, OutOfRange, Busy. When a device is switched on, the host is also made to ignore
/// router advertisements that arrive through it. Asks the kernel (rtnetlink); Linux.
[[nodiscard]] Result<void> leavesHost(const DeviceInfo& device, const DeviceChange& change, const UserIdentity& user);

} // namespace tapscope
