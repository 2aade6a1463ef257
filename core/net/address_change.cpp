#include <net/address_change.h>

#include <algorithm>

namespace tapscope {
namespace {

using Addresses = std::vector<InterfaceAddress>;

Result<Addresses> addressesOf(DeviceControl& control, const InterfaceName& name) {
    auto info = control.info(name);
    return info ? Result<Addresses>(std::move(info->addresses)) : std::unexpected(info.error());
}

bool has(const Addresses& all, const InterfaceAddress& address) {
    return std::ranges::any_of(
        all, [&](const InterfaceAddress& each) { return each.prefix == address.prefix && each.peer == address.peer; });
}

/// The address as the device has it, with its peer: without that, the kernel does not find it.
InterfaceAddress whole(const Addresses& all, const IpPrefix& prefix) {
    const auto found = std::ranges::find(all, prefix, &InterfaceAddress::prefix);
    return found != all.end() ? *found : InterfaceAddress{.prefix = prefix};
}

/// Puts back those that went although they should be there.
Result<void> restore(DeviceControl& control, const InterfaceName& name, const Addresses& wanted) {
    auto there = addressesOf(control, name);
    if (!there)
        return std::unexpected(there.error());
    Result<void> all;
    for (const auto& each : wanted) {
        if (has(*there, each))
            continue;
        if (auto added = control.change(name, AddAddress{each}); !added && all) {
            all = std::move(added);
            all.error().hint =
                "The kernel took " + addressText(each) + " away together with the address that was removed";
        }
    }
    return all;
}

} // namespace

Result<void> removeAddressAlone(DeviceControl& control, const InterfaceName& name, const IpPrefix& address) {
    auto wanted = addressesOf(control, name);
    if (!wanted)
        return std::unexpected(wanted.error());
    const InterfaceAddress gone = whole(*wanted, address);
    std::erase(*wanted, gone);
    if (auto removed = control.change(name, RemoveAddress{gone}); !removed)
        return removed;
    return restore(control, name, *wanted);
}

Result<void> replaceAddress(DeviceControl& control, const InterfaceName& name, const IpPrefix& before,
                            const IpPrefix& after) {
    if (before == after)
        return {};
    const InterfaceAddress added{.prefix = after};
    if (auto done = control.change(name, AddAddress{added}); !done)
        return done;
    auto wanted = addressesOf(control, name);
    if (!wanted)
        return std::unexpected(wanted.error());
    // In the place of the one before: where that was the primary address of its prefix, the new one becomes it.
    const InterfaceAddress gone = whole(*wanted, before);
    std::erase_if(*wanted, [&](const InterfaceAddress& each) { return each.prefix == after; });
    std::ranges::replace(*wanted, gone, added);
    if (auto removed = control.change(name, RemoveAddress{gone}); !removed) {
        [[maybe_unused]] const auto undone = control.change(name, RemoveAddress{{.prefix = after}});
        return removed;
    }
    return restore(control, name, *wanted);
}

} // namespace tapscope
