#pragma once

#include <inject/injector.h>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tapscope {

/// When the frames of a steady rate are due. It does not drift; after a pause it catches up by a tenth of a second at
/// most, so that a stall of the machine gives no burst of minutes.
class Pacer {
public:
    using Clock = Injector::Clock;

    /// `framesPerSecond` above 0; 0 = as fast as possible.
    Pacer(double framesPerSecond, Clock::time_point start) noexcept;

    [[nodiscard]] Clock::time_point due() const noexcept;
    /// How many frames may go now, at most `limit`; counts them as sent.
    [[nodiscard]] std::size_t take(Clock::time_point now, std::size_t limit) noexcept;

private:
    double rate_;
    Clock::time_point start_;
    std::uint64_t sent_ = 0;
};

} // namespace tapscope
