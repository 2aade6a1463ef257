#pragma once

#include <QColor>
#include <QString>

#include <cstddef>

namespace tapscope {

class Theme;

/// 1, 2 or 5 times a power of ten: at most `most` of them in `span`.
[[nodiscard]] double axisStep(double span, int most);

/// A number formatted for an axis: "12,500", "3.2 M".
[[nodiscard]] QString axisText(double value);

/// The colour of a series, legible in both palettes and distinguishable for the colour-blind (Okabe and Ito's).
[[nodiscard]] QColor seriesColour(const Theme& theme, std::size_t series);

} // namespace tapscope
