#pragma once

#include "replay_plan.h"

#include <inject/injection_log.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace tapscope {

/// Frames that were planned together, with the bytes that they lie in.
struct ReplayBatch {
    struct Entry {
        std::size_t offset, size;
        std::chrono::nanoseconds due, wait;
        std::uint64_t number;
        Offload offload;
    };
    std::vector<Entry> entries;
    std::vector<std::byte> bytes;

    [[nodiscard]] Bytes bytesOf(const Entry& entry) const { return Bytes(bytes).subspan(entry.offset, entry.size); }
};

/// Reads a capture ahead on a thread of its own, round after round, a few batches deep: whoever sends never waits for a
/// disk or a pipe.
class ReplayReader {
public:
    /// Opens the file, or the standard input for "-". Errors: those of opening; Unsupported: several rounds of a
    /// stream.
    [[nodiscard]] static Result<std::unique_ptr<ReplayReader>> start(ReplayPlan plan,
                                                                     std::shared_ptr<InjectionLog> log);
    ~ReplayReader();
    ReplayReader(const ReplayReader&) = delete;
    ReplayReader& operator=(const ReplayReader&) = delete;

    /// The sender's thread: exchanges a batch that is done for the next. False when none is there yet, or none will
    /// come.
    [[nodiscard]] bool next(ReplayBatch& batch);
    /// No batch will come beyond those that next() gives.
    [[nodiscard]] bool hasEnded() const;
    /// Waits until there is a batch, or the end: before the sending begins.
    void waitForFirst();

private:
    ReplayReader(ReplayPlan plan, std::shared_ptr<InjectionLog> log) : plan_(std::move(plan)), log_(std::move(log)) {}
    void read(FileWalker file);
    /// Whether the round sent anything, and the next may follow.
    [[nodiscard]] bool readRound(FileWalker& file);
    [[nodiscard]] bool put(ReplayBatch batch);

    ReplayPlan plan_;
    std::shared_ptr<InjectionLog> log_;
    mutable std::mutex mutex_; ///< guards what follows
    std::condition_variable changed_;
    std::deque<ReplayBatch> ready_;
    bool isStopping_ = false;
    bool hasEnded_ = false;
    std::jthread thread_; ///< last: it ends before the rest goes
};

} // namespace tapscope
