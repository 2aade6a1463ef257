#include <capture/source_opener.h>
#include <net/device_names.h>

#include <utility>

namespace tapscope {

Result<AddedPort> SourceOpener::prepare(const WantedPort& wanted, PortUse use) const {
    SourceRequest request{.name = wanted.name,
                          .filter = wanted.filter,
                          .snapLength = wanted.snapLength,
                          .settings = {},
                          .devices = std::make_shared<const DeviceSupply>(here_)};
    std::string nameSpace;
    if (SourceCatalog::isDevice(wanted.name)) {
        const auto placed = PlacedName::parse(wanted.name);
        auto control = places_->at(placed.place);
        if (!control)
            return std::unexpected(control.error());
        const auto device = deviceNamed(**control, placed.device); // the device may have alternative names
        if (!device)
            return std::unexpected(device.error());
        request.name = device->text();
        request.devices = std::make_shared<const DeviceSupply>(
            DeviceSupply{.control = *control, .share = placed.place.empty() ? here_.share : nullptr});
        nameSpace = placed.place;
    } else if (const auto id = SourceCatalog::idIn(wanted.name); !id.empty()) {
        request.name.erase(0, id.size() + 1);
    }
    const std::string name = SourceCatalog::isDevice(wanted.name) ? request.name : wanted.name;
    return AddedPort{
        .choice = {.name = name,
                   .nameSpace = std::move(nameSpace),
                   .open = [catalog = catalog_, wanted,
                            request](const std::stop_token& stop) { return catalog.open(wanted, request, stop); }},
        .port = nullptr,
        .use = use};
}

Result<AddedPort> SourceOpener::open(const WantedPort& wanted, PortUse use, const std::stop_token& stop) const {
    auto added = prepare(wanted, use);
    if (!added)
        return added;
    auto port = added->choice.open(stop);
    if (!port)
        return std::unexpected(port.error());
    added->port = std::move(*port);
    return added;
}

} // namespace tapscope
