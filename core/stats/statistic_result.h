#pragma once

#include <base/frame.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tapscope {

/// A cell: empty, text, a whole number, or a number with decimals. What it means is told by its column.
using StatisticValue = std::variant<std::monostate, std::string, std::uint64_t, double>;

struct StatisticColumn {
    std::string title;
    enum class Kind : std::uint8_t {
        Text,
        Count, ///< of frames or others
        ByteCount,
        Number,
        Seconds,
        Percent, ///< 0 to 100
    } kind = Kind::Text;
};

struct StatisticRow {
    std::vector<StatisticValue> values; ///< one for each column
    unsigned depth = 0;                 ///< in a tree: 0 at its root; its parent is the last row above of depth - 1
    std::string filter = {};            ///< a field filter for the row's frames; empty where there is none
    FrameNumber frame = 0;              ///< the first frame of the row; 0 where there is none
};

struct StatisticTable {
    std::string title;
    std::vector<StatisticColumn> columns;
    std::vector<StatisticRow> rows = {};
};

/// Values over time, one for each interval from the capture's first frame on.
struct StatisticSeries {
    std::string title;
    std::string unit; ///< "frames", "bytes", that of the field
    std::chrono::nanoseconds interval{};
    std::vector<double> values = {};
};

/// A point of a plot, and the frame that tells it.
struct PlotPoint {
    double x = 0, y = 0;
    double top = 0; ///< where a span that begins at `y` ends
    FrameNumber frame = 0;
};

struct PlotLine {
    std::string title;
    enum class Style : std::uint8_t {
        Dots,
        Line,
        Steps, ///< holds its value until the next point
        Spans, ///< upright, from `y` to `top`
    } style = Style::Dots;
    std::vector<PlotPoint> points = {}; ///< in the order of x
};

/// Values over values, such as sequence numbers over time.
struct StatisticPlot {
    std::string title;          ///< what it shows: "Round-trip time"
    std::string subject;        ///< of what: "10.9.0.1:51834 → 10.9.0.2:443"
    std::string xTitle, yTitle; ///< with their units
    std::vector<PlotLine> lines = {};
};

/// Who sends what to whom, in the order in which it happens.
struct SequenceDiagram {
    std::vector<std::string> hosts; ///< in the order in which they come
    struct Arrow {
        FrameNumber frame = 0;
        double time = 0;                        ///< seconds since the capture's first frame
        std::uint32_t from = 0, to = 0;         ///< in hosts
        std::uint32_t fromPort = 0, toPort = 0; ///< 0: none
        std::string text;                       ///< printable
    };
    std::vector<Arrow> arrows = {};
};

/// What a statistic has to say: tables, series, plots and diagrams that the window and the command line draw without
/// knowing it.
struct StatisticResult {
    std::string title;
    std::vector<StatisticTable> tables = {};
    std::vector<StatisticSeries> series = {};
    std::vector<StatisticPlot> plots = {};
    std::vector<SequenceDiagram> diagrams = {};
    std::vector<std::string> notes = {}; ///< what was left out or counted together, a sentence each
};

} // namespace tapscope
