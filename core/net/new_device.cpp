#include <net/new_device.h>

namespace tapscope {
namespace {

Result<void> check(const NewDevice& wish) {
    const bool isPair = wish.kind == DeviceKind::Veth;
    if (isPair && wish.name.has_value() != wish.peer.has_value())
        return failure(ErrorKind::Invalid, "create", "a vETH pair", "only one end has a name",
                       "Name both ends, or neither");
    if (isPair && (wish.owner || wish.multiQueue || wish.virtioHeader))
        return failure(ErrorKind::Invalid, "create", "a vETH pair", "it has no owner, no queues and no virtio header");
    if (wish.virtioHeader && !wish.virtioHeader->checksum &&
        (wish.virtioHeader->tcp4 || wish.virtioHeader->tcp6 || wish.virtioHeader->udp))
        return failure(ErrorKind::Invalid, "create", "a device", "segmentation needs the offload of checksums",
                       "Leave checksums to the device, too");
    if (!isPair && (wish.peer || !wish.peerAddresses.empty()))
        return failure(ErrorKind::Invalid, "create", "a peer", "only a vETH has one");
    return {};
}

Result<void> configure(DeviceControl& control, const InterfaceName& name, const NewDevice& wish,
                       const std::vector<IpPrefix>& addresses) {
    if (wish.mtu) {
        if (auto set = control.change(name, Mtu{*wish.mtu}); !set)
            return set;
    }
    for (const auto& prefix : addresses) {
        if (auto added = control.change(name, AddAddress{{.prefix = prefix}}); !added)
            return added;
    }
    return wish.state == LinkState::Up ? control.change(name, LinkState::Up) : Result<void>{};
}

Result<MadeDevice> makePair(DeviceControl& control, const NewDevice& wish) {
    auto pair = control.createPair(wish.name ? std::optional(VethPair{*wish.name, *wish.peer}) : std::nullopt);
    if (!pair)
        return std::unexpected(std::move(pair.error()));
    auto done = configure(control, pair->name, wish, wish.addresses);
    if (done)
        done = configure(control, pair->peer, wish, wish.peerAddresses);
    if (!done) {
        static_cast<void>(control.destroy(pair->name));
        return std::unexpected(std::move(done.error()));
    }
    return MadeDevice{.name = pair->name, .peer = pair->peer, .device = std::nullopt};
}

} // namespace

Result<MadeDevice> makeDevice(DeviceControl& control, const NewDevice& wish) {
    if (auto checked = check(wish); !checked)
        return std::unexpected(std::move(checked.error()));
    if (wish.kind == DeviceKind::Veth)
        return makePair(control, wish);
    auto device = control.create(wish.name, {.kind = wish.kind,
                                             .multiQueue = wish.multiQueue,
                                             .vnetHeader = wish.virtioHeader.has_value(),
                                             .owner = wish.owner});
    if (!device)
        return std::unexpected(std::move(device.error()));
    if (wish.virtioHeader) {
        if (auto set = device->setVirtioHeader(*wish.virtioHeader); !set)
            return std::unexpected(std::move(set.error()));
    }
    // Not persistent before all is done: a refusal on the way lets it go by itself.
    if (auto done = configure(control, device->name(), wish, wish.addresses); !done)
        return std::unexpected(std::move(done.error()));
    if (wish.persistence == Persistence::Kept) {
        if (auto set = device->setPersistence(Persistence::Kept); !set)
            return std::unexpected(std::move(set.error()));
    }
    const InterfaceName name = device->name();
    return MadeDevice{.name = name, .peer = std::nullopt, .device = std::move(*device)};
}

} // namespace tapscope
