#pragma once

#include <statistic/statistic_result.h>

#include <string>

namespace tapscope {

/// A sequence diagram in characters: a column per host, two lines per arrow.
[[nodiscard]] std::string textOf(const SequenceDiagram& diagram);

/// The diagram's arrows as CSV (RFC 4180).
[[nodiscard]] std::string csvOf(const SequenceDiagram& diagram);

} // namespace tapscope
