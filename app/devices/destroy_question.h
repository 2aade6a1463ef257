#pragma once

#include <net/device_info.h>

#include <functional>
#include <span>

class QWidget;

namespace tapscope {

/// Asks whether the device shall be destroyed, and says what is lost with it. Returns at once; `destroy` is called when
/// the answer is yes.
void askToDestroy(QWidget& window, const DeviceInfo& device, std::span<const DeviceUser> users,
                  std::function<void()> destroy);

} // namespace tapscope
