#include <stats/statistics_count.h>

#include <algorithm>

namespace tapscope {
namespace {

DissectionPlan planFor(const std::vector<ChosenStatistic>& statistics, const FieldFilter* filter,
                       const DecoderRegistry& registry, const DecodeAsList& decodeAs) {
    std::vector<FieldId> wanted;
    const auto want = [&](const std::vector<FieldId>& fields) {
        std::ranges::copy_if(fields, std::back_inserter(wanted), [](FieldId field) { return field != noField; });
    };
    for (const ChosenStatistic& each : statistics) {
        want(each.statistic->fields());
        if (each.filter)
            want(each.filter->fields());
    }
    if (filter != nullptr)
        want(filter->fields());
    const bool needsColumns =
        std::ranges::any_of(statistics, [](const ChosenStatistic& each) { return each.statistic->needsColumns(); });
    return DissectionPlan::fields(
        registry, wanted, needsColumns ? DissectionPlan::Columns::Wanted : DissectionPlan::Columns::Unwanted, decodeAs);
}

} // namespace

StatisticsPlan::StatisticsPlan(std::vector<ChosenStatistic> statistics, std::shared_ptr<const FieldFilter> filter,
                               const DecoderRegistry& registry, const DecodeAsList& decodeAs)
    : statistics_(std::move(statistics)), filter_(std::move(filter)),
      dissection_(planFor(statistics_, filter_.get(), registry, decodeAs)) {}

StatisticsCount::StatisticsCount(std::shared_ptr<const StatisticsPlan> plan) : plan_(std::move(plan)) {}

StatisticsCount::Tallies& StatisticsCount::talliesOf(std::uint32_t interface) {
    Tallies& tallies = byInterface_[std::min(interface, mostInterfaces)];
    if (tallies.empty()) {
        for (const ChosenStatistic& each : plan_->statistics())
            tallies.push_back(each.statistic->begin());
    }
    return tallies;
}

void StatisticsCount::take(const Dissection& dissection, std::chrono::nanoseconds sinceFirst) {
    if (plan_->filter() != nullptr && !plan_->filter()->matches(dissection, scratch_))
        return;
    ++frames_;
    Tallies& tallies = talliesOf(dissection.frame().interfaceId);
    const CountedFrame frame{dissection, sinceFirst};
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        const FieldFilter* filter = plan_->statistics()[i].filter.get();
        if (filter == nullptr || filter->matches(dissection, scratch_))
            tallies[i]->take(frame);
    }
}

void StatisticsCount::merge(const StatisticsCount& other) {
    frames_ += other.frames_;
    unreadable_ += other.unreadable_;
    for (const auto& [interface, theirs] : other.byInterface_) {
        Tallies& mine = talliesOf(interface);
        for (std::size_t i = 0; i < mine.size(); ++i)
            mine[i]->merge(*theirs[i]);
    }
}

std::vector<std::uint32_t> StatisticsCount::interfaces() const {
    std::vector<std::uint32_t> all;
    for (const auto& [interface, tallies] : byInterface_)
        all.push_back(interface);
    return all;
}

StatisticResult StatisticsCount::finished(const Tally& tally) const {
    StatisticResult result = tally.result();
    if (unreadable_ != 0)
        result.notes.push_back(std::to_string(unreadable_) + " frames cannot be read and are not counted.");
    return result;
}

StatisticResult StatisticsCount::result(std::size_t statistic) const {
    if (byInterface_.size() == 1) // without a copy
        return finished(*byInterface_.begin()->second[statistic]);
    const auto all = plan_->statistics()[statistic].statistic->begin();
    for (const auto& [interface, tallies] : byInterface_)
        all->merge(*tallies[statistic]);
    return finished(*all);
}

StatisticResult StatisticsCount::result(std::size_t statistic, std::uint32_t interface) const {
    const auto found = byInterface_.find(std::min(interface, mostInterfaces));
    if (found == byInterface_.end())
        return finished(*plan_->statistics()[statistic].statistic->begin());
    return finished(*found->second[statistic]);
}

} // namespace tapscope
