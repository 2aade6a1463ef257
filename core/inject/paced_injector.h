#pragma once

#include <inject/injector.h>
#include <inject/pacer.h>

#include <cstdint>
#include <span>

namespace tapscope {

/// Sends a number of frames at a rate, or as fast as they are accepted. Derived classes create the frames.
class PacedInjector : public Injector {
public:
    [[nodiscard]] std::optional<Clock::time_point> due() override;
    void run(Clock::time_point now, FrameOutput& output) override;

protected:
    /// `count` 0: no limit. `framesPerSecond` 0: as fast as frames are accepted.
    PacedInjector(PortId port, std::uint64_t count, double framesPerSecond);

    /// Returns how many frames next() can return; at least one.
    [[nodiscard]] virtual std::size_t ready() const noexcept = 0;
    /// Returns the next frames, at most ready(). They live until the next call.
    [[nodiscard]] virtual std::span<const Frame> next(std::size_t count) = 0;

private:
    PortId port_;
    std::uint64_t left_; ///< frames that are not done
    bool isEndless_;
    Pacer pacer_;
    std::span<const Frame> waiting_; ///< frames that wait for room
};

} // namespace tapscope
