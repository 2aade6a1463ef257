#pragma once

#include <inject/injector.h>
#include <inject/pacer.h>

#include <cstdint>
#include <span>

namespace tapscope {

/// Sends a number of frames at a rate, or as fast as they are taken; whoever derives from it makes them.
class PacedInjector : public Injector {
public:
    [[nodiscard]] std::optional<Clock::time_point> due() override;
    void run(Clock::time_point now, FrameOutput& output) override;

protected:
    /// `count` 0: without end. `framesPerSecond` 0: as fast as they are taken.
    PacedInjector(PortId port, std::uint64_t count, double framesPerSecond);

    /// How many frames next() can give, at least one.
    [[nodiscard]] virtual std::size_t ready() const noexcept = 0;
    /// The next frames, at most ready(). They live until the next call.
    [[nodiscard]] virtual std::span<const Frame> next(std::size_t count) = 0;

private:
    PortId port_;
    std::uint64_t left_; ///< frames that are not dealt with
    bool isEndless_;
    Pacer pacer_;
    std::span<const Frame> waiting_; ///< for room
};

} // namespace tapscope
