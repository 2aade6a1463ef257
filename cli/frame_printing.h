#pragma once

#include "frame_printer.h"
#include "loaded_plugins.h"

#include <memory>
#include <optional>

namespace tapscope::cli {

/// Everything that printing frames needs, prepared once from the options: decoders, filter, plan, format and facts from
/// earlier frames. Printers refer to it.
class FramePrinting {
public:
    /// Errors name the option that is not valid. `out` tells whether it is a terminal.
    [[nodiscard]] static Result<std::unique_ptr<FramePrinting>> prepare(const ReadWords& words,
                                                                        const PluginChoice& plugins, const Output& out);
    FramePrinting(const FramePrinting&) = delete;
    FramePrinting& operator=(const FramePrinting&) = delete;

    [[nodiscard]] const PrintJob& job() const noexcept { return job_; }
    /// Whether chunks have to be learned in order, by learn() or FrameExaminer::learnAndExamine().
    [[nodiscard]] bool learns() const noexcept { return learner_.has_value(); }
    void learn(const FrameChunk& chunk) { learner_->learn(chunk); }
    /// Switches on reassembly: the whole capture has to be learned before it is printed.
    void reassemble();

private:
    explicit FramePrinting(const ReadWords& words) : job_{.captureFilter = words.captureFilter} {}
    [[nodiscard]] Result<void> decode(const ReadWords& words, const PluginChoice& plugins, const Output& out);

    PrintJob job_;
    std::optional<LoadedPlugins> plugins_;
    std::optional<FieldFilter> filter_;
    std::unique_ptr<const FrameFormat> format_;
    std::optional<DissectionPlan> plan_, planThatLearns_;
    DecodeAsList decodeAs_;
    std::optional<ChunkLearner> learner_;
};

/// Writes the printers' outputs in order.
class Delivery {
public:
    Delivery(const PrintJob& job, Output& out) : format_(job.format), out_(out) {}

    void begin();
    Result<void> take(const ScanOutput& output);
    Result<void> end();
    [[nodiscard]] std::uint64_t passed() const noexcept { return passed_; }

private:
    const FrameFormat* format_;
    Output& out_;
    bool isFirst_ = true;
    std::uint64_t passed_ = 0;
};

} // namespace tapscope::cli
