#pragma once

#include "kept_rounds.h"
#include "replay_batch.h"

#include <inject/injection_log.h>

#include <source/wake_event.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tapscope {

/// Reads a capture ahead on its own thread, round after round, by a few batches, so that the sender never waits for a
/// disk or a pipe. A file whose frames fit 64 MiB is read once: its batches are then sent again without the thread.
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
    /// Readable when a batch has come, or the end, after next() had none.
    [[nodiscard]] int fd() const noexcept { return arrived_.fd(); }
    /// Whether no batch will follow those that next() returns.
    [[nodiscard]] bool hasEnded() const;
    /// Blocks until there is a batch or the end has been reached; called before sending begins.
    void waitForFirst();

private:
    ReplayReader(ReplayPlan plan, LinkType linkType, std::shared_ptr<InjectionLog> log, WakeEvent arrived)
        : plan_(std::move(plan)), linkType_(linkType), log_(std::move(log)), arrived_(std::move(arrived)) {}
    void read(FileWalker file);
    void readRounds(FileWalker& file);
    /// Whether the round sent any frame, so that another round may follow.
    [[nodiscard]] bool readRound(FileWalker& file);
    /// Keeps a batch for the later rounds, if all of them fit.
    void keep(const std::shared_ptr<ReplayBatch>& batch);
    [[nodiscard]] std::shared_ptr<ReplayBatch> emptyBatch();
    /// Both are false if the replay was stopped.
    [[nodiscard]] bool putRead(std::shared_ptr<ReplayBatch> batch);
    [[nodiscard]] bool put(ReplayTurn turn);
    /// Wakes the sender if it waits.
    void arrived();

    ReplayPlan plan_;
    LinkType linkType_;
    std::shared_ptr<InjectionLog> log_;
    std::vector<std::shared_ptr<ReplayBatch>> kept_; ///< those of the first round
    std::size_t keptSize_ = 0;                       ///< bytes
    bool isKeeping_ = false;
    WakeEvent arrived_;
    mutable std::mutex mutex_; ///< guards the members below
    std::condition_variable changed_;
    std::deque<ReplayTurn> ready_;
    std::optional<KeptRounds> later_;                ///< rounds that follow those that were read
    std::vector<std::shared_ptr<ReplayBatch>> used_; ///< their memory is reused
    bool isAwaited_ = false;                         ///< the sender had no batch
    bool isStopping_ = false;
    bool hasEnded_ = false;
    std::jthread thread_; ///< last: it is joined before the other members are destroyed
};

} // namespace tapscope
