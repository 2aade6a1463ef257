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

/// The result of examining a chunk.
struct ScanOutput {
    std::string text;         ///< what to print for the chunk
    std::uint64_t passed = 0; ///< frames that matched
    std::optional<Error> error;
};

/// Examines frames, one chunk at a time. Each thread of a scan has its own examiner.
class FrameExaminer {
public:
    FrameExaminer() = default;
    virtual ~FrameExaminer() = default;
    FrameExaminer(const FrameExaminer&) = delete;
    FrameExaminer& operator=(const FrameExaminer&) = delete;

    /// Called on several threads at the same time, after the chunk was learned.
    virtual void examine(const FrameChunk& chunk, ScanOutput& output) = 0;
    /// Called instead of FileScan::learn and examine() where doing both at once is cheaper. Chunks are learned in
    /// order.
    virtual void learnAndExamine(const FrameChunk& chunk, ScanOutput& output) = 0;
};

/// Examines a whole file on all cores. Any free thread reads the next chunk; chunks are examined at the same time and
/// delivered in order. Memory is limited to a few chunks per thread, however large the file is.
struct FileScan {
    FileWalker file;
    std::function<std::unique_ptr<FrameExaminer>()> makeExaminer; ///< called on each thread
    /// Called for chunks in order, one at a time, before they are examined. Chunks for which no thread will be free
    /// soon go to FrameExaminer::learnAndExamine() instead. Empty if nothing has to be learned.
    std::function<void(const FrameChunk& chunk)> learn;
    /// Receives the outputs in order, one at a time. An error ends the scan.
    std::function<Result<void>(const ScanOutput& output)> deliver;
    FrameNumber last = 0; ///< the last frame to examine; 0 = no limit
    unsigned threads = 0; ///< 0 = as many as there are cores
    std::stop_token stop;

    /// Blocks until everything is delivered. Errors: the first one of an examiner or deliver(); Cancelled when asked to
    /// stop; Damaged if the file violates its format, after all frames before that place were delivered.
    [[nodiscard]] Result<void> run();
};

} // namespace tapscope
