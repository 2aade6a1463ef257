#pragma once

#include <statistic/statistic_result.h>

#include <span>
#include <string>

namespace tapscope {

/// A cell as text: plain counts, seconds with six decimals, percentages with two. Empty for an empty cell.
[[nodiscard]] std::string cellText(const StatisticColumn& column, const StatisticValue& value);

/// The tables of a result as aligned columns, for a terminal, and its diagrams; then its notes. For plots, and for
/// series without a table, the number of points.
void appendText(std::string& out, const StatisticResult& result);

/// A table as CSV (RFC 4180): a line of titles, then the rows, with numbers in full precision.
[[nodiscard]] std::string csvOf(const StatisticTable& table);

/// The values of series as CSV: a line for each, with the series and the time at which its interval begins, in seconds.
[[nodiscard]] std::string csvOf(std::span<const StatisticSeries> series);

/// The points of plots as CSV, one below the other.
[[nodiscard]] std::string csvOf(std::span<const StatisticPlot> plots);

} // namespace tapscope
