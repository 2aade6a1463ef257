#pragma once

#include <base/error.h>
#include <store/frame_reader.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>

namespace tapscope {

/// Frames of a scan that one thread examines together, in the scan's order.
class ScanPart {
public:
    /// Frame `first` and the `size - 1` frames after it.
    ScanPart(FrameNumber first, std::size_t size, bool isDescending = false) noexcept
        : first_(first), size_(size), isDescending_(isDescending) {}
    explicit ScanPart(std::span<const FrameNumber> chosen) noexcept : chosen_(chosen), size_(chosen.size()) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] FrameNumber operator[](std::size_t place) const noexcept {
        if (!chosen_.empty())
            return chosen_[place];
        return isDescending_ ? first_ + size_ - 1 - place : first_ + place;
    }
    /// The highest number of them.
    [[nodiscard]] FrameNumber highest() const noexcept { return isDescending_ ? (*this)[0] : (*this)[size_ - 1]; }

private:
    std::span<const FrameNumber> chosen_;
    FrameNumber first_ = 0;
    std::size_t size_;
    bool isDescending_ = false;
};

/// A way through frames of a store on all cores: filter, search, statistics, following a stream and export are made of
/// it. Frames are taken in parts, the parts are examined at the same time, and what was found is delivered in order,
/// one part at a time. Memory is bounded by a few parts a thread. The caller's thread works too, and a scan of one part
/// starts no other.
struct StoreScan {
    std::shared_ptr<const FrameStore> store;
    FrameNumber first = 1; ///< or the first that is there when run() is called, if that is a later one
    FrameNumber last = 0;  ///< 0: the last that is there when run() is called
    /// Only these frames, ascending, instead of `first` to `last`; they have to outlive run().
    std::optional<std::span<const FrameNumber>> chosen = {};
    enum class Order : std::uint8_t { Ascending, Descending } order = Order::Ascending; ///< of `first` to `last`
    unsigned threads = 0; ///< 0 = as many as there are cores
    /// Waits until frames up to a number can be examined (what earlier frames tell is learned); false when asked to
    /// stop. Called on the threads of the scan.
    std::function<bool(FrameNumber last, const std::stop_token& stop)> ready = {};
    /// Told after each part how many frames are done of how many; on the threads of the scan, one call at a time.
    std::function<void(FrameNumber done, FrameNumber total)> progress = {};
    std::stop_token stop = {};

    enum class Next : std::uint8_t { GoOn, Enough };
    /// Hands over what a thread found in a part. Called in the scan's order, one at a time, on any of its threads; an
    /// error or Enough ends the scan. One that is empty has nothing to hand over.
    using Delivery = std::move_only_function<Result<Next>()>;
    /// Looks at the frames of a part, which it reads from `reader`. One that takes long for a frame looks at `stop`
    /// between them: what it returns then is dropped. A frame whose file a ring has removed meanwhile gives hasGone().
    using Examine = std::move_only_function<Delivery(const ScanPart& part, FrameReader& reader)>;

    /// Blocks until all is delivered. `makeExaminer` is called once on each thread, one call at a time. Errors: the
    /// first that a delivery gives; Cancelled when asked to stop.
    [[nodiscard]] Result<void> run(const std::function<Examine()>& makeExaminer) const;
};

/// Whether a frame of a ring could not be read because its file was removed: it is no frame of the capture any more.
[[nodiscard]] inline bool hasGone(FrameNumber number, const FrameReader& reader) noexcept {
    return number < reader.store().first();
}

} // namespace tapscope
