#pragma once

#include <net/device_control.h>

#include <map>
#include <mutex>

namespace tapscope {

/// Switches devices on and off and preserves their addresses: the kernel removes the IPv6 addresses of a device that is
/// switched off (unless net.ipv6.conf.*.keep_addr_on_down is set); they are restored when it is switched on here again.
/// Thread-safe; called on worker threads.
class SwitchedDevices {
public:
    /// The error names an address that could not be restored.
    [[nodiscard]] Result<void> change(DeviceControl& control, const InterfaceName& name, LinkState state);

private:
    [[nodiscard]] Result<void> putBack(DeviceControl& control, const InterfaceName& name);

    std::mutex mutex_; ///< guards lost_
    std::map<InterfaceName, std::vector<InterfaceAddress>> lost_;
};

} // namespace tapscope
