#pragma once

#include <stats/statistic_result.h>

#include <span>
#include <string>

namespace tapscope {

/// A cell as text: counts plain, seconds with six decimals, percents with two. Empty for an empty one.
[[nodiscard]] std::string cellText(const StatisticColumn& column, const StatisticValue& value);

/// The tables of a result as aligned columns, for a terminal, and its diagrams; then its notes. Of plots, how many
/// points they have.
void appendText(std::string& out, const StatisticResult& result);

/// A table as CSV (RFC 4180): a line of titles, then the rows, numbers in full.
[[nodiscard]] std::string csvOf(const StatisticTable& table);

/// The points of plots as CSV, one below the other.
[[nodiscard]] std::string csvOf(std::span<const StatisticPlot> plots);

} // namespace tapscope
