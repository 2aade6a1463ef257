#pragma once

#include <base/error.h>
#include <store/file_walker.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// What an examiner made of a chunk.
struct ScanOutput {
    std::string text;         ///< what to print for it
    std::uint64_t passed = 0; ///< frames that were wanted
    std::optional<Error> error;
};

/// Looks at frames, a chunk at a time. Each thread of a scan has one of its own.
class FrameExaminer {
public:
    FrameExaminer() = default;
    virtual ~FrameExaminer() = default;
    FrameExaminer(const FrameExaminer&) = delete;
    FrameExaminer& operator=(const FrameExaminer&) = delete;

    /// Called at the same time on several threads, after the chunk was learned.
    virtual void examine(const FrameChunk& chunk, ScanOutput& output) = 0;
    /// Instead of FileScan::learn and examine(), where both at once cost less. The learning comes in order.
    virtual void learnAndExamine(const FrameChunk& chunk, ScanOutput& output) = 0;
};

/// A way through a whole file on all cores: chunks are read in order by whichever thread is free, examined at the same
/// time, and delivered in order. Memory is bounded by a few chunks a thread, however large the file is.
struct FileScan {
    FileWalker file;
    std::function<std::unique_ptr<FrameExaminer>()> makeExaminer; ///< called on each thread
    /// Called for chunks in order, one at a time, before they are examined: for what has to be learned in order. Chunks
    /// for whose examination no thread will be free soon go to FrameExaminer::learnAndExamine() instead. Without it,
    /// nothing has to be learned.
    std::function<void(const FrameChunk& chunk)> learn;
    /// Takes the outputs in order, one at a time. An error ends the scan.
    std::function<Result<void>(const ScanOutput& output)> deliver;
    FrameNumber last = 0; ///< frames behind this one are not looked at; 0 = all
    unsigned threads = 0; ///< 0 = as many as there are cores
    std::stop_token stop;

    /// Blocks until all is delivered. The first error of examiners and deliver(); Cancelled when asked to stop; Damaged
    /// when the file breaks its format, after all frames before that place were delivered.
    [[nodiscard]] Result<void> run();
};

} // namespace tapscope
