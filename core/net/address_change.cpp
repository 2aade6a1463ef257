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

/// The address as the device has it, with its peer, by which the kernel finds it; the caller may leave the peer out.
InterfaceAddress whole(const Addresses& all, const InterfaceAddress& address) {
    const auto isMeant = [&](const InterfaceAddress& each) {
        return each.prefix == address.prefix && (!address.peer || each.peer == address.peer);
    };
    const auto found = std::ranges::find_if(all, isMeant);
    return found != all.end() ? *found : address;
}

/// Adds wanted addresses that have disappeared.
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
            all.error().hint = "The kernel removed " + addressText(each) + " together with that address";
        }
    }
    return all;
}

/// fe80::/10 (RFC 4291 2.5.6): the kernel makes these itself.
bool isLinkLocal(const IpAddress& address) {
    return address.family == IpAddress::Family::V6 && address.octets[0] == 0xfe && (address.octets[1] & 0xc0) == 0x80;
}

/// Addresses with a lifetime return by the protocol that brought them.
bool isConfigured(const InterfaceAddress& address) {
    return address.validSeconds == InterfaceAddress::forEver && !isLinkLocal(address.prefix.address);
}

Result<void> switchOff(DeviceControl& control, const InterfaceName& name) {
    const auto before = addressesOf(control, name);
    if (auto done = control.change(name, LinkState::Down); !done)
        return done;
    const auto after = addressesOf(control, name);
    if (!before || !after)
        return {};
    std::string lost;
    for (const auto& each : *before) {
        if (isConfigured(each) && !has(*after, each))
            lost += (lost.empty() ? "" : ", ") + addressText(each);
    }
    if (lost.empty())
        return {};
    return failure(ErrorKind::System, "keep the addresses of", name.text(),
                   "the kernel removed " + lost + " when the device was switched off",
                   "Add what it needs again after switching it on");
}

} // namespace

Result<void> removeAddressAlone(DeviceControl& control, const InterfaceName& name, const InterfaceAddress& address) {
    auto wanted = addressesOf(control, name);
    if (!wanted)
        return std::unexpected(wanted.error());
    const InterfaceAddress gone = whole(*wanted, address);
    std::erase(*wanted, gone);
    if (auto removed = control.change(name, RemoveAddress{gone}); !removed)
        return removed;
    return restore(control, name, *wanted);
}

Result<void> replaceAddress(DeviceControl& control, const InterfaceName& name, const InterfaceAddress& before,
                            const InterfaceAddress& after) {
    auto wanted = addressesOf(control, name);
    if (!wanted)
        return std::unexpected(wanted.error());
    const InterfaceAddress gone = whole(*wanted, before);
    const bool isSame = gone.prefix == after.prefix && gone.peer == after.peer;
    if (isSame && before == after)
        return {};
    // The old and the new address cannot exist side by side if only label or scope differ.
    if (isSame) {
        if (auto removed = removeAddressAlone(control, name, gone); !removed)
            return removed;
        auto added = control.change(name, AddAddress{after});
        if (!added)
            static_cast<void>(control.change(name, AddAddress{gone}));
        return added;
    }
    if (auto done = control.change(name, AddAddress{after}); !done)
        return done;
    wanted = addressesOf(control, name);
    if (!wanted)
        return std::unexpected(wanted.error());
    // Replaces the old address at its place: if it was the primary address of its prefix, the new one becomes primary.
    std::erase_if(*wanted,
                  [&](const InterfaceAddress& each) { return each.prefix == after.prefix && each.peer == after.peer; });
    std::ranges::replace(*wanted, gone, after);
    if (auto removed = control.change(name, RemoveAddress{gone}); !removed) {
        [[maybe_unused]] const auto undone = control.change(name, RemoveAddress{after});
        return removed;
    }
    return restore(control, name, *wanted);
}

Result<void> changeAlone(DeviceControl& control, const InterfaceName& name, const DeviceChange& change) {
    if (const auto* const state = std::get_if<LinkState>(&change); state != nullptr && *state == LinkState::Down)
        return switchOff(control, name);
    const auto* const removed = std::get_if<RemoveAddress>(&change);
    return removed != nullptr ? removeAddressAlone(control, name, removed->address) : control.change(name, change);
}

} // namespace tapscope
