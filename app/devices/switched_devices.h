#pragma once

#include <net/device_control.h>

#include <map>
#include <mutex>

namespace tapscope {

/// Switches devices on and off and keeps their addresses: the kernel drops the IPv6 addresses of a device that is
/// switched off (unless net.ipv6.conf.*.keep_addr_on_down is set), and they are put back when it is switched on here
/// again. Worker threads, several at once.
class SwitchedDevices {
public:
    /// An address that could not be put back is named in the error.
    [[nodiscard]] Result<void> change(DeviceControl& control, const InterfaceName& name, LinkState state);

private:
    [[nodiscard]] Result<void> putBack(DeviceControl& control, const InterfaceName& name);

    std::mutex mutex_; ///< guards lost_
    std::map<InterfaceName, std::vector<InterfaceAddress>> lost_;
};

} // namespace tapscope
