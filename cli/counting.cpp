#include "counting.h"

#include "input.h"

#include <base/elapsed.h>
#include <decode/dissector.h>

#include <fmt/core.h>
#include <scan/file_scan.h>

#include <mutex>
#include <utility>

namespace tapscope::cli {
namespace {

/// The state shared by the counting threads.
struct CountJob {
    const DecoderRegistry& registry;
    std::shared_ptr<const StatisticsPlan> plan;
    DissectionPlan planThatLearns;
    History* history = nullptr; ///< null if nothing depends on earlier frames
    std::mutex mutex;           ///< guards what follows
    std::vector<std::shared_ptr<StatisticsCount>> counts = {};
    std::vector<std::string> interfaceNames = {};
};

class Counter final : public FrameExaminer {
public:
    explicit Counter(CountJob& job)
        : job_(job), dissector_(job.registry), count_(std::make_shared<StatisticsCount>(job.plan)) {
        const std::scoped_lock lock(job.mutex);
        job.counts.push_back(count_);
    }
    void examine(const FrameChunk& chunk, ScanOutput&) override {
        countChunk(chunk, job_.plan->dissection(), HistoryView(job_.history), nullptr);
    }
    void learnAndExamine(const FrameChunk& chunk, ScanOutput&) override {
        countChunk(chunk, job_.planThatLearns, {}, job_.history);
    }

private:
    void countChunk(const FrameChunk& chunk, const DissectionPlan& plan, HistoryView history, History* learning) {
        noteInterfaces(chunk.interfaces);
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
    void noteInterfaces(const InterfaceList& interfaces) {
        if (interfaces.size() <= known_)
            return;
        const std::scoped_lock lock(job_.mutex);
        for (known_ = job_.interfaceNames.size(); known_ < interfaces.size(); ++known_)
            job_.interfaceNames.push_back(interfaces[known_].description.name);
    }

    CountJob& job_;
    Dissector dissector_;
    Dissection dissection_;
    std::shared_ptr<StatisticsCount> count_;
    std::size_t known_ = 0; ///< interfaces
};

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

/// Learns frames in order.
class Learner {
public:
    Learner(const DecoderRegistry& registry, History& history)
        : dissector_(registry), plan_(DissectionPlan::learning(registry)), history_(history) {}
    void learn(const FrameChunk& chunk) {
        for (const Frame& frame : chunk.frames)
            dissector_.dissect(frame, plan_, dissection_, {.learning = &history_});
    }

private:
    Dissector dissector_;
    DissectionPlan plan_;
    Dissection dissection_;
    History& history_;
};

} // namespace

std::string CountedFile::nameOf(std::uint32_t interface) const {
    const bool isNamed = interface < interfaceNames.size() && !interfaceNames[interface].empty();
    return isNamed ? interfaceNames[interface] : fmt::format("number {}", interface);
}

std::optional<Error> CountedFile::leftOut() const {
    std::optional<Error> latest;
    for (const auto& [id, reason] : kinds->failures())
        latest = failure(ErrorKind::Unsupported, "count", id, reason).error();
    return latest;
}

Result<CountedFile> countStatistics(const CountWords& words, const PluginHost& plugins) {
    const DecoderRegistry& registry = plugins.decoders();
    auto kinds = std::make_shared<const StatisticKinds>(plugins.statistics());
    auto plan = planFor(words, *kinds, registry);
    if (!plan)
        return std::unexpected(plan.error());
    CaptureFile source{.name = words.file, .path = words.file, .copy = {}};
    if (words.reassemble) { // read twice
        auto seekable = seekableCapture(words.file);
        if (!seekable)
            return std::unexpected(seekable.error());
        source = std::move(*seekable);
    }
    auto file = openCapture(source);
    if (!file)
        return std::unexpected(file.error());
    std::optional<History> history;
    CountJob job{.registry = registry, .plan = *plan, .planThatLearns = (*plan)->dissection(), .mutex = {}};
    FileScan scan{.file = std::move(*file), .makeExaminer = {}, .learn = {}, .deliver = {}, .stop = {}};
    scan.makeExaminer = [&] { return std::make_unique<Counter>(job); };
    scan.deliver = [](const ScanOutput&) -> Result<void> { return {}; };
    std::optional<Learner> learner;
    if (words.reassemble) {
        // A fragment refers to the frame that completes the message, so the whole file is learned first.
        history.emplace(ReassemblyLimits{});
        learner.emplace(registry, *history);
        auto walker = source.walk();
        if (!walker)
            return std::unexpected(walker.error());
        for (FrameChunk chunk; walker->next(chunk);)
            learner->learn(chunk);
    } else if ((*plan)->dissection().needsHistory()) {
        history.emplace();
        learner.emplace(registry, *history);
        job.planThatLearns.learnToo(registry);
        scan.learn = [&](const FrameChunk& chunk) { learner->learn(chunk); };
    }
    job.history = history ? &*history : nullptr;
    const auto done = scan.run();
    if (!done && done.error().kind != ErrorKind::Damaged)
        return std::unexpected(done.error());
    CountedFile counted{.kinds = std::move(kinds),
                        .plan = *plan,
                        .count = job.counts.empty() ? std::make_shared<StatisticsCount>(*plan) : job.counts.front()};
    for (std::size_t i = 1; i < job.counts.size(); ++i)
        counted.count->merge(*std::exchange(job.counts[i], nullptr));
    counted.interfaceNames = std::move(job.interfaceNames);
    if (!done)
        counted.damage = done.error();
    return counted;
}

} // namespace tapscope::cli
