#include "device_source.h"

#include <capture/sources.h>

namespace tapscope {

Result<std::unique_ptr<FrameSource>> openDeviceSource(const CaptureRequest& request, const DeviceSupply& devices) {
    auto name = InterfaceName::parse(request.device.toStdString());
    if (!name)
        return std::unexpected(name.error());
    if (request.mode == CaptureRequest::Mode::Monitor)
        return monitorInterface(*name,
                                {.filter = request.filter.toStdString(),
                                 .snapLength = request.snapLength,
                                 .bufferSize = request.bufferSize,
                                 .promiscuous = request.promiscuous},
                                *devices.control);
    AttachOptions options{.filter = request.filter.toStdString(), .snapLength = request.snapLength};
    if (auto ours = devices.share(*name)) {
        options.queued = AttachOptions::Queued::Drop;
        return attachTap(std::move(*ours), options, devices.control);
    }
    auto device = devices.control->open(*name);
    if (!device)
        return std::unexpected(device.error());
    return attachTap(std::move(*device), options, devices.control);
}

} // namespace tapscope
