#pragma once

#include <net/device_info.h>

#include <functional>
#include <span>

class QWidget;

namespace tapscope {

/// Asks whether to destroy the device, and says what is lost with it. Returns at once; calls `destroy` if the user
/// agrees.
void askToDestroy(QWidget& window, const DeviceInfo& device, std::span<const DeviceUser> users,
                  std::function<void()> destroy);

} // namespace tapscope
