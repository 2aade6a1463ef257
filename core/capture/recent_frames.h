#pragma once

#include <capture/kept_frames.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace tapscope {

/// How much is kept of what came before a moment that is waited for.
struct KeepBefore {
    std::optional<std::chrono::nanoseconds> duration; ///< frames that are not older; absent: as many as fit
    std::uint64_t bytes = std::uint64_t{256} << 20;   ///< of frames, at most
};

/// The newest frames, in memory, until they are given on: what came before something that is waited for. What is older
/// or does not fit is dropped. In between stand remarks, which go with the frames around them. One thread.
class RecentFrames {
public:
    using Remark = std::move_only_function<void()>;

    explicit RecentFrames(KeepBefore keep) : keep_(keep) {}

    /// Copies it.
    void add(const Frame& frame);
    /// Called when the frames behind it are given on.
    void add(Remark remark);
    /// Gives on what is kept, in order, up to now; nothing is kept then.
    void giveAll(const std::function<void(const Frame&)>& take);
    /// Frames that were dropped, and those of them that were not too old but did not fit.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }
    [[nodiscard]] std::uint64_t room() const noexcept { return keep_.bytes; }
    [[nodiscard]] std::uint64_t didNotFit() const noexcept { return didNotFit_; }

private:
    /// Frames that are dropped together.
    struct Part {
        KeptFrames frames;
        std::vector<std::pair<std::size_t, Remark>> remarks; ///< each before the frame of that place
    };

    void dropOld();
    [[nodiscard]] bool isTooOld(Timestamp time) const noexcept;

    KeepBefore keep_;
    std::deque<Part> parts_;
    Timestamp newest_ = Timestamp::min();
    std::uint64_t bytes_ = 0, dropped_ = 0, didNotFit_ = 0;
};

} // namespace tapscope
