#include <store/frame_store.h>

#include <algorithm>
#include <numeric>

namespace tapscope {

std::shared_ptr<const StorePart> FrameStore::part(FrameNumber number) const {
    const std::lock_guard lock(mutex_);
    const auto after = std::ranges::upper_bound(parts_, number, {}, &StorePart::first);
    if (after == parts_.begin() || !(*std::prev(after))->has(number))
        return nullptr;
    return *std::prev(after);
}

IndexEntry FrameStore::entry(FrameNumber number) const {
    const auto holding = part(number);
    return holding ? holding->entry(number) : IndexEntry::of(0, 0, noTime);
}

std::vector<std::shared_ptr<const StorePart>> FrameStore::parts() const {
    const std::lock_guard lock(mutex_);
    return {parts_.begin(), parts_.end()};
}

std::shared_ptr<const StorePart> FrameStore::wholeFile() const {
    const std::lock_guard lock(mutex_);
    return isWhole_.load(std::memory_order_acquire) && parts_.size() == 1 ? parts_.front() : nullptr;
}

std::uint64_t FrameStore::sizeOnDisk() const {
    const std::lock_guard lock(mutex_);
    return std::accumulate(parts_.begin(), parts_.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto& each) { return sum + each->sizeOnDisk(); });
}

bool FrameStore::isStoredIn(const std::filesystem::path& path) const {
    const auto there = FileIdentity::of(path);
    const std::lock_guard lock(mutex_);
    return there && std::ranges::find(parts_, *there, &StorePart::identity) != parts_.end();
}

void FrameStore::publish(FrameNumber count) {
    if (count_.load(std::memory_order_relaxed) == 0 && count > 0)
        startTime_.store(entry(1).timestamp(), std::memory_order_release);
    count_.store(count, std::memory_order_release);
}

void FrameStore::addPart(std::shared_ptr<StorePart> part) {
    const std::lock_guard lock(mutex_);
    parts_.push_back(std::move(part));
}

void FrameStore::dropOldestPart() {
    std::shared_ptr<StorePart> oldest; // closed after the lock is released
    const std::lock_guard lock(mutex_);
    oldest = std::move(parts_.front());
    parts_.erase(parts_.begin());
    first_.store(parts_.front()->first(), std::memory_order_release);
}

} // namespace tapscope
