#include "moving_average.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tapscope {

std::vector<double> movingAverage(std::vector<double> values, std::size_t count) {
    if (count <= 1)
        return values;
    const std::size_t before = count / 2, behind = count - before - 1, size = values.size();
    std::vector<double> averages(size);
    double sum = 0;
    std::size_t summed = 0;
    const auto add = [&](double value) {
        if (!std::isnan(value)) {
            sum += value;
            ++summed;
        }
    };
    const auto remove = [&](double value) {
        if (!std::isnan(value)) {
            sum -= value;
            --summed;
        }
        if (summed == 0)
            sum = 0; // forgets what was rounded
    };
    for (std::size_t i = 0; i < std::min(behind, size); ++i)
        add(values[i]);
    for (std::size_t i = 0; i < size; ++i) {
        if (i + behind < size)
            add(values[i + behind]);
        if (i > before)
            remove(values[i - before - 1]);
        averages[i] = summed == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(summed);
    }
    return averages;
}

} // namespace tapscope
