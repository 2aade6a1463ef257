#include "value_levels.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tapscope {
namespace {

using Extremes = ValueLevels::Extremes;

Extremes both(const Extremes& one, const Extremes& other) noexcept {
    if (std::isnan(one.least) || std::isnan(other.least))
        return std::isnan(one.least) ? other : one;
    return {std::min(one.least, other.least), std::max(one.most, other.most)};
}

} // namespace

ValueLevels::ValueLevels(std::vector<double> values) : values_(std::move(values)) {
    const auto condensed = [](const auto& finer, const auto& extremesOf) {
        std::vector<Extremes> level;
        level.reserve(finer.size() / perStep + 1);
        for (std::size_t i = 0; i < finer.size(); i += perStep) {
            Extremes all = extremesOf(finer[i]);
            for (std::size_t j = i + 1; j < std::min(i + perStep, finer.size()); ++j)
                all = both(all, extremesOf(finer[j]));
            level.push_back(all);
        }
        return level;
    };
    if (values_.size() <= perStep)
        return;
    levels_.push_back(condensed(values_, [](double value) { return Extremes{value, value}; }));
    while (levels_.back().size() > perStep)
        levels_.push_back(condensed(levels_.back(), [](const Extremes& each) { return each; }));
}

Extremes ValueLevels::extremes(std::size_t first, std::size_t end) const noexcept {
    Extremes all{values_[first], values_[first]};
    const auto take = [&](std::size_t level, std::size_t at) {
        all = both(all, level == 0 ? Extremes{values_[at], values_[at]} : levels_[level - 1][at]);
    };
    // Both ends move inwards until they are at a boundary of the next level, which does the rest.
    for (std::size_t level = 0; first < end; ++level) {
        const bool isLast = level == levels_.size();
        while (first < end && (isLast || first % perStep != 0))
            take(level, first++);
        while (first < end && end % perStep != 0)
            take(level, --end);
        first /= perStep;
        end /= perStep;
    }
    return all;
}

} // namespace tapscope
