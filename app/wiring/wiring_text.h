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
/// "default via 10.9.0.1", one for each route; the last line counts those that are left out.
[[nodiscard]] QStringList routeTexts(const WiredDevice& device);
/// The addresses that its bridge has learned at a port; the last line counts those that are left out.
[[nodiscard]] QStringList learnedTexts(const WiredDevice& device);
/// "forwarding"; empty if it is no port of a bridge.
[[nodiscard]] QString portStateText(const WiredDevice& device);
/// The bridge that a device is or belongs to; null if there is none.
[[nodiscard]] const WiredDevice* bridgeOf(const WiringShot& shot, const WiredAt& at);
/// The ports of that bridge: at most `most` texts of `describe`, and the number of those that are left out.
[[nodiscard]] QStringList portTexts(const WiringShot& shot, const WiredAt& at, qsizetype most,
                                    QString (*describe)(const WiredDevice&));
/// "38.0 Mbit/s"
[[nodiscard]] QString bitRateText(double bitsPerSecond);
/// Whether name, IP or MAC address, process, namespace or relation contain the words. A port of a bridge also has the
/// MAC addresses that the bridge has learned there.
[[nodiscard]] bool matches(const WiringShot& shot, const WiredAt& device, const QString& words);

} // namespace tapscope
