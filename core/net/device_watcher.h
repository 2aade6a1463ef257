#pragma once

#include <base/error.h>
#include <net/device_info.h>

#include <chrono>
#include <memory>
#include <vector>

namespace tapscope {

/// Keeps a list of the namespace's TAP, TUN and vETH devices up to date, whoever changes them.
///
/// Lives on one thread. It first subscribes to rtnetlink's multicast groups (on the BSDs, it opens a routing socket,
/// route(4)) and then lists the devices, so that no change is missed. When the kernel reports lost messages (ENOBUFS),
/// it lists them again.
class DeviceWatcher {
public:
    [[nodiscard]] static Result<std::unique_ptr<DeviceWatcher>> start();
    virtual ~DeviceWatcher() = default;
    DeviceWatcher() = default;
    DeviceWatcher(const DeviceWatcher&) = delete;
    DeviceWatcher& operator=(const DeviceWatcher&) = delete;

    /// Readable when process() has something to do.
    [[nodiscard]] virtual int fd() const noexcept = 0;
    /// Processes the available notifications without waiting. Returns whether the list changed.
    [[nodiscard]] virtual Result<bool> process() = 0;
    /// Lists the devices again, because counters have no notifications.
    [[nodiscard]] virtual Result<bool> refresh() = 0;
    /// Sorted by name.
    [[nodiscard]] virtual const std::vector<DeviceInfo>& devices() const noexcept = 0;
};

} // namespace tapscope
