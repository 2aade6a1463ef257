#pragma once

#include <base/error.h>
#include <net/device_change.h>
#include <net/device_info.h>
#include <privilege/device_rights.h>

#include <cstdint>

namespace tapscope {

/// What a change of a user's own device affects beyond the device: the second table of docs/permissions.md.
enum class HostEffect : std::uint8_t {
    None,     ///< nothing
    Depends,  ///< on the value: leavesHost() looks
    Always,   ///< the host's network: only with Grant::HostTraffic
    OwnsAlias ///< whose the device is: never through a helper
};

[[nodiscard]] HostEffect effectOf(const DeviceChange& change, DeviceKind kind);

/// Ok when the change affects nothing but the device, which `user` may configure. Otherwise the reason, and the way to
/// allow it: NotPermitted, OutOfRange, Busy. Switching a device on also makes the host ignore router advertisements
/// that come through it. Asks the kernel (rtnetlink); Linux.
[[nodiscard]] Result<void> leavesHost(const DeviceInfo& device, const DeviceChange& change, const UserIdentity& user);

} // namespace tapscope
