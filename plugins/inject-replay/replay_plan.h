#pragma once

#include "replay_options.h"

#include <base/frame.h>
#include <filter/capture_filter.h>
#include <store/file_walker.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// A frame to send, and its due time relative to the start of the replay.
struct PlannedFrame {
    Bytes bytes;     ///< of the frame itself, or of the plan until it is asked for the next one
    Offload offload; ///< work left to the device
    std::chrono::nanoseconds due{};
    std::uint64_t number = 0;        ///< in the file
    std::chrono::nanoseconds wait{}; ///< since the previous frame was due
};

/// The properties a frame must match to be sent.
struct ReplayTarget {
    LinkType linkType = LinkType::Ethernet;
    std::uint32_t mtu = 1500; ///< bytes, without the link header
};

/// Decides for each frame of a capture, in order, whether and when it is sent and what is changed in it. It knows no
/// clock, device or thread.
class ReplayPlan {
public:
    /// Invalid if the filter does not compile. `leftOut` is called with the reason whenever a selected frame is left
    /// out.
    using LeftOut = std::function<void(const std::string& reason)>;
    [[nodiscard]] static Result<ReplayPlan> make(ReplayOptions options, const ReplayTarget& target, LeftOut leftOut);

    /// The upper limit for due times, so that sums stay in range.
    static constexpr std::chrono::nanoseconds latest = std::chrono::hours(24 * 365 * 100);

    /// Returns nothing if the frame is not sent. `interfaces` are the interfaces of the file seen so far.
    [[nodiscard]] std::optional<PlannedFrame> next(const Frame& frame, std::span<const StoredInterface> interfaces);
    /// Whether no later frame of the file will be sent.
    [[nodiscard]] bool isPast(FrameNumber number) const noexcept { return options_.range.endsBefore(number); }
    /// Starts the file again; its first frame is due at the same time as the last one of the previous round.
    void beginRound() noexcept { previous_.reset(); }
    /// After the first round: how much later the same frames are due in the next one.
    [[nodiscard]] std::chrono::nanoseconds roundLength() const noexcept;
    [[nodiscard]] const ReplayOptions& options() const noexcept { return options_; }

private:
    ReplayPlan(ReplayOptions options, const ReplayTarget& target, CaptureFilter filter, LeftOut leftOut)
        : options_(std::move(options)), target_(target), filter_(std::move(filter)), leftOut_(std::move(leftOut)) {}
    [[nodiscard]] bool isAskedFor(const Frame& frame, std::span<const StoredInterface> interfaces) const;
    [[nodiscard]] std::string whyNot(const Frame& frame) const;
    [[nodiscard]] std::chrono::nanoseconds dueAfterUnits() const noexcept;
    [[nodiscard]] std::chrono::nanoseconds dueOf(const Frame& frame, std::size_t size);
    [[nodiscard]] std::chrono::nanoseconds recordedWait(Timestamp time);

    ReplayOptions options_;
    ReplayTarget target_;
    CaptureFilter filter_;
    LeftOut leftOut_;
    std::vector<std::byte> rewritten_;
    std::optional<Timestamp> previous_; ///< latest time of the frames of this round
    std::chrono::nanoseconds due_{};    ///< of the last frame
    double units_ = 0;                  ///< frames or bits before the current one
};

} // namespace tapscope
