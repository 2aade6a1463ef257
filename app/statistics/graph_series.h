#pragma once

#include "value_levels.h"

#include <QColor>
#include <QRect>
#include <QString>

#include <cstddef>
#include <utility>
#include <vector>

class QPainter;

namespace tapscope {

/// A line of an I/O graph: a value for each interval since the first frame.
struct GraphSeries {
    QString name, unit;
    enum class Style { Line, Bars, Dots, Area } style = Style::Line;
    double interval = 1; ///< seconds
    ValueLevels values;
    enum class Axis { Left, Right } axis = Axis::Left;

    /// The highest value between two times in seconds; NaN if there is none.
    [[nodiscard]] double highest(double from, double to) const;
};

using GraphRange = std::pair<double, double>; ///< seconds since the first frame

/// The length of the longest series in seconds; a second, if there is none.
[[nodiscard]] double lengthOf(const std::vector<GraphSeries>& series);

/// Turns times and values into pixels.
struct GraphScale {
    QRect plot;
    GraphRange shown;
    double top = 1; ///< the value at the upper edge
    bool isLogarithmic = false;

    [[nodiscard]] double x(double time) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] double timeAt(double x) const; ///< within the shown range
    [[nodiscard]] double perPixel() const;       ///< seconds
};

/// The intervals that one column of pixels shows; one interval if that is wider.
struct GraphColumn {
    double time = 0;                ///< its left edge, in seconds
    double seconds = 0;             ///< its width
    std::size_t first = 0, end = 0; ///< the values from `first` up to, but not including, `end`; none if both are equal
};

/// The column of a series at a time in seconds.
[[nodiscard]] GraphColumn columnAt(double time, const GraphScale& scale, const GraphSeries& series);

/// Draws a series. A column of pixels shows its highest and lowest value, so that a peak is visible however many
/// intervals there are, and a million of them take no longer than a thousand.
void drawSeries(QPainter& painter, const GraphScale& scale, const GraphSeries& series, const QColor& colour);

} // namespace tapscope
