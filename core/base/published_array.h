#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace tapscope {

/// An array that grows at its end on one thread and is read by any number of others at the same time, without locks.
///
/// Elements live in segments that never move. A count is published with release semantics; a reader sees the elements
/// below it, whole, and no others. What append() takes is invisible until it is published, by the appender or by
/// another thread that the appender has told of it.
///
/// Memory is touched as elements come: a short array costs little, however many it may hold.
template <typename T, std::size_t SegmentSize, std::size_t MaximumSegments>
class PublishedArray {
public:
    PublishedArray() : segments_(static_cast<T**>(std::calloc(MaximumSegments, sizeof(T*)))) {
        if (!segments_)
            throw std::bad_alloc();
    }
    ~PublishedArray() {
        for (std::uint64_t first = 0; first < allocated_; first += SegmentSize)
            delete[] segments_.get()[first / SegmentSize];
    }
    PublishedArray(const PublishedArray&) = delete;
    PublishedArray& operator=(const PublishedArray&) = delete;

    static constexpr std::uint64_t capacity = std::uint64_t{SegmentSize} * MaximumSegments;

    /// Appender's thread. False when the array or the memory is full.
    [[nodiscard]] bool append(T element) {
        if (appended_ == allocated_ && !grow())
            return false;
        segments_.get()[appended_ / SegmentSize][appended_ % SegmentSize] = std::move(element);
        ++appended_;
        return true;
    }
    /// Appender's thread: published or not.
    [[nodiscard]] std::uint64_t appended() const noexcept { return appended_; }
    /// Appender's thread: makes visible all that was appended.
    void publish() noexcept { publish(appended_); }
    /// The one thread that publishes: makes visible the first `count`, which only grows.
    void publish(std::uint64_t count) noexcept { count_.store(count, std::memory_order_release); }

    /// Any thread.
    [[nodiscard]] std::uint64_t count() const noexcept { return count_.load(std::memory_order_acquire); }
    /// Any thread; `position` is below count().
    [[nodiscard]] const T& operator[](std::uint64_t position) const noexcept {
        return segments_.get()[position / SegmentSize][position % SegmentSize];
    }

private:
    struct Free {
        void operator()(T** segments) const noexcept { std::free(segments); }
    };

    [[nodiscard]] bool grow() {
        if (allocated_ == capacity)
            return false;
        T* const segment = new (std::nothrow) T[SegmentSize];
        if (segment == nullptr)
            return false;
        segments_.get()[allocated_ / SegmentSize] = segment;
        allocated_ += SegmentSize;
        return true;
    }

    /// What is read for each element, what the appender writes for each, and what publish() writes lie apart: nobody
    /// waits for another's cache line.
    static constexpr std::size_t cacheLine = 64;
    alignas(cacheLine) std::unique_ptr<T*, Free> segments_;
    alignas(cacheLine) std::uint64_t appended_ = 0;
    std::uint64_t allocated_ = 0;
    alignas(cacheLine) std::atomic<std::uint64_t> count_ = 0;
};

} // namespace tapscope
