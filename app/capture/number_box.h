#pragma once

#include <QString>

class QSpinBox;

namespace tapscope {

/// The unit after a number, in the number's plural form.
using Unit = QString (*)(int);
[[nodiscard]] QString bytesUnit(int count);
[[nodiscard]] QString secondsUnit(int count);
[[nodiscard]] QString framesUnit(int count);
[[nodiscard]] QString filesUnit(int count);
[[nodiscard]] QString mebibytesUnit(int count);
[[nodiscard]] QString megabytesUnit(int count);

/// A field for a number with its unit; `special` is shown for the minimum.
[[nodiscard]] QSpinBox* numberBox(int minimum, int maximum, int value, Unit unit, const QString& special = {});

inline constexpr int mostFrames = 2'000'000'000, mostUnits = 1'000'000, mostFiles = 100'000;

} // namespace tapscope
