#include "frame_counter.h"

#include <base/elapsed.h>

#include <utility>

namespace tapscope::cli {
namespace {

Result<std::shared_ptr<const StatisticsPlan>> planFor(const CountWords& words, const StatisticKinds& kinds,
                                                      const DecoderRegistry& registry) {
    std::vector<ChosenStatistic> chosen;
    for (const std::string& kind : words.kinds) {
        auto statistic = kinds.choose(kind, registry);
        if (!statistic)
            return std::unexpected(statistic.error());
        chosen.push_back(std::move(*statistic));
    }
    auto filter = FieldFilter::compile(words.filter, registry);
    if (!filter)
        return std::unexpected(filter.error().asError(words.filter));
    return std::make_shared<const StatisticsPlan>(
        std::move(chosen), filter->isEmpty() ? nullptr : std::make_shared<const FieldFilter>(std::move(*filter)),
        registry);
}

} // namespace

CountJob::CountJob(const DecoderRegistry& registry, std::shared_ptr<const StatisticKinds> kinds,
                   std::shared_ptr<const StatisticsPlan> plan)
    : registry_(registry), kinds_(std::move(kinds)), plan_(std::move(plan)), planThatLearns_(plan_->dissection()) {}

Result<std::unique_ptr<CountJob>> CountJob::make(const CountWords& words, const PluginHost& plugins) {
    auto kinds = std::make_shared<const StatisticKinds>(plugins.statistics());
    auto plan = planFor(words, *kinds, plugins.decoders());
    if (!plan)
        return std::unexpected(plan.error());
    return std::unique_ptr<CountJob>(new CountJob(plugins.decoders(), std::move(kinds), std::move(*plan)));
}

ChunkLearner& CountJob::learnFrames(ChunkLearner::Examined examined) {
    planThatLearns_.learnToo(registry_);
    return learner_.emplace(registry_, DecodeAsList(), examined);
}

std::shared_ptr<StatisticsCount> CountJob::newCount() {
    const std::scoped_lock lock(mutex_);
    return counts_.emplace_back(std::make_shared<StatisticsCount>(plan_));
}

void CountJob::noteInterfaces(const InterfaceList& interfaces, std::size_t& known) {
    if (interfaces.size() <= known)
        return;
    const std::scoped_lock lock(mutex_);
    for (known = interfaceNames_.size(); known < interfaces.size(); ++known)
        interfaceNames_.push_back(interfaces[known].description.name);
}

CountedFile CountJob::result() {
    const std::scoped_lock lock(mutex_);
    CountedFile counted{.kinds = kinds_,
                        .plan = plan_,
                        .count = counts_.empty() ? std::make_shared<StatisticsCount>(plan_) : counts_.front(),
                        .interfaceNames = interfaceNames_};
    for (std::size_t i = 1; i < counts_.size(); ++i)
        counted.count->merge(*std::exchange(counts_[i], nullptr));
    counts_.clear();
    return counted;
}

FrameCounter::FrameCounter(CountJob& job) : job_(job), dissector_(job.registry()), count_(job.newCount()) {}

void FrameCounter::examine(const FrameChunk& chunk, ScanOutput&) {
    count(chunk, job_.plan().dissection(), job_.learner() != nullptr ? job_.learner()->viewOf(chunk) : HistoryView(),
          nullptr);
}

void FrameCounter::learnAndExamine(const FrameChunk& chunk, ScanOutput&) {
    History* const learning = job_.learner() != nullptr ? &job_.learner()->startPass(chunk) : nullptr;
    count(chunk, job_.planThatLearns(), {}, learning);
}

void FrameCounter::count(const FrameChunk& chunk, const DissectionPlan& plan, HistoryView history, History* learning) {
    job_.noteInterfaces(chunk.interfaces, known_);
    FrameFacts facts{
        .previousTime = chunk.previousTime, .firstTime = chunk.firstTime, .history = history, .learning = learning};
    for (const Frame& frame : chunk.frames) {
        facts.interfaceName = chunk.interfaces[frame.interfaceId].description.name;
        facts.comments = chunk.commentsOf(frame);
        dissector_.dissect(frame, plan, dissection_, facts);
        facts.previousTime = frame.time;
        const bool hasTime = frame.time != noTime && chunk.firstTime != noTime;
        count_->take(dissection_, hasTime ? elapsed(chunk.firstTime, frame.time) : std::chrono::nanoseconds(0));
    }
}

} // namespace tapscope::cli
