#include <store/chunk_queue.h>

#include <new>

namespace tapscope {
namespace {

std::unique_ptr<Chunk> newChunk() {
    std::unique_ptr<Chunk> chunk(new (std::nothrow) Chunk);
    if (chunk)
        chunk->bytes.reset(new (std::nothrow) std::byte[Chunk::size]);
    return chunk && chunk->bytes ? std::move(chunk) : nullptr;
}

} // namespace

Chunk* ChunkQueue::add(std::shared_ptr<StorePart> part, bool beginsFile) {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= mostChunks_)
        return nullptr;
    std::unique_ptr<Chunk> chunk;
    if (pool_.empty()) {
        chunk = newChunk();
        if (!chunk)
            return nullptr;
    } else {
        chunk = std::move(pool_.back());
        pool_.pop_back();
    }
    chunk->beginsFile = beginsFile;
    chunk->part = std::move(part);
    chunk->setFill({});
    queue_.push_back(std::move(chunk));
    waiting_.store(queue_.size(), std::memory_order_relaxed);
    return queue_.back().get();
}

ChunkQueue::Front ChunkQueue::front() const {
    const std::lock_guard lock(mutex_);
    if (queue_.empty())
        return {};
    return {.chunk = queue_.front().get(), .isLast = queue_.size() == 1};
}

void ChunkQueue::pop() {
    const std::lock_guard lock(mutex_);
    queue_.front()->part.reset();
    pool_.push_back(std::move(queue_.front()));
    queue_.pop_front();
    waiting_.store(queue_.size(), std::memory_order_relaxed);
}

void ChunkQueue::trim() {
    constexpr std::size_t kept = 2;
    std::vector<std::unique_ptr<Chunk>> unused; // freed after the lock is released
    const std::lock_guard lock(mutex_);
    while (pool_.size() > kept) {
        unused.push_back(std::move(pool_.back()));
        pool_.pop_back();
    }
}

} // namespace tapscope
