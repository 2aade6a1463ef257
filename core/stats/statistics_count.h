#pragma once

#include <decode/plan.h>
#include <stats/statistic_kinds.h>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace tapscope {

/// Statistics that are counted together, in one pass over the frames. Immutable, shared by the counting threads.
class StatisticsPlan {
public:
    /// With a filter, only matching frames are counted.
    StatisticsPlan(std::vector<ChosenStatistic> statistics, std::shared_ptr<const FieldFilter> filter,
                   const DecoderRegistry& registry, const DecodeAsList& decodeAs = {});

    /// The plan by which frames must be dissected.
    [[nodiscard]] const DissectionPlan& dissection() const noexcept { return dissection_; }
    [[nodiscard]] const std::vector<ChosenStatistic>& statistics() const noexcept { return statistics_; }
    [[nodiscard]] const FieldFilter* filter() const noexcept { return filter_.get(); }

private:
    std::vector<ChosenStatistic> statistics_;
    std::shared_ptr<const FieldFilter> filter_;
    DissectionPlan dissection_;
};

/// The counts of a plan's statistics so far. For one thread; merged with those of other threads. Frames are counted by
/// interface, so that a frame that was seen on two devices need not count twice.
class StatisticsCount {
public:
    explicit StatisticsCount(std::shared_ptr<const StatisticsPlan> plan);

    /// Counts a frame that was dissected by the plan's dissection(); `sinceFirst` is its time since the capture's first
    /// frame.
    void take(const Dissection& dissection, std::chrono::nanoseconds sinceFirst);
    /// Counts a frame that cannot be read.
    void takeUnreadable() noexcept { ++unreadable_; }
    /// Adds the counts of another object with the same plan.
    void merge(const StatisticsCount& other);

    [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }
    static constexpr std::uint32_t mostInterfaces = 64; ///< that are counted separately
    /// The interfaces with frames, in ascending order. Interfaces beyond mostInterfaces are counted together, as number
    /// mostInterfaces.
    [[nodiscard]] std::vector<std::uint32_t> interfaces() const;
    /// The result of a statistic, by its index in the plan: of all interfaces together, or of one.
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
