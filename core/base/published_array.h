#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace tapscope {

/// An array that grows at its end on one thread and is read by any number of others at the same time, without locks.
///
/// Elements live in segments that never move. The appender publishes a count with release semantics; a reader sees the
/// elements below it, whole, and no others. What append() takes is invisible until publish().
template <typename T, std::size_t SegmentSize, std::size_t MaximumSegments>
class PublishedArray {
public:
    PublishedArray() : segments_(std::make_unique<std::unique_ptr<T[]>[]>(MaximumSegments)) {}

    static constexpr std::uint64_t capacity = std::uint64_t{SegmentSize} * MaximumSegments;

    /// Appender's thread. False when the array is full.
    [[nodiscard]] bool append(T element) {
        if (appended_ == capacity)
            return false;
        auto& segment = segments_[appended_ / SegmentSize];
        if (!segment)
            segment = std::make_unique<T[]>(SegmentSize);
        segment[appended_ % SegmentSize] = std::move(element);
        ++appended_;
        return true;
    }
    /// Appender's thread: makes visible all that was appended.
    void publish() noexcept { count_.store(appended_, std::memory_order_release); }
    /// Appender's thread: makes visible the first `count` of what was appended and forgets the rest.
    void publishOnly(std::uint64_t count) noexcept {
        appended_ = count;
        publish();
    }
    /// Appender's thread: published or not.
    [[nodiscard]] std::uint64_t appended() const noexcept { return appended_; }

    /// Any thread.
    [[nodiscard]] std::uint64_t count() const noexcept { return count_.load(std::memory_order_acquire); }
    /// Any thread; `position` is below count().
    [[nodiscard]] const T& operator[](std::uint64_t position) const noexcept {
        return segments_[position / SegmentSize][position % SegmentSize];
    }

private:
    /// What is read for each element lies apart from what each publish() writes: no reader waits for the appender.
    static constexpr std::size_t cacheLine = 64;
    alignas(cacheLine) std::unique_ptr<std::unique_ptr<T[]>[]> segments_;
    alignas(cacheLine) std::uint64_t appended_ = 0;
    std::atomic<std::uint64_t> count_ = 0;
};

} // namespace tapscope
