#pragma once

#include <net/interface_name.h>

#include <string>

namespace tapscope {

/// While it exists, the kernel keeps the permanent IPv6 addresses of a device that is switched off, as it keeps IPv4
/// addresses: net.ipv6.conf.NAME.keep_addr_on_down (the kernel's networking/ip-sysctl.rst) is on. The kernel looks at
/// it only when the device is switched off, so the previous value returns afterwards.
///
/// Writing it needs CAP_NET_ADMIN. Does nothing if it cannot be written; the addresses that are lost then are found by
/// comparing. Any thread.
class KeepAddresses {
public:
    explicit KeepAddresses(const InterfaceName& name);
    ~KeepAddresses();
    KeepAddresses(const KeepAddresses&) = delete;
    KeepAddresses& operator=(const KeepAddresses&) = delete;

private:
    std::string setting_;  ///< its file
    std::string previous_; ///< empty: the setting was not changed
};

} // namespace tapscope
