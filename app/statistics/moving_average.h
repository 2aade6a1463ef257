#pragma once

#include <cstddef>
#include <vector>

namespace tapscope {

/// The average of each value and its neighbours: `count` values, half of them before it, as many as there are at both
/// ends. NaN values are left out; an average of nothing is NaN. Up to 1, the values themselves. Takes time for each
/// value, not for `count`.
[[nodiscard]] std::vector<double> movingAverage(std::vector<double> values, std::size_t count);

} // namespace tapscope
