#pragma once

#include <inject/finished_frames.h>

#include <source/port.h>

#include <cstdint>
#include <span>
#include <vector>

namespace tapscope {

/// Sends frames through a port. If the port does not support offloads, checksums are finished and large frames are cut
/// into segments first (FinishedFrames). For one thread; the port must be the same until clear().
class FinishingSender {
public:
    /// Like Port::send(). A frame counts as accepted if the port accepted some of its segments and had no room for the
    /// others; these follow with the next call of send() or flush(). A frame that cannot be finished is refused.
    /// Without frames: reports the results of earlier frames, with NoRoom while the port does not know all of them.
    [[nodiscard]] Sent send(Port& port, std::span<const Frame> frames);
    /// Whether there are segments for which the port had no room.
    [[nodiscard]] bool hasLeft() const noexcept { return !left_.empty(); }
    /// Sends these segments. Returns false if there is still not enough room.
    bool flush(Port& port);
    /// Must be called when the port changes; drops the remaining segments.
    void clear() noexcept;

    /// Whether taken() is needed; otherwise frames are only counted. It is at first.
    void keepTaken(bool isKept) noexcept { isKept_ = isKept; }
    /// The frames, as they were sent, that the port has accepted since takenUp() was called; valid until the next call
    /// of another function.
    [[nodiscard]] std::span<Frame> taken() noexcept { return taken_; }
    /// How many that were, and their bytes.
    [[nodiscard]] std::uint64_t takenFrames() const noexcept { return takenFrames_; }
    [[nodiscard]] std::uint64_t takenBytes() const noexcept { return takenBytes_; }
    void takenUp() noexcept {
        taken_.clear();
        takenFrames_ = takenBytes_ = 0;
    }

private:
    [[nodiscard]] Sent sendDone(Port& port, std::span<const Frame> frames);
    /// Sends the remaining segments as far as there is room; segments that are refused are left out.
    [[nodiscard]] Sent::Rest sendLeft(Port& port);

    FinishedFrames finished_;
    std::span<const Frame> left_; ///< of finished_
    std::vector<std::size_t> refused_;
    std::vector<Frame> taken_;
    std::uint64_t takenFrames_ = 0, takenBytes_ = 0;
    bool isKept_ = true;
};

} // namespace tapscope
