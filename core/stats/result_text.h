#pragma once

#include <stats/statistic_result.h>

#include <span>
#include <string>

namespace tapscope {

/// A cell as text: plain counts, seconds with six decimals, percentages with two. Empty for an empty cell.
[[nodiscard]] std::string cellText(const StatisticColumn& column, const StatisticValue& value);

/// Appends a result's tables as aligned columns for a terminal, its diagrams, and its notes. Plots are represented by
/// their number of points.
void appendText(std::string& out, const StatisticResult& result);

/// A table as CSV (RFC 4180): a line of titles, then the rows, with numbers in full precision.
[[nodiscard]] std::string csvOf(const StatisticTable& table);

/// The points of plots as CSV, one plot after another.
[[nodiscard]] std::string csvOf(std::span<const StatisticPlot> plots);

} // namespace tapscope
