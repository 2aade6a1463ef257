#pragma once

#include <QString>

namespace tapscope {

struct DeviceSetting;

/// Checks a text of the device editor while it is typed. Returns the problem, or an empty text. The kernel may still
/// refuse a valid text.
[[nodiscard]] QString checkName(const QString& text);
[[nodiscard]] QString checkSetting(const DeviceSetting& setting, const QString& text);

} // namespace tapscope
