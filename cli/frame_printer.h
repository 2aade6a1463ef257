#pragma once

#include "reading.h"

#include <decode/dissector.h>
#include <filter/capture_filter.h>
#include <filter/field_filter.h>

#include <scan/file_scan.h>

#include <map>

namespace tapscope::cli {

/// What the printers of all threads share; immutable while they run.
struct PrintJob {
    const ReadWords& words;
    const DecoderRegistry* registry = nullptr; ///< null where nothing has to be decoded
    const FieldFilter* filter = nullptr;
    const DissectionPlan* plan = nullptr;
    History* history = nullptr;                     ///< of the frames that a chunk has
    const DissectionPlan* learningPlan = nullptr;   ///< for frames that are only learned
    const DissectionPlan* planThatLearns = nullptr; ///< `plan`, and all that learns besides
    std::vector<FieldColumn> columns;
};

/// Makes a line of each frame that passes, or counts it.
class FramePrinter final : public FrameExaminer {
public:
    explicit FramePrinter(const PrintJob& job) : job_(job) {}

    void examine(const FrameChunk& chunk, ScanOutput& output) override { printChunk(chunk, output, nullptr); }
    void learnAndExamine(const FrameChunk& chunk, ScanOutput& output) override {
        printChunk(chunk, output, job_.history);
    }

private:
    /// `learning` is null where the chunk was learned before.
    void printChunk(const FrameChunk& chunk, ScanOutput& output, History* learning);
    [[nodiscard]] bool passesCaptureFilter(const Frame& frame, ScanOutput& output);
    void print(std::string& out, const FrameFacts& facts) const;
    void printColumns(std::string& out, const FrameFacts& facts) const;
    void printFields(std::string& out) const;

    const PrintJob& job_;
    Dissection dissection_;
    FilterScratch scratch_;
    std::map<LinkType, CaptureFilter> captureFilters_;
};

} // namespace tapscope::cli
