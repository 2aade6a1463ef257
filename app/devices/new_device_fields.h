#pragma once

#include "../settings_form/checked_line.h"

#include <net/device_info.h>
#include <net/device_setting.h>

#include <array>

namespace tapscope {

/// The kinds of devices that can be created, in the order in which they are offered.
inline constexpr std::array newDeviceKinds = {DeviceKind::Tap, DeviceKind::Tun, DeviceKind::Veth, DeviceKind::Bridge};

/// What is created of this kind: "TAP", "vETH pair".
[[nodiscard]] QString newDeviceTitle(DeviceKind kind);

/// A line for the value of a setting. An empty one leaves the choice to the kernel, or sets nothing, and its
/// placeholder says so.
[[nodiscard]] CheckedLine* settingLine(const DeviceSetting& setting, CheckedLine::Check check);

/// The letters behind "&" in these titles.
[[nodiscard]] QString mnemonicsOf(const QStringList& titles);
/// The title with "&" before its first letter that is not in `used`, to which that letter is added.
[[nodiscard]] QString withMnemonic(const QString& title, QString& used);

} // namespace tapscope
