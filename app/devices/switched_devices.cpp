#include "switched_devices.h"

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

/// fe80::/10 (RFC 4291 2.5.6): the kernel makes these itself.
bool isLinkLocal(const IpAddress& address) {
    return address.family == IpAddress::Family::V6 && address.octets[0] == 0xfe && (address.octets[1] & 0xc0) == 0x80;
}

} // namespace

Result<void> SwitchedDevices::change(DeviceControl& control, const InterfaceName& name, LinkState state) {
    const auto before = control.info(name);
    if (auto done = control.change(name, state); !done)
        return done;
    if (state == LinkState::Up)
        return putBack(control, name);
    const auto after = control.info(name);
    if (!before || !after)
        return {};
    std::vector<InterfaceAddress> lost;
    std::ranges::copy_if(before->addresses, std::back_inserter(lost), [&](const InterfaceAddress& each) {
        return !isLinkLocal(each.prefix.address) && std::ranges::find(after->addresses, each) == after->addresses.end();
    });
    const std::lock_guard lock(mutex_);
    lost_[name] = std::move(lost);
    return {};
}

Result<void> SwitchedDevices::putBack(DeviceControl& control, const InterfaceName& name) {
    std::vector<InterfaceAddress> lost;
    {
        const std::lock_guard lock(mutex_);
        if (auto found = lost_.extract(name))
            lost = std::move(found.mapped());
    }
    const auto there = control.info(name);
    Result<void> all;
    for (const auto& each : lost) {
        if (there &&
            std::ranges::find(there->addresses, each.prefix, &InterfaceAddress::prefix) != there->addresses.end())
            continue;
        if (auto added = control.change(name, AddAddress{each}); !added && all)
            all = std::move(added);
    }
    return all;
}

} // namespace tapscope
