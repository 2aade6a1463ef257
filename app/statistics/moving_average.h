#pragma once

#include <cstddef>
#include <vector>

namespace tapscope {

/// The average of each value and its neighbours: `count` values, half of them before it, as many as there are at both
/// ends. NaN values are left out; an average of nothing is NaN. With a `count` of 0 or 1, the values stay as they are.
/// The time grows with the number of values, not with `count`.
[[nodiscard]] std::vector<double> movingAverage(std::vector<double> values, std::size_t count);

} // namespace tapscope
