#pragma once

#include <base/frame.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tapscope {

/// The value of a cell: none, text, a whole number, or a number with decimals. Its column says what it means.
using StatisticValue = std::variant<std::monostate, std::string, std::uint64_t, double>;

struct StatisticColumn {
    std::string title;
    enum class Kind : std::uint8_t {
        Text,
        Count, ///< of frames or other items
        ByteCount,
        Number,
        Seconds,
        Percent, ///< 0 to 100
    } kind = Kind::Text;
};

struct StatisticRow {
    std::vector<StatisticValue> values; ///< one per column
    unsigned depth = 0;      ///< in a tree: 0 at its root; a row's parent is the nearest row above it with depth - 1
    std::string filter = {}; ///< a field filter for the row's frames; may be empty
    FrameNumber frame = 0;   ///< the first frame of the row; 0 = none
};

struct StatisticTable {
    std::string title;
    std::vector<StatisticColumn> columns;
    std::vector<StatisticRow> rows = {};
};

/// Values over time, one for each interval since the capture's first frame.
struct StatisticSeries {
    std::string title;
    std::string unit; ///< "frames", "bytes", or the field's unit
    std::chrono::nanoseconds interval{};
    std::vector<double> values = {}; ///< NaN: the interval has no value, such as the average of nothing
};

/// A point of a plot, and the frame that it was read from.
struct PlotPoint {
    double x = 0, y = 0;
    double top = 0; ///< the end of a span that begins at `y`
    FrameNumber frame = 0;
};

struct PlotLine {
    std::string title;
    enum class Style : std::uint8_t {
        Dots,
        Line,
        Steps, ///< each value holds until the next point
        Spans, ///< vertical, from `y` to `top`
    } style = Style::Dots;
    std::vector<PlotPoint> points = {}; ///< sorted by x
};

/// Values over values, such as sequence numbers over time.
struct StatisticPlot {
    std::string title;          ///< the value: "Round-trip time"
    std::string subject;        ///< the connection: "10.9.0.1:51834 → 10.9.0.2:443"
    std::string xTitle, yTitle; ///< with their units
    std::vector<PlotLine> lines = {};
};

/// A sequence diagram: the messages between hosts, in the order of time.
struct SequenceDiagram {
    std::vector<std::string> hosts; ///< in the order in which they first appear
    struct Arrow {
        FrameNumber frame = 0;
        double time = 0;                        ///< seconds since the capture's first frame
        std::uint32_t from = 0, to = 0;         ///< positions in hosts
        std::uint32_t fromPort = 0, toPort = 0; ///< 0: none
        std::string text;                       ///< printable
    };
    std::vector<Arrow> arrows = {};
};

/// The result of a statistic: tables, series, plots and diagrams. The window and the command line show each of them
/// without knowing the statistic. Texts may contain bytes of frames: code that shows them makes them printable.
struct StatisticResult {
    std::string title;
    std::vector<StatisticTable> tables = {};
    std::vector<StatisticSeries> series = {};
    std::vector<StatisticPlot> plots = {};
    std::vector<SequenceDiagram> diagrams = {};
    std::vector<std::string> notes = {}; ///< a sentence for each thing that was left out or counted together
};

} // namespace tapscope
