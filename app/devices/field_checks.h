#pragma once

#include <QString>

namespace tapscope {

struct DeviceSetting;

/// What is wrong with a text of the device editor, as one types; empty when it is right. The kernel has the last word.
[[nodiscard]] QString checkName(const QString& text);
[[nodiscard]] QString checkSetting(const DeviceSetting& setting, const QString& text);

} // namespace tapscope
