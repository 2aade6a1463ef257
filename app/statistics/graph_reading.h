#pragma once

#include "graph_series.h"

#include <QColor>
#include <QString>

#include <optional>
#include <vector>

namespace tapscope {

class Theme;

/// What an I/O graph shows at one time, such as under the pointer.
struct GraphReading {
    /// A series at that time.
    struct Value {
        std::size_t series = 0; ///< position in the graph
        GraphRange interval;    ///< seconds; several intervals if a column of pixels shows more than one
        ValueLevels::Extremes extremes;
    };
    GraphRange interval;       ///< of the first value
    std::vector<Value> values; ///< of the series that have an interval there, in the graph's order

    /// "All frames: 1,234"; a series whose interval differs names it.
    [[nodiscard]] QString text(const Value& value, const GraphSeries& series) const;
    [[nodiscard]] QString title() const; ///< "1.000 s to 2.000 s"
};

/// The reading at a time in seconds since the first frame; nothing if no series has an interval there.
[[nodiscard]] std::optional<GraphReading> readingAt(double time, const GraphScale& scale,
                                                    const std::vector<GraphSeries>& series);

/// Draws a dot in the given colour where a value is in the graph.
void drawMark(QPainter& painter, const GraphScale& scale, const GraphReading::Value& value, const QColor& colour);

/// Draws a reading in a box beside `x`, within the plot, with a line for each value: as many as there is room for.
void drawReading(QPainter& painter, const QRect& plot, int x, const GraphReading& reading,
                 const std::vector<GraphSeries>& series, const Theme& theme);

} // namespace tapscope
