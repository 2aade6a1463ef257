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

/// What a statistic has to say: tables and series that the window and the command line draw without knowing it.
struct StatisticResult {
    std::string title;
    std::vector<StatisticTable> tables = {};
    std::vector<StatisticSeries> series = {};
    std::vector<std::string> notes = {}; ///< what was left out or counted together, a sentence each
};

} // namespace tapscope
