#include "device_source.h"

namespace tapscope {

DeviceCapture deviceOf(const CaptureRequest& request) {
    return {.role = request.mode == CaptureRequest::Mode::Monitor ? DeviceCapture::Role::Monitor
                                                                  : DeviceCapture::Role::Attach,
            .name = request.device.toStdString(),
            .filter = request.filter.toStdString(),
            .snapLength = request.snapLength,
            .bufferSize = request.bufferSize,
            .promiscuous = request.promiscuous};
}

} // namespace tapscope
