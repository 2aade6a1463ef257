#pragma once

#include <inject/injector.h>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tapscope {

/// Computes when the frames of a steady rate are due. It does not drift. After a pause it catches up by at most a tenth
/// of a second, so that a stalled machine does not cause a long burst.
class Pacer {
public:
    using Clock = Injector::Clock;

    /// `framesPerSecond` is above 0, or 0 = as fast as possible.
    Pacer(double framesPerSecond, Clock::time_point start) noexcept;

    [[nodiscard]] Clock::time_point due() const noexcept;
    /// Returns how many frames may be sent now, at most `limit`, and counts them as sent.
    [[nodiscard]] std::size_t take(Clock::time_point now, std::size_t limit) noexcept;

private:
    double rate_;
    Clock::time_point start_;
    std::uint64_t sent_ = 0;
};

} // namespace tapscope
