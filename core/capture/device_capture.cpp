#include <capture/device_capture.h>

#include <utility>

namespace tapscope {
namespace {

Result<std::unique_ptr<Port>> monitor(const InterfaceName& name, const DeviceCapture& wanted,
                                      const DeviceSupply& devices) {
    return monitorInterface(name,
                            {.filter = wanted.filter,
                             .snapLength = wanted.snapLength,
                             .bufferSize = wanted.bufferSize,
                             .promiscuous = wanted.promiscuous,
                             .receive = wanted.receive},
                            devices.control);
}

Result<std::unique_ptr<Port>> attach(const InterfaceName& name, const DeviceCapture& wanted,
                                     const DeviceSupply& devices) {
    AttachOptions options{.filter = wanted.filter, .snapLength = wanted.snapLength};
    if (auto ours = devices.share ? devices.share(name) : std::nullopt) {
        options.queued = AttachOptions::Queued::Drop;
        return attachTap(std::move(*ours), options, devices.control);
    }
    auto device = devices.control->open(name);
    if (!device)
        return std::unexpected(device.error());
    return attachTap(std::move(*device), options, devices.control);
}

/// Whether attaching would take a share of the frames from whoever has the device open.
bool wouldShare(const InterfaceName& name, DeviceControl& control) {
    const auto info = control.info(name);
    return info && info->isMultiQueue && info->openQueues > 0;
}

} // namespace

Result<std::unique_ptr<Port>> openDevice(const DeviceCapture& wanted, const DeviceSupply& devices) {
    const auto name = InterfaceName::parse(wanted.name);
    if (!name)
        return std::unexpected(name.error());
    const bool isMonitored = wanted.role == DeviceCapture::Role::Monitor || wanted.name == PacketPort::anyInterface ||
                             (wanted.queues == DeviceCapture::Queues::Alone && wouldShare(*name, *devices.control));
    if (isMonitored)
        return monitor(*name, wanted, devices);
    auto port = attach(*name, wanted, devices);
    const bool cannotBe =
        !port && (port.error().kind == ErrorKind::Busy || port.error().kind == ErrorKind::Unsupported ||
                  port.error().kind == ErrorKind::Invalid);
    return cannotBe && wanted.role == DeviceCapture::Role::Either ? monitor(*name, wanted, devices) : std::move(port);
}

PortChoice choiceOf(DeviceCapture wanted, DeviceSupply devices) {
    std::string name = wanted.name;
    std::string nameSpace = wanted.nameSpace;
    return {.name = std::move(name),
            .nameSpace = std::move(nameSpace),
            .open = [wanted = std::move(wanted), devices = std::move(devices)](const std::stop_token&) {
                return openDevice(wanted, devices);
            }};
}

} // namespace tapscope
