#pragma once

#include <capture/kept_frames.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace tapscope {

/// How much to keep of the frames before an awaited event.
struct KeepBefore {
    std::optional<std::chrono::nanoseconds> duration; ///< maximum age of the frames; absent: as many as fit
    std::uint64_t bytes = std::uint64_t{256} << 20;   ///< of frames, at most
};

/// The newest frames before an awaited event, in memory until they are passed on. Frames that are too old or do not fit
/// are dropped. Remarks between frames are kept or dropped with them. For one thread.
class RecentFrames {
public:
    using Remark = std::move_only_function<void()>;

    explicit RecentFrames(KeepBefore keep) : keep_(keep) {}

    /// Copies the frame.
    void add(const Frame& frame);
    /// The remark is called when the frames after it are passed on.
    void add(Remark remark);
    /// Passes on all frames in order, and keeps none of them.
    void giveAll(const std::function<void(const Frame&)>& take);
    /// The number of dropped frames, and of those that were not too old but did not fit.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }
    [[nodiscard]] std::uint64_t room() const noexcept { return keep_.bytes; }
    [[nodiscard]] std::uint64_t didNotFit() const noexcept { return didNotFit_; }

private:
    /// Frames that are dropped together.
    struct Part {
        KeptFrames frames;
        std::vector<std::pair<std::size_t, Remark>> remarks; ///< each before the frame with that index
    };

    void dropOld();
    [[nodiscard]] bool isTooOld(Timestamp time) const noexcept;

    KeepBefore keep_;
    std::deque<Part> parts_;
    Timestamp newest_ = Timestamp::min();
    std::uint64_t bytes_ = 0, dropped_ = 0, didNotFit_ = 0;
};

} // namespace tapscope
