#pragma once

#include <QString>

namespace tapscope {

struct Colours;

/// The part of the look that a palette cannot express: borders, padding, corners.
[[nodiscard]] QString styleSheet(const Colours& colours, const QFont& fixedFont);

} // namespace tapscope
