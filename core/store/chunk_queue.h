#pragma once

#include <store/store_part.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace tapscope {

/// A mebibyte of whole pcapng blocks on their way to disk. The worker fills it while the writer already writes its
/// beginning.
struct Chunk {
    static constexpr std::size_t size = std::size_t{1} << 20;

    /// What is there, in blocks and frames that belong together.
    struct Fill {
        std::uint32_t bytes = 0;
        std::uint32_t frames = 0;
    };

    std::unique_ptr<std::byte[]> bytes;
    bool beginsFile = false;         ///< of a ring: the writer goes on in the next file
    std::shared_ptr<StorePart> part; ///< that its frames are in; null without an index

    [[nodiscard]] Fill fill() const noexcept {
        const std::uint64_t both = filled_.load(std::memory_order_acquire);
        return {.bytes = static_cast<std::uint32_t>(both), .frames = static_cast<std::uint32_t>(both >> 32)};
    }
    /// The worker's: one plain store.
    void setFill(Fill fill) noexcept {
        filled_.store(std::uint64_t{fill.frames} << 32 | fill.bytes, std::memory_order_release);
    }

private:
    std::atomic<std::uint64_t> filled_ = 0;
};

/// The buffer between worker and writer: chunks in their order, taken from a pool, last used first taken, so that what
/// the worker fills is still in the cache. It locks for a few instructions once a chunk.
class ChunkQueue {
public:
    /// At most `size` bytes wait in it.
    explicit ChunkQueue(std::size_t size) noexcept : mostChunks_(std::max<std::size_t>(size / Chunk::size, 2)) {}

    /// The worker's: another chunk at the end. Null when the buffer or the memory is full.
    [[nodiscard]] Chunk* add(std::shared_ptr<StorePart> part, bool beginsFile);
    /// The worker's: whether add() would give one. One atomic load.
    [[nodiscard]] bool hasRoom() const noexcept { return waiting_.load(std::memory_order_relaxed) < mostChunks_; }

    /// Whether more chunks wait than a writer that keeps up ever sees.
    [[nodiscard]] bool hasMany() const noexcept { return waiting_.load(std::memory_order_relaxed) > 2; }

    /// The writer's: the oldest chunk, null when there is none. `isLast`: the worker may still be filling it.
    struct Front {
        Chunk* chunk = nullptr;
        bool isLast = true;
    };
    [[nodiscard]] Front front() const;
    /// The writer's: the oldest chunk is written, and returns to the pool.
    void pop();
    /// Any thread: gives back the memory of unused chunks except two.
    void trim();
    [[nodiscard]] std::size_t sizeLimit() const noexcept { return mostChunks_ * Chunk::size; }

private:
    std::size_t mostChunks_;
    std::atomic<std::size_t> waiting_ = 0;
    mutable std::mutex mutex_; ///< guards both
    std::deque<std::unique_ptr<Chunk>> queue_;
    std::vector<std::unique_ptr<Chunk>> pool_;
};

} // namespace tapscope
