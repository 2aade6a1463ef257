#pragma once

#include <filter/field_filter.h>
#include <stats/statistic.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A requested statistic, and which frames it counts.
struct ChosenStatistic {
    std::string text; ///< as requested: "conv,tcp,ip.addr == 10.9.0.1"
    std::shared_ptr<const Statistic> statistic;
    std::shared_ptr<const FieldFilter> filter = {}; ///< null: all frames
};

/// All kinds of statistics: first the built-in ones, then those of plugins. Immutable.
class StatisticKinds {
public:
    /// Plugins' kinds must outlive this object. A kind whose id is already known is left out.
    explicit StatisticKinds(std::span<const StatisticKind* const> ofPlugins = {});

    [[nodiscard]] const std::vector<const StatisticKind*>& all() const noexcept { return all_; }
    /// Parses an argument of tshark's -z: the kind, followed by its arguments or a field filter, separated by commas.
    /// Errors: NotFound for an unknown kind; those of the kind about its arguments; those of the filter.
    [[nodiscard]] Result<ChosenStatistic> choose(std::string_view text, const DecoderRegistry& registry) const;

private:
    std::vector<std::unique_ptr<const StatisticKind>> own_;
    std::vector<const StatisticKind*> all_;
};

} // namespace tapscope
