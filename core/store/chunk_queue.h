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

/// A mebibyte of whole pcapng blocks on their way to disk. The writer may write its beginning while the worker still
/// fills it.
struct Chunk {
    static constexpr std::size_t size = std::size_t{1} << 20;

    /// The content so far: blocks and frames that belong together.
    struct Fill {
        std::uint32_t bytes = 0;
        std::uint32_t frames = 0;
    };

    std::unique_ptr<std::byte[]> bytes;
    bool beginsFile = false;         ///< in a ring: the writer continues in the next file
    std::shared_ptr<StorePart> part; ///< the part of its frames; null without an index

    [[nodiscard]] Fill fill() const noexcept {
        const std::uint64_t both = filled_.load(std::memory_order_acquire);
        return {.bytes = static_cast<std::uint32_t>(both), .frames = static_cast<std::uint32_t>(both >> 32)};
    }
    /// Called by the worker: one plain store.
    void setFill(Fill fill) noexcept {
        filled_.store(std::uint64_t{fill.frames} << 32 | fill.bytes, std::memory_order_release);
    }

private:
    std::atomic<std::uint64_t> filled_ = 0;
};

/// The buffer between worker and writer: chunks in order. They come from a pool, the last used first, so that the chunk
/// that the worker fills is still in the cache. Locks for a few instructions per chunk.
class ChunkQueue {
public:
    /// Holds at most `size` bytes.
    explicit ChunkQueue(std::size_t size) noexcept : mostChunks_(std::max<std::size_t>(size / Chunk::size, 2)) {}

    /// Called by the worker: adds a chunk at the end. Returns null if the buffer or the memory is full.
    [[nodiscard]] Chunk* add(std::shared_ptr<StorePart> part, bool beginsFile);
    /// Called by the worker: whether add() would return a chunk. One atomic load.
    [[nodiscard]] bool hasRoom() const noexcept { return waiting_.load(std::memory_order_relaxed) < mostChunks_; }

    /// Whether more chunks wait than with a writer that keeps up.
    [[nodiscard]] bool hasMany() const noexcept { return waiting_.load(std::memory_order_relaxed) > 2; }

    /// Called by the writer: the oldest chunk, null if there is none. If `isLast`, the worker may still be filling it.
    struct Front {
        Chunk* chunk = nullptr;
        bool isLast = true;
    };
    [[nodiscard]] Front front() const;
    /// Called by the writer: the oldest chunk is written; returns it to the pool.
    void pop();
    /// Any thread: frees all unused chunks but two.
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
