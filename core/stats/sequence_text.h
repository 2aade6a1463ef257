#pragma once

#include <stats/statistic_result.h>

#include <string>

namespace tapscope {

/// A sequence diagram in characters: a column for each host, two lines for each arrow.
[[nodiscard]] std::string textOf(const SequenceDiagram& diagram);

/// Its arrows as CSV (RFC 4180).
[[nodiscard]] std::string csvOf(const SequenceDiagram& diagram);

} // namespace tapscope
