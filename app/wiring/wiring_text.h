#pragma once

#include "wiring_shot.h"

#include <QString>
#include <QStringList>

namespace tapscope {

/// The texts about a device in picture, table and details. Printable.
[[nodiscard]] QString nameText(const WiredDevice& device);
/// "up", "up, no program has it open", "switched off"
[[nodiscard]] QString stateText(const WiredDevice& device);
[[nodiscard]] QStringList addressTexts(const WiredDevice& device);
/// "qemu-system-x86 (pid 812)", one for each process
[[nodiscard]] QStringList holderTexts(const WiredDevice& device);
/// "38.0 Mbit/s"
[[nodiscard]] QString bitRateText(double bitsPerSecond);
/// Whether name, address, process, namespace or relation contain the words.
[[nodiscard]] bool matches(const WiringShot& shot, const WiredAt& device, const QString& words);

} // namespace tapscope
