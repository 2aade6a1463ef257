#pragma once

#include <base/error.h>
#include <file/capture_interface.h>
#include <store/chunk_queue.h>
#include <store/recorded_store.h>
#include <store/recording_file.h>
#include <store/recording_status.h>

#include <chrono>
#include <condition_variable>
#include <expected>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

namespace tapscope {

/// The half of a recording that waits for the disk. Its thread writes what the worker puts into the queue, and
/// publishes what can be read. It lives until both the Recording and the thread are done with it, because a thread that
/// a dead disk blocks can only be abandoned.
class RecordingWriter {
public:
    RecordingWriter(std::filesystem::path path, const RecordingOptions& options, Syscalls& syscalls);

    /// Creates the first file, for the part `first`. Must be called before run().
    [[nodiscard]] Result<void> openFirst(std::shared_ptr<StorePart> first);
    /// The thread's function; returns when the recording has ended.
    void run();

    // --- For the worker ---
    [[nodiscard]] ChunkQueue& queue() noexcept { return queue_; }
    [[nodiscard]] bool isOpen() const noexcept {
        return state_.load(std::memory_order_relaxed) == RecordingStatus::State::Open;
    }
    /// Counts frames that are in the queue or not recorded. Plain stores.
    void countTaken(std::uint64_t frames, std::uint64_t bytes) noexcept {
        framesTaken_.store(frames, std::memory_order_relaxed);
        bytesTaken_.store(bytes, std::memory_order_relaxed);
    }
    void countNotRecorded() noexcept {
        framesNotRecorded_.store(framesNotRecorded_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
    /// Tells the thread that there is something to write.
    void wake();
    /// Tells the thread that nothing more will come. Waiting frames count as delivered in `statistics`.
    void finish(std::vector<CaptureStatistics> statistics);

    // --- For any thread ---
    [[nodiscard]] RecordingStatus status() const noexcept;
    [[nodiscard]] std::optional<Error> error() const;
    [[nodiscard]] std::filesystem::path path() const;
    [[nodiscard]] bool settle(std::chrono::milliseconds atMost);
    void abandon();
    [[nodiscard]] const std::shared_ptr<RecordedStore>& store() const noexcept { return store_; }

private:
    using State = RecordingStatus::State;
    using Trouble = RecordingStatus::Trouble;
    using Fill = Chunk::Fill;

    [[nodiscard]] Result<void> drain();
    [[nodiscard]] Result<void> write(const Chunk& chunk, Fill fill);
    [[nodiscard]] Result<void> nextFile(std::shared_ptr<StorePart> part);
    void removeOldest();
    [[nodiscard]] Result<void> checkFile();
    [[nodiscard]] bool publish(Fill whole);
    void report(Trouble trouble, const Error& error);
    void rest(std::unique_lock<std::mutex>& lock);
    void end();
    void writeStatistics();
    void takeOffLost(std::vector<CaptureStatistics>& statistics);
    [[nodiscard]] Result<void> useFile(Result<RecordingFile> made, std::shared_ptr<StorePart> part);

    const std::filesystem::path path_;
    const RecordingOptions options_;
    Syscalls& syscalls_;
    std::shared_ptr<RecordedStore> store_;
    ChunkQueue queue_;

    // For the writer's thread.
    std::optional<RecordingFile> file_;
    std::shared_ptr<StorePart> part_;
    std::uint64_t fileWhole_ = 0;                ///< bytes of whole blocks in file_
    Fill chunkWhole_;                            ///< the same for the oldest chunk
    std::uint32_t chunkDone_ = 0;                ///< bytes of the oldest chunk that are in the file
    bool hasFile_ = false;                       ///< whether the oldest chunk's file exists, if the chunk begins one
    bool isCut_ = false;                         ///< another program truncated the file, so it is not repaired
    std::chrono::steady_clock::time_point busy_; ///< the last time when much was waiting

    // The worker's counts and the thread's, on separate cache lines.
    static constexpr std::size_t cacheLine = 64;
    alignas(cacheLine) std::atomic<std::uint64_t> framesTaken_ = 0;
    std::atomic<std::uint64_t> bytesTaken_ = 0, framesNotRecorded_ = 0;
    alignas(cacheLine) std::atomic<std::uint64_t> framesWritten_ = 0;
    std::atomic<std::uint64_t> bytesWritten_ = 0;
    std::atomic<std::uint32_t> filesBegun_ = 0;
    alignas(cacheLine) std::atomic<State> state_ = State::Open;
    std::atomic<Trouble> trouble_ = Trouble::None;

    mutable std::mutex mutex_; ///< guards the members below, and makes publishing and abandoning exclude each other
    std::condition_variable work_, settled_;
    bool isWanted_ = false;
    bool isThreadOver_ = false;
    std::optional<std::vector<CaptureStatistics>> closing_; ///< set by finish()
    std::optional<Error> error_;
    std::filesystem::path currentPath_;
};

} // namespace tapscope
