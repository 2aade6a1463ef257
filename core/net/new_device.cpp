#include <net/device_setting.h>
#include <net/new_device.h>

#include <fmt/core.h>

#include <algorithm>

namespace tapscope {
namespace {

Result<void> checkChanges(DeviceKind kind, const std::vector<DeviceChange>& changes) {
    for (const auto& change : changes) {
        if (const auto& setting = settingOf(change); !setting.has(kind))
            return failure(ErrorKind::Invalid, "create", fmt::format("a {}", kindTitle(kind)),
                           fmt::format("it has no setting \"{}\"", setting.key));
    }
    return {};
}

Result<void> check(const NewDevice& wish) {
    const bool isPair = wish.kind == DeviceKind::Veth;
    if (isPair && wish.name.has_value() != wish.peer.has_value())
        return failure(ErrorKind::Invalid, "create", "a vETH pair", "only one end has a name",
                       "Name both ends, or neither");
    if (!hasDescriptor(wish.kind) && (wish.multiQueue || wish.virtioHeader))
        return failure(ErrorKind::Invalid, "create", fmt::format("a {}", kindTitle(wish.kind)),
                       "it has no queues and no virtio header");
    if (wish.virtioHeader && !wish.virtioHeader->checksum &&
        (wish.virtioHeader->tcp4 || wish.virtioHeader->tcp6 || wish.virtioHeader->udp))
        return failure(ErrorKind::Invalid, "create", "a device", "segmentation needs the offload of checksums",
                       "Leave checksums to the device, too");
    if (!isPair && (wish.peer || !wish.peerChanges.empty()))
        return failure(ErrorKind::Invalid, "create", "a peer", "only a vETH has one");
    auto checked = checkChanges(wish.kind, wish.changes);
    return checked ? checkChanges(wish.kind, wish.peerChanges) : checked;
}

Result<void> configure(DeviceControl& control, const InterfaceName& name, std::vector<DeviceChange> changes) {
    putInOrder(changes);
    for (const auto& change : changes) {
        if (auto done = control.change(name, change); !done)
            return done;
    }
    return {};
}

/// Removes the last change of this kind from the list: it is part of the request that creates the device.
template <typename Taken>
std::optional<Taken> take(std::vector<DeviceChange>& changes) {
    std::optional<Taken> taken;
    for (const auto& change : changes) {
        if (const auto* each = std::get_if<Taken>(&change))
            taken = *each;
    }
    std::erase_if(changes, [](const DeviceChange& change) { return std::holds_alternative<Taken>(change); });
    return taken;
}

Result<MadeDevice> makePair(DeviceControl& control, const NewDevice& wish) {
    auto pair = control.createPair(wish.name ? std::optional(VethPair{*wish.name, *wish.peer}) : std::nullopt);
    if (!pair)
        return std::unexpected(std::move(pair.error()));
    auto done = configure(control, pair->name, wish.changes);
    if (done)
        done = configure(control, pair->peer, wish.peerChanges);
    if (!done) {
        static_cast<void>(control.destroy(pair->name));
        return std::unexpected(std::move(done.error()));
    }
    return MadeDevice{.name = pair->name, .peer = pair->peer, .device = std::nullopt};
}

Result<MadeDevice> makeBridge(DeviceControl& control, const NewDevice& wish) {
    auto name = control.createBridge(wish.name);
    if (!name)
        return std::unexpected(std::move(name.error()));
    if (auto done = configure(control, *name, wish.changes); !done) {
        static_cast<void>(control.destroy(*name));
        return std::unexpected(std::move(done.error()));
    }
    return MadeDevice{.name = *name, .peer = std::nullopt, .device = std::nullopt};
}

/// Creates a TAP or TUN.
Result<MadeDevice> makeOpened(DeviceControl& control, const NewDevice& wish) {
    auto changes = wish.changes;
    const auto packetInfo = take<PacketInfo>(changes).value_or(PacketInfo::Off);
    const auto vnetHeader = take<VnetHeader>(changes).value_or(wish.virtioHeader ? VnetHeader::On : VnetHeader::Off);
    const auto persistence = take<Persistence>(changes).value_or(wish.persistence);
    auto device = control.create(wish.name, {.kind = wish.kind,
                                             .multiQueue = wish.multiQueue,
                                             .vnetHeader = vnetHeader == VnetHeader::On,
                                             .packetInfo = packetInfo == PacketInfo::On,
                                             .owner = take<Owner>(changes).value_or(Owner{}).user,
                                             .group = take<Group>(changes).value_or(Group{}).group});
    if (!device)
        return std::unexpected(std::move(device.error()));
    if (wish.virtioHeader) {
        if (auto set = device->setVirtioHeader(*wish.virtioHeader); !set)
            return std::unexpected(std::move(set.error()));
    }
    // Not persistent until everything has been done: after an error, the device disappears by itself.
    if (auto done = configure(control, device->name(), std::move(changes)); !done)
        return std::unexpected(std::move(done.error()));
    if (persistence == Persistence::Kept) {
        if (auto set = device->setPersistence(Persistence::Kept); !set)
            return std::unexpected(std::move(set.error()));
    }
    const InterfaceName name = device->name();
    return MadeDevice{.name = name, .peer = std::nullopt, .device = std::move(*device)};
}

} // namespace

Result<MadeDevice> makeDevice(DeviceControl& control, const NewDevice& wish) {
    if (auto checked = check(wish); !checked)
        return std::unexpected(std::move(checked.error()));
    if (wish.kind == DeviceKind::Veth)
        return makePair(control, wish);
    return wish.kind == DeviceKind::Bridge ? makeBridge(control, wish) : makeOpened(control, wish);
}

} // namespace tapscope
