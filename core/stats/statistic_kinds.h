#pragma once

#include <filter/field_filter.h>
#include <stats/guarded_kind.h>

#include <statistic/statistic.h>

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

/// All kinds of statistics: those that are built in, then those of plugins and scripts. Immutable; any thread.
class StatisticKinds {
public:
    /// The kinds of plugins must outlive this object. A kind with the id of a built-in kind replaces it; a kind with
    /// the id of an earlier one in the list is left out.
    explicit StatisticKinds(std::span<const StatisticKind* const> ofPlugins = {});

    [[nodiscard]] const std::vector<const StatisticKind*>& all() const noexcept { return all_; }
    /// Null if there is no kind with this id.
    [[nodiscard]] const StatisticKind* find(std::string_view id) const noexcept;
    /// Parses the argument of tshark's -z: the kind, then its arguments or a field filter, separated by commas. Errors:
    /// NotFound for an unknown kind; the kind's error about its arguments; the error in the filter. A plugin's kind may
    /// take long.
    [[nodiscard]] Result<ChosenStatistic> choose(std::string_view text, const DecoderRegistry& registry) const;

    /// A plugin's statistic that is left out, and why ("it does not return").
    struct Failure {
        std::string_view id;
        std::string reason;
    };
    [[nodiscard]] std::vector<Failure> failures() const;
    /// Calls GuardedKind::look() for all kinds of plugins.
    void look(unsigned looks) const;

private:
    std::vector<std::unique_ptr<const StatisticKind>> own_;
    std::vector<std::unique_ptr<const GuardedKind>> ofPlugins_;
    std::vector<const StatisticKind*> all_;
};

} // namespace tapscope
