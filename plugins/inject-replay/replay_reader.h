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

/// Frames that were planned together, ready to be sent, with the memory that holds their bytes.
class ReplayBatch {
public:
    struct Timing {
        std::chrono::nanoseconds due, wait; ///< as in PlannedFrame
        std::uint64_t number;               ///< of the frame in the file
    };

    /// Copies the frame; false if the batch is full.
    [[nodiscard]] bool add(const PlannedFrame& planned, LinkType linkType);
    void clear() noexcept;
    [[nodiscard]] std::span<const Frame> frames() const noexcept { return frames_; }
    [[nodiscard]] const Timing& timing(std::size_t frame) const noexcept { return timings_[frame]; }
    /// The memory that it takes, in bytes.
    [[nodiscard]] std::size_t size() const noexcept;

private:
    std::vector<Frame> frames_;
    std::vector<Timing> timings_;
    std::vector<std::byte> bytes_; ///< never reallocated while there are frames
};

/// A batch in one of the rounds.
struct ReplayTurn {
    std::shared_ptr<ReplayBatch> batch;
    std::chrono::nanoseconds later{}; ///< its frames are due this much later than planned

    [[nodiscard]] std::chrono::nanoseconds due(std::size_t frame) const { return batch->timing(frame).due + later; }
};

/// Reads a capture ahead on its own thread, round after round, by a few batches, so that the sender never waits for a
/// disk or a pipe. A file whose frames fit 64 MiB is read once, and its batches are sent again in the later rounds.
class ReplayReader {
public:
    /// Opens the file, or the standard input for "-". Errors: those of opening a file; Unsupported: several rounds of a
    /// stream.
    [[nodiscard]] static Result<std::unique_ptr<ReplayReader>> start(ReplayPlan plan, LinkType linkType,
                                                                     std::shared_ptr<InjectionLog> log);
    ~ReplayReader();
    ReplayReader(const ReplayReader&) = delete;
    ReplayReader& operator=(const ReplayReader&) = delete;

    /// Sender's thread: exchanges a used batch for the next one. False if the next one is not ready yet, or if there
    /// are no more.
    [[nodiscard]] bool next(ReplayTurn& turn);
    /// Whether no batch will follow those that next() returns.
    [[nodiscard]] bool hasEnded() const;
    /// Blocks until there is a batch or the end has been reached; called before sending begins.
    void waitForFirst();

private:
    ReplayReader(ReplayPlan plan, LinkType linkType, std::shared_ptr<InjectionLog> log)
        : plan_(std::move(plan)), linkType_(linkType), log_(std::move(log)) {}
    void read(FileWalker file);
    void readRounds(FileWalker& file);
    /// Whether the round sent any frame, so that another round may follow.
    [[nodiscard]] bool readRound(FileWalker& file);
    /// Keeps a batch for the later rounds, if all of them fit.
    void keep(const std::shared_ptr<ReplayBatch>& batch);
    /// Sends the kept batches, the first round again, in all later rounds.
    void repeatKept();
    [[nodiscard]] std::shared_ptr<ReplayBatch> emptyBatch();
    /// Both are false if the replay was stopped.
    [[nodiscard]] bool putRead(std::shared_ptr<ReplayBatch> batch);
    [[nodiscard]] bool put(ReplayTurn turn);

    ReplayPlan plan_;
    LinkType linkType_;
    std::shared_ptr<InjectionLog> log_;
    std::vector<std::shared_ptr<ReplayBatch>> kept_; ///< those of the first round
    std::size_t keptSize_ = 0;                       ///< bytes
    bool isKeeping_ = false;
    mutable std::mutex mutex_; ///< guards the members below
    std::condition_variable changed_;
    std::deque<ReplayTurn> ready_;
    std::vector<std::shared_ptr<ReplayBatch>> used_; ///< their memory is reused
    bool isStopping_ = false;
    bool hasEnded_ = false;
    std::jthread thread_; ///< last: it is joined before the other members are destroyed
};

} // namespace tapscope
