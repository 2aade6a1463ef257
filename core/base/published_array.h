#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace tapscope {

/// An array to which one thread appends while any number of threads read it, without locks.
///
/// Elements live in segments that never move. A count is published with release semantics, and readers see only the
/// complete elements below it. An appended element is invisible until it is published, by the appender or by another
/// thread that the appender has notified.
///
/// Memory is touched only as elements are added, so a short array is cheap whatever its maximum length.
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

    /// Appender's thread. Returns false if the array or the memory is full.
    [[nodiscard]] bool append(T element) {
        if (appended_ == allocated_ && !grow())
            return false;
        segments_.get()[appended_ / SegmentSize][appended_ % SegmentSize] = std::move(element);
        ++appended_;
        return true;
    }
    /// Appender's thread: the number of elements, published or not.
    [[nodiscard]] std::uint64_t appended() const noexcept { return appended_; }
    /// Appender's thread: publishes all elements that were appended.
    void publish() noexcept { publish(appended_); }
    /// The one thread that publishes: publishes the first `count` elements. `count` must not decrease.
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

    /// Data that readers load for each element, data that the appender writes for each, and the count that publish()
    /// writes are on separate cache lines, so that no thread waits for another's line.
    static constexpr std::size_t cacheLine = 64;
    alignas(cacheLine) std::unique_ptr<T*, Free> segments_;
    alignas(cacheLine) std::uint64_t appended_ = 0;
    std::uint64_t allocated_ = 0;
    alignas(cacheLine) std::atomic<std::uint64_t> count_ = 0;
};

} // namespace tapscope
