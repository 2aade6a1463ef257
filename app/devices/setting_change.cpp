#include "setting_change.h"

#include <net/address_change.h>

namespace tapscope {
namespace {

/// nullopt: the change needs no descriptor.
std::optional<Result<void>> changeThrough(TapDevice& device, const DeviceChange& change) {
    if (const auto* persistence = std::get_if<Persistence>(&change))
        return device.setPersistence(*persistence);
    if (const auto* owner = std::get_if<Owner>(&change))
        return device.setOwner(owner->user);
    if (const auto* group = std::get_if<Group>(&change))
        return device.setGroup(group->group);
    return std::nullopt;
}

} // namespace

Result<void> changeInWindow(DeviceControl& control, KeptDevices& kept, const InterfaceName& name,
                            const DeviceChange& change) {
    if (auto ours = kept.share(name)) {
        if (auto done = changeThrough(*ours, change))
            return *std::move(done);
    }
    if (const auto* persistence = std::get_if<Persistence>(&change);
        persistence != nullptr && *persistence == Persistence::Dropped) {
        auto device = control.open(name);
        if (!device)
            return std::unexpected(std::move(device.error()));
        auto done = device->setPersistence(*persistence);
        if (done)
            kept.keep(std::move(*device)); // otherwise the device would disappear at once
        return done;
    }
    return changeAlone(control, name, change);
}

} // namespace tapscope
