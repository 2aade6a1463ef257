#pragma once

#include <QString>

namespace tapscope {

/// What is wrong with a text of the device editor, as one types; empty when it is right. The kernel has the last word.
[[nodiscard]] QString checkName(const QString& text);
[[nodiscard]] QString checkMtu(const QString& text, quint32 minimum, quint32 maximum);
[[nodiscard]] QString checkMac(const QString& text);
[[nodiscard]] QString checkPrefix(const QString& text);

} // namespace tapscope
