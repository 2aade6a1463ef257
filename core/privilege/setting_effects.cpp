#include <net/device_setting.h>
#include <net/interface.h>
#include <privilege/helper_policy.h>
#include <privilege/host_traffic.h>
#include <privilege/setting_effects.h>

#include <fmt/core.h>

namespace tapscope {
namespace {

constexpr std::uint32_t longestQueue = 100'000;  // frames: the kernel allocates memory for each slot
constexpr std::uint32_t smallestIpv6Mtu = 1280;  // RFC 8200
constexpr std::size_t mostAlternativeNames = 16; // per device: each takes kernel memory and occupies a name

/// The effect of each change on the host. There is one overload per change, so that a new setting does not compile
/// without its own.
struct EffectOf {
    DeviceKind kind;

    HostEffect operator()(LinkState state) const {
        return state == LinkState::Up ? HostEffect::Depends : HostEffect::None;
    }
    HostEffect operator()(Mtu) const { return HostEffect::Depends; }
    HostEffect operator()(const MacAddress&) const { return HostEffect::None; }
    HostEffect operator()(TransmitQueueLength) const { return HostEffect::Depends; }
    HostEffect operator()(const AddAddress&) const { return HostEffect::Depends; }
    HostEffect operator()(const RemoveAddress&) const { return HostEffect::None; }
    HostEffect operator()(Persistence) const { return HostEffect::None; }
    HostEffect operator()(Owner) const { return HostEffect::None; } // DeviceOperation::GiveAway
    HostEffect operator()(Group) const { return HostEffect::None; }
    HostEffect operator()(const Alias&) const {
        return hasDescriptor(kind) ? HostEffect::Depends : HostEffect::OwnsAlias;
    }
    HostEffect operator()(const Bridge& bridge) const { return bridge.name ? HostEffect::Always : HostEffect::None; }
    HostEffect operator()(PromiscuousMode) const { return HostEffect::None; }
    HostEffect operator()(Carrier) const { return HostEffect::None; }
    HostEffect operator()(VnetHeader) const { return HostEffect::None; }
    HostEffect operator()(PacketInfo) const { return HostEffect::None; }
    // Firewall rules may trust a group of devices, or restrict the group that the device leaves.
    HostEffect operator()(DeviceGroup) const { return HostEffect::Always; }
    HostEffect operator()(const AddAlternativeName&) const { return HostEffect::Depends; }
    HostEffect operator()(const RemoveAlternativeName&) const { return HostEffect::None; }
};

/// The user's devices, whose routes and neighbours are not counted as the host's.
Result<OwnIndexes> ownIndexes(const DeviceInfo& device, const UserIdentity& user) {
    const auto all = listDevices();
    if (!all)
        return std::unexpected(all.error());
    OwnIndexes own{device.index};
    for (const auto& each : *all) {
        if (ownershipOf(each, user) == Ownership::Users)
            own.insert(each.index);
    }
    return own;
}

/// Whether a text that was received as octets is valid for the setting.
Result<void> checkOctets(const DeviceChange& change, const std::string& text) {
    if (auto taken = settingOf(change).change(text); !taken)
        return std::unexpected(std::move(taken.error()));
    return {};
}

/// Checks a change whose effect depends on its value.
struct Look {
    const DeviceInfo& device;
    const UserIdentity& user;

    Result<void> operator()(LinkState /*up*/) const {
        if (auto ignored = ignoreRouterAdvertisements(device.name); !ignored)
            return ignored;
        const auto own = ownIndexes(device, user);
        return own ? leavesHostTrafficWhenUp(device, *own) : std::unexpected(own.error());
    }
    Result<void> operator()(Mtu mtu) const {
        if (device.isUp && device.mtu < smallestIpv6Mtu && mtu.bytes >= smallestIpv6Mtu)
            return failure(ErrorKind::Busy, "set the MTU of", device.name.text(),
                           "this enables IPv6 on it, for which it has to be switched off", "Switch it off first");
        return {};
    }
    Result<void> operator()(TransmitQueueLength length) const {
        if (length.frames > longestQueue)
            return failure(ErrorKind::OutOfRange, "set the transmit queue length of", device.name.text(),
                           "the kernel would allocate memory for all of its slots",
                           fmt::format("tapscope-helper accepts up to {}", longestQueue));
        return {};
    }
    Result<void> operator()(const AddAddress& add) const {
        // As ip address requires: older tools take a label for the name of an interface.
        const std::string& label = add.address.label;
        if (!label.empty() && label != device.name.text() && !label.starts_with(device.name.text() + ":"))
            return failure(ErrorKind::Invalid, "use", fmt::format("the label {}", label),
                           fmt::format("a label of {} begins with its name", device.name.text()),
                           fmt::format("Take {}:…", device.name.text()));
        const auto own = ownIndexes(device, user);
        return own ? leavesHostTraffic(add.address, *own) : std::unexpected(own.error());
    }
    Result<void> operator()(const Alias& alias) const { return checkOctets(alias, alias.text); }
    Result<void> operator()(const AddAlternativeName& add) const {
        constexpr std::string_view action = "give another name to";
        if (auto checked = checkOctets(add, add.name); !checked)
            return checked;
        if (device.alternativeNames.size() >= mostAlternativeNames)
            return failure(ErrorKind::NoSpace, action, device.name.text(),
                           fmt::format("it has {} names already", mostAlternativeNames), "Remove one first");
        return leavesHostNames(add.name);
    }
    Result<void> operator()(const auto& /*unconditional*/) const { return {}; }
};

} // namespace

HostEffect effectOf(const DeviceChange& change, DeviceKind kind) {
    return std::visit(EffectOf{kind}, change);
}

Result<void> leavesHost(const DeviceInfo& device, const DeviceChange& change, const UserIdentity& user) {
    switch (effectOf(change, device.kind)) {
    case HostEffect::None:
        return {};
    case HostEffect::Depends:
        return std::visit(Look{device, user}, change);
    case HostEffect::Always:
        return failure(
            ErrorKind::NotPermitted, "change", device.name.text(),
            std::holds_alternative<Bridge>(change) ? "it would become part of the network that the bridge connects"
                                                   : "firewall rules of the host may refer to the groups of devices",
            fmt::format("An administrator allows it: host-traffic = allowed in {}; or use the private sandbox",
                        helperConfiguration));
    case HostEffect::OwnsAlias:
        break;
    }
    return failure(ErrorKind::NotPermitted, "set the alias of", device.name.text(),
                   "tapscope-helper stores the owner of the device there", "Set it with ip link, as root");
}

} // namespace tapscope
