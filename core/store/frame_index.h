#pragma once

#include <base/error.h>
#include <base/frame.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

namespace tapscope {

/// Where one frame lies in its file, in 16 bytes.
struct IndexEntry {
    std::uint64_t offset : 48;      ///< of the frame's block or record in the file
    std::uint64_t interfaceId : 16; ///< in the capture's interfaces
    std::int64_t time;              ///< nanoseconds since the epoch
};
static_assert(sizeof(IndexEntry) == 16);

/// The index of a capture: grows at its end on one thread, is read by any number of others at the same time, without
/// locks. Entries live in segments that never move; a reader sees those below the published count, and only those.
class FrameIndex {
public:
    static constexpr std::size_t segmentEntries = 1U << 16;
    static constexpr std::size_t maximumSegments = 1U << 16; ///< 4.29 G frames
    static constexpr std::uint64_t maximumInterfaces = 1U << 16;

    FrameIndex();

    /// Appender's thread: adds an entry that is not visible yet. NoSpace past the maximum.
    [[nodiscard]] Result<void> append(const IndexEntry& entry);
    /// Appender's thread: makes visible all that was appended.
    void publish() noexcept { count_.store(appended_, std::memory_order_release); }
    /// Appender's thread: takes back what was appended and not published.
    void discardUnpublished() noexcept { appended_ = count_.load(std::memory_order_relaxed); }

    /// Any thread: frames that can be read.
    [[nodiscard]] FrameNumber count() const noexcept { return count_.load(std::memory_order_acquire); }
    /// Any thread; `number` is 1 to count().
    [[nodiscard]] const IndexEntry& operator[](FrameNumber number) const noexcept {
        const FrameNumber position = number - 1;
        return segments_[position / segmentEntries][position % segmentEntries];
    }

private:
    std::unique_ptr<std::unique_ptr<IndexEntry[]>[]> segments_;
    FrameNumber appended_ = 0;
    std::atomic<FrameNumber> count_ = 0;
};

} // namespace tapscope
