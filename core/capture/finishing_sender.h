#pragma once

#include <inject/finished_frames.h>

#include <source/port.h>

#include <span>
#include <vector>

namespace tapscope {

/// Sends frames through a port. For one that takes no offloads, their checksums are finished and large ones are cut
/// into segments first (FinishedFrames). One thread; the port is the same until clear().
class FinishingSender {
public:
    /// As Port::send(). A frame of which the port took some segments and had no room for more is taken: the rest
    /// follows with the next call of send() or flush(). One that cannot be finished is refused.
    [[nodiscard]] Sent send(Port& port, std::span<const Frame> frames);
    /// Whether segments are left that the port had no room for.
    [[nodiscard]] bool hasLeft() const noexcept { return !left_.empty(); }
    /// Sends those. False: there is still no room for all.
    bool flush(Port& port);
    /// The port is another one from here on: what was left goes nowhere.
    void clear() noexcept;

    /// What the port has taken since takenUp() was called, as it was sent: good until the next call of another
    /// function.
    [[nodiscard]] std::span<Frame> taken() noexcept { return taken_; }
    void takenUp() noexcept { taken_.clear(); }

private:
    [[nodiscard]] Sent sendDone(Port& port, std::span<const Frame> frames);
    /// Sends what is left, up to where there is no room; segments that are refused are left out.
    [[nodiscard]] Sent::Rest sendLeft(Port& port);

    FinishedFrames finished_;
    std::span<const Frame> left_; ///< of finished_
    std::vector<std::size_t> refused_;
    std::vector<Frame> taken_;
};

} // namespace tapscope
