#pragma once

#include <net/device_info.h>

#include <QStringList>

#include <functional>
#include <span>

class QWidget;

namespace tapscope {

/// Asks whether to destroy the device, and says what is lost with it. Returns at once; calls `destroy` if the user
/// agrees.
void askToDestroy(QWidget& window, const DeviceInfo& device, std::span<const DeviceUser> users,
                  std::function<void()> destroy);

/// The same for several devices; `losses` has what is lost with each (lossBy()).
void askToDestroyAll(QWidget& window, const QStringList& losses, std::function<void()> destroy);

/// What is lost when the device is destroyed.
[[nodiscard]] QString lossBy(const DeviceInfo& device, std::span<const DeviceUser> users);

} // namespace tapscope
