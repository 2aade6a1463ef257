#pragma once

#include <base/error.h>
#include <net/device_info.h>

#include <chrono>
#include <memory>
#include <vector>

namespace tapscope {

/// Keeps a list of the TAP, TUN and vETH devices of the namespace true to what anybody does to them.
///
/// Lives on one thread. Subscribes to rtnetlink's multicast groups (on the BSDs: opens a routing socket, route(4))
/// first and lists then, so that nothing falls between; when the kernel says that messages were lost (ENOBUFS) it lists
/// afresh.
class DeviceWatcher {
public:
    [[nodiscard]] static Result<std::unique_ptr<DeviceWatcher>> start();
    virtual ~DeviceWatcher() = default;
    DeviceWatcher() = default;
    DeviceWatcher(const DeviceWatcher&) = delete;
    DeviceWatcher& operator=(const DeviceWatcher&) = delete;

    /// Readable when there is something to process().
    [[nodiscard]] virtual int fd() const noexcept = 0;
    /// Takes what has come, without waiting. Whether the list changed.
    [[nodiscard]] virtual Result<bool> process() = 0;
    /// Lists afresh: counters have no notifications.
    [[nodiscard]] virtual Result<bool> refresh() = 0;
    /// Sorted by name.
    [[nodiscard]] virtual const std::vector<DeviceInfo>& devices() const noexcept = 0;
};

} // namespace tapscope
