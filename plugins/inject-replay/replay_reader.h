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

/// Frames that were planned together, and the memory that holds their bytes.
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

/// Reads a capture ahead on its own thread, round after round, by a few batches, so that the sender never waits for a
/// disk or a pipe.
class ReplayReader {
public:
    /// Opens the file, or the standard input for "-". Errors: those of opening a file; Unsupported: several rounds of a
    /// stream.
    [[nodiscard]] static Result<std::unique_ptr<ReplayReader>> start(ReplayPlan plan,
                                                                     std::shared_ptr<InjectionLog> log);
    ~ReplayReader();
    ReplayReader(const ReplayReader&) = delete;
    ReplayReader& operator=(const ReplayReader&) = delete;

    /// Sender's thread: exchanges a used batch for the next one. False if the next one is not ready yet, or if there
    /// are no more.
    [[nodiscard]] bool next(ReplayBatch& batch);
    /// Whether no batch will follow those that next() returns.
    [[nodiscard]] bool hasEnded() const;
    /// Blocks until there is a batch or the end has been reached; called before sending begins.
    void waitForFirst();

private:
    ReplayReader(ReplayPlan plan, std::shared_ptr<InjectionLog> log) : plan_(std::move(plan)), log_(std::move(log)) {}
    void read(FileWalker file);
    /// Whether the round sent any frame, so that another round may follow.
    [[nodiscard]] bool readRound(FileWalker& file);
    [[nodiscard]] bool put(ReplayBatch batch);

    ReplayPlan plan_;
    std::shared_ptr<InjectionLog> log_;
    mutable std::mutex mutex_; ///< guards the members below
    std::condition_variable changed_;
    std::deque<ReplayBatch> ready_;
    bool isStopping_ = false;
    bool hasEnded_ = false;
    std::jthread thread_; ///< last: it is joined before the other members are destroyed
};

} // namespace tapscope
