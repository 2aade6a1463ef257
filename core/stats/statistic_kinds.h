#pragma once

#include <filter/field_filter.h>
#include <stats/statistic.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A statistic that was asked for, and which frames it counts.
struct ChosenStatistic {
    std::string text; ///< as it was asked for: "conv,tcp,ip.addr == 10.9.0.1"
    std::shared_ptr<const Statistic> statistic;
    std::shared_ptr<const FieldFilter> filter = {}; ///< null: all frames
};

/// All kinds of statistics: those that are built in, then those of plugins. Immutable.
class StatisticKinds {
public:
    /// Plugins' kinds have to outlive this; one whose id is known already is left out.
    explicit StatisticKinds(std::span<const StatisticKind* const> ofPlugins = {});

    [[nodiscard]] const std::vector<const StatisticKind*>& all() const noexcept { return all_; }
    /// Reads what tshark's -z takes: the kind, then its arguments or a field filter, separated by commas. Errors:
    /// NotFound for a kind that is not known; what the kind says of its arguments; what is wrong with the filter.
    [[nodiscard]] Result<ChosenStatistic> choose(std::string_view text, const DecoderRegistry& registry) const;

private:
    std::vector<std::unique_ptr<const StatisticKind>> own_;
    std::vector<const StatisticKind*> all_;
};

} // namespace tapscope
