#pragma once

#include "chunk_learner.h"
#include "counting.h"

#include <decode/dissector.h>

#include <scan/file_scan.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {

/// The state shared by the threads that count one capture.
class CountJob {
public:
    /// Errors: a kind or the filter is not valid.
    [[nodiscard]] static Result<std::unique_ptr<CountJob>> make(const CountWords& words, const PluginHost& plugins);

    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return registry_; }
    [[nodiscard]] const StatisticsPlan& plan() const noexcept { return *plan_; }
    /// The plan of a pass that counts and learns at the same time.
    [[nodiscard]] const DissectionPlan& planThatLearns() const noexcept { return planThatLearns_; }
    /// Learns the frames, because the statistics depend on earlier ones.
    ChunkLearner& learnFrames(ChunkLearner::Examined examined);
    /// Null if nothing is learned.
    [[nodiscard]] ChunkLearner* learner() noexcept { return learner_ ? &*learner_ : nullptr; }

    /// An empty count that is part of the result. Any thread.
    [[nodiscard]] std::shared_ptr<StatisticsCount> newCount();
    /// Adds the names of the interfaces that are new since `known`. Any thread.
    void noteInterfaces(const InterfaceList& interfaces, std::size_t& known);
    /// All counts together, when no thread counts any more.
    [[nodiscard]] CountedFile result();

private:
    CountJob(const DecoderRegistry& registry, std::shared_ptr<const StatisticKinds> kinds,
             std::shared_ptr<const StatisticsPlan> plan);

    const DecoderRegistry& registry_;
    std::shared_ptr<const StatisticKinds> kinds_;
    std::shared_ptr<const StatisticsPlan> plan_;
    DissectionPlan planThatLearns_;
    std::optional<ChunkLearner> learner_;
    std::mutex mutex_; ///< guards what follows
    std::vector<std::shared_ptr<StatisticsCount>> counts_;
    std::vector<std::string> interfaceNames_;
};

/// Counts the frames of chunks. Each thread has its own.
class FrameCounter final : public FrameExaminer {
public:
    explicit FrameCounter(CountJob& job);

    void examine(const FrameChunk& chunk, ScanOutput&) override;
    void learnAndExamine(const FrameChunk& chunk, ScanOutput&) override;

private:
    void count(const FrameChunk& chunk, const DissectionPlan& plan, HistoryView history, History* learning);

    CountJob& job_;
    Dissector dissector_;
    Dissection dissection_;
    std::shared_ptr<StatisticsCount> count_;
    std::size_t known_ = 0; ///< interfaces
};

} // namespace tapscope::cli
