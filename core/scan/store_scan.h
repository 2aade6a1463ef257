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
    /// The frame `first` and the `size - 1` frames after it.
    ScanPart(FrameNumber first, std::size_t size, bool isDescending = false) noexcept
        : first_(first), size_(size), isDescending_(isDescending) {}
    explicit ScanPart(std::span<const FrameNumber> chosen) noexcept : chosen_(chosen), size_(chosen.size()) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] FrameNumber operator[](std::size_t place) const noexcept {
        if (!chosen_.empty())
            return chosen_[place];
        return isDescending_ ? first_ + size_ - 1 - place : first_ + place;
    }
    /// The highest frame number in the part.
    [[nodiscard]] FrameNumber highest() const noexcept { return isDescending_ ? (*this)[0] : (*this)[size_ - 1]; }

private:
    std::span<const FrameNumber> chosen_;
    FrameNumber first_ = 0;
    std::size_t size_;
    bool isDescending_ = false;
};

/// Examines frames of a store on all cores. Filter, search, statistics, following a stream and export are built on it.
/// Frames are divided into parts, which are examined at the same time; the results are delivered in order, one part at
/// a time. Memory is limited to a few parts per thread. The caller's thread works, too, and a scan of one part starts
/// no other thread.
struct StoreScan {
    std::shared_ptr<const FrameStore> store;
    FrameNumber first = 1; ///< or the first that exists when run() is called, if that is later
    FrameNumber last = 0;  ///< 0: the last that exists when run() is called
    /// Only these frames, in ascending order, instead of `first` to `last`; must outlive run().
    std::optional<std::span<const FrameNumber>> chosen = {};
    enum class Order : std::uint8_t { Ascending, Descending } order = Order::Ascending; ///< of `first` to `last`
    unsigned threads = 0; ///< 0 = as many as there are cores
    /// Waits until the frames up to a number can be examined, because the frames before them are learned. Returns false
    /// when asked to stop. Called on the threads of the scan.
    std::function<bool(FrameNumber last, const std::stop_token& stop)> ready = {};
    /// Called after each part with the number of frames done and their total; on the threads of the scan, one call at a
    /// time.
    std::function<void(FrameNumber done, FrameNumber total)> progress = {};
    std::stop_token stop = {};

    enum class Next : std::uint8_t { GoOn, Enough };
    /// Delivers what a thread found in a part. Called in the scan's order, one call at a time, on any of its threads.
    /// An error or Enough ends the scan. An empty function means that there is nothing to deliver.
    using Delivery = std::move_only_function<Result<Next>()>;
    /// Examines the frames of a part, reading them from `reader`. If a frame takes long, it checks `stop` between
    /// frames, after which its result is dropped. If a ring has removed a frame's file meanwhile, hasGone() is true for
    /// that frame.
    using Examine = std::move_only_function<Delivery(const ScanPart& part, FrameReader& reader)>;

    /// Blocks until everything is delivered. `makeExaminer` is called once on each thread, one call at a time. Errors:
    /// the first one of a delivery; Cancelled when asked to stop.
    [[nodiscard]] Result<void> run(const std::function<Examine()>& makeExaminer) const;
};

/// Whether a frame could not be read because a ring has removed its file, so that it does not belong to the capture any
/// more.
[[nodiscard]] inline bool hasGone(FrameNumber number, const FrameReader& reader) noexcept {
    return number < reader.store().first();
}

} // namespace tapscope
