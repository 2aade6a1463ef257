#pragma once

#include <decode/plan.h>
#include <stats/statistic_kinds.h>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace tapscope {

/// Statistics that are counted together, in one pass over frames. Immutable, shared by the threads that count.
class StatisticsPlan {
public:
    /// With a filter, only frames that pass it are counted.
    StatisticsPlan(std::vector<ChosenStatistic> statistics, std::shared_ptr<const FieldFilter> filter,
                   const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});

    /// How frames have to be dissected.
    [[nodiscard]] const DissectionPlan& dissection() const noexcept { return dissection_; }
    [[nodiscard]] const std::vector<ChosenStatistic>& statistics() const noexcept { return statistics_; }
    [[nodiscard]] const FieldFilter* filter() const noexcept { return filter_.get(); }

private:
    std::vector<ChosenStatistic> statistics_;
    std::shared_ptr<const FieldFilter> filter_;
    DissectionPlan dissection_;
};

/// What the statistics of a plan have counted so far. A value of one thread, merged with those of others. Frames are
/// counted by their interface, so that one that was seen on two devices need not count twice.
class StatisticsCount {
public:
    explicit StatisticsCount(std::shared_ptr<const StatisticsPlan> plan);

    /// A frame, dissected by the plan's dissection(); `sinceFirst` is its time since the capture's first frame.
    void take(const Dissection& dissection, std::chrono::nanoseconds sinceFirst);
    /// A frame that cannot be read.
    void takeUnreadable() noexcept { ++unreadable_; }
    /// Of the same plan.
    void merge(const StatisticsCount& other);

    [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }
    static constexpr std::uint32_t mostInterfaces = 64; ///< that are told apart
    /// Those that have frames, ascending. Interfaces behind the first mostInterfaces are counted together, as number
    /// mostInterfaces.
    [[nodiscard]] std::vector<std::uint32_t> interfaces() const;
    /// What a statistic says, by its place in the plan: of all interfaces together, or of one.
    [[nodiscard]] StatisticResult result(std::size_t statistic) const;
    [[nodiscard]] StatisticResult result(std::size_t statistic, std::uint32_t interface) const;

private:
    using Tallies = std::vector<std::unique_ptr<Tally>>;

    [[nodiscard]] Tallies& talliesOf(std::uint32_t interface);
    [[nodiscard]] StatisticResult finished(const Tally& tally) const;

    std::shared_ptr<const StatisticsPlan> plan_;
    std::map<std::uint32_t, Tallies> byInterface_;
    std::uint64_t frames_ = 0, unreadable_ = 0;
    FilterScratch scratch_;
};

} // namespace tapscope
