#include "plot_axes.h"

#include "../theme/theme.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace tapscope {
namespace {

constexpr std::array<const char*, 6> onLight = {"#0072b2", "#c04a00", "#00795a", "#a2487b", "#8a6100", "#2779a8"};
constexpr std::array<const char*, 6> onDark = {"#56b4e9", "#ff8f4d", "#3fcfa4", "#e39bc4", "#e6b84c", "#9fd3f5"};

} // namespace

double axisStep(double span, int most) {
    const double raw = span / std::max(most, 1);
    const double power = std::pow(10, std::floor(std::log10(std::max(raw, 1e-12))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= raw)
            return factor * power;
    }
    return 10 * power;
}

QString axisText(double value) {
    const QLocale locale;
    const double size = std::abs(value);
    if (size >= 1e9)
        return locale.toString(value / 1e9, 'g', 4) + QStringLiteral(" G");
    if (size >= 1e6)
        return locale.toString(value / 1e6, 'g', 4) + QStringLiteral(" M");
    return locale.toString(value, 'g', 7);
}

QColor seriesColour(const Theme& theme, std::size_t series) {
    return QColor(QLatin1String((theme.isDark() ? onDark : onLight)[series % onLight.size()]));
}

} // namespace tapscope
