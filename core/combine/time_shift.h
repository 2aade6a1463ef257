#pragma once

#include <base/error.h>
#include <base/frame.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace tapscope {

/// New times for frames: all shifted by the same duration, or set for two frames and interpolated for the others. A
/// value.
class TimeShift {
public:
    /// A frame's present time, and its new time.
    struct Anchor {
        Timestamp before{}, after{};
    };
    [[nodiscard]] static TimeShift by(std::chrono::nanoseconds offset) noexcept;
    /// The line through both anchors. Errors: Invalid if both frames have the same time, or if their order would
    /// change.
    [[nodiscard]] static Result<TimeShift> through(const Anchor& one, const Anchor& other);

    /// Nothing if the new time cannot be represented (before 1970, or after 2262).
    [[nodiscard]] std::optional<Timestamp> of(Timestamp time) const noexcept;

private:
    Timestamp from_{}; ///< becomes to_
    Timestamp to_{};
    std::chrono::nanoseconds length_{1}; ///< after from_; becomes newLength_
    std::chrono::nanoseconds newLength_{1};
};

/// A copy of a pcap or pcapng file with other times, as pcapng. Blocks are copied with all their options; only the
/// times of packet blocks change, in the resolution of their interface.
struct ShiftedCopy {
    std::filesystem::path file;
    TimeShift shift;
    std::function<void(FrameNumber frames)> progress = {}; ///< called occasionally, on the calling thread
    std::stop_token stop = {};

    struct Report {
        FrameNumber frames = 0;
        FrameNumber unchanged = 0;        ///< frames without a time, or whose new time the format cannot represent
        std::optional<Error> damage = {}; ///< the rest of the file cannot be read
    };
    /// Passes the copy on, piece by piece. Errors: the file cannot be opened; that of `write`; Cancelled.
    [[nodiscard]] Result<Report> run(const std::function<Result<void>(Bytes)>& write) const;
};

} // namespace tapscope
