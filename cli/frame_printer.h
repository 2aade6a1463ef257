#pragma once

#include "chunk_learner.h"
#include "frame_format.h"
#include "reading.h"

#include <filter/capture_filter.h>
#include <filter/field_filter.h>

#include <scan/file_scan.h>

#include <map>
#include <vector>

namespace tapscope::cli {

/// The state shared by the printers of all threads; immutable while they run.
struct PrintJob {
    std::string captureFilter;
    const DecoderRegistry* registry = nullptr; ///< null if nothing has to be decoded
    const FieldFilter* filter = nullptr;
    const FrameFormat* format = nullptr; ///< null if frames are only counted or written
    bool writesFrames = false;           ///< as pcapng blocks, with the other blocks between them
    const DissectionPlan* plan = nullptr;
    ChunkLearner* learner = nullptr;                ///< null if nothing is learned
    const DissectionPlan* planThatLearns = nullptr; ///< `plan`, and everything else that learns
};

/// Prints, writes or counts each frame that matches the filter.
class FramePrinter final : public FrameExaminer {
public:
    explicit FramePrinter(const PrintJob& job) : job_(job) {}

    void examine(const FrameChunk& chunk, ScanOutput& output) override { printChunk(chunk, output, nullptr); }
    void learnAndExamine(const FrameChunk& chunk, ScanOutput& output) override {
        printChunk(chunk, output, job_.learner != nullptr ? &job_.learner->startPass(chunk) : nullptr);
    }

private:
    /// `learning` is null if the chunk has been learned before.
    void printChunk(const FrameChunk& chunk, ScanOutput& output, History* learning);
    [[nodiscard]] bool passesCaptureFilter(const Frame& frame, ScanOutput& output);
    void print(const FrameFacts& facts, ScanOutput& output) const;
    void copyOthers(const FrameChunk& chunk, std::size_t frame);
    void writeFrame(const FrameChunk& chunk, std::size_t place);

    const PrintJob& job_;
    Dissection dissection_;
    FilterScratch scratch_;
    std::map<LinkType, CaptureFilter> captureFilters_;
    std::size_t passage_ = 0;       ///< the next frame of a chunk whose frames are written
    std::vector<std::byte> blocks_; ///< the blocks for it
};

} // namespace tapscope::cli
