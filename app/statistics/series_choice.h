#pragma once

#include "graph_series.h"

#include <QString>

#include <statistic/statistic_result.h>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace tapscope {

/// What a series of the I/O graph can show of the frames that match its filter.
struct Measure {
    const char* title;      ///< in the context tapscope::IoGraphPage
    const char* unit;       ///< the title of its axis, in the same context; %1 is the interval or field
    const char* expression; ///< of io,series; %1 is the field
    bool needsField;        ///< its values have another size than counts, so they use the axis on the right
    double factor;          ///< by which counted values are multiplied
};
extern const std::array<Measure, 8> measures;

struct GraphInterval {
    const char* title;
    const char* seconds;
};
inline constexpr std::array<GraphInterval, 10> graphIntervals = {{{"1 ms", "0.001"},
                                                                  {"10 ms", "0.01"},
                                                                  {"100 ms", "0.1"},
                                                                  {"1 s", "1"},
                                                                  {"2 s", "2"},
                                                                  {"5 s", "5"},
                                                                  {"10 s", "10"},
                                                                  {"30 s", "30"},
                                                                  {"1 min", "60"},
                                                                  {"10 min", "600"}}};

/// The number of intervals of a moving average; 1: none.
inline constexpr std::array<std::size_t, 8> smoothings = {1, 2, 4, 10, 20, 50, 100, 1000};

/// A series as the user has chosen it.
struct SeriesChoice {
    bool isOn = true;
    QString name = {}, filter = {}; ///< without a name, the filter is shown
    std::size_t measure = 0;        ///< of `measures`
    QString field = {};
    GraphSeries::Style style = GraphSeries::Style::Line;
    std::size_t interval = 3;  ///< of `graphIntervals`
    std::size_t smoothing = 1; ///< intervals

    /// The statistic that counts it: "io,series,1,SUM(frame.len)".
    [[nodiscard]] std::string kind() const;
    /// The series without its values.
    [[nodiscard]] GraphSeries series() const;
    /// The series with the values that were counted. Any thread.
    [[nodiscard]] GraphSeries filled(StatisticSeries counted, GraphSeries empty) const;
};

/// The values as CSV, a line for each interval that begins in the range. Any thread.
[[nodiscard]] QByteArray csvOf(const std::vector<GraphSeries>& series, const GraphRange& range);

} // namespace tapscope
