#include "device_source.h"

#include <privilege/device_places.h>

namespace tapscope {

Result<std::vector<AddedPort>> openDevices(const CaptureRequest& request, const DeviceSupply& devices) {
    DevicePlaces places(devices.control, HelperProgram::ofThisProgram());
    std::vector<AddedPort> ports;
    for (const auto& device : request.devices) {
        const auto name = PlacedName::parse(device.name.toStdString());
        auto control = places.at(name.place);
        if (!control)
            return std::unexpected(control.error());
        const DeviceSupply supply{.control = *control, .share = name.place.empty() ? devices.share : nullptr};
        const DeviceCapture wanted{.role = device.role,
                                   .name = name.device,
                                   .nameSpace = name.place,
                                   .filter = request.filter.toStdString(),
                                   .snapLength = request.snapLength,
                                   .bufferSize = request.bufferSize,
                                   .promiscuous = request.promiscuous};
        auto port = openDevice(wanted, supply);
        if (!port)
            return std::unexpected(port.error());
        ports.push_back({.choice = choiceOf(wanted, supply),
                         .port = std::move(*port),
                         .use = {.whenGone = PortUse::WhenGone::Wait}});
    }
    return ports;
}

} // namespace tapscope
