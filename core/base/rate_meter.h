#pragma once

#include <chrono>
#include <cstdint>

namespace tapscope {

/// Measures a rate per second from samples of a growing count. It uses a monotonic clock, so setting the time of day
/// changes no rate. For one thread.
class RateMeter {
public:
    using Clock = std::chrono::steady_clock;

    explicit RateMeter(std::uint64_t count = 0, Clock::time_point now = Clock::now()) noexcept
        : count_(count), since_(now) {}

    /// Samples the count. Returns true, and updates perSecond(), if at least `window` has passed since it last returned
    /// true. A count that became smaller has started again, and gives 0.
    bool look(std::uint64_t count, Clock::duration window, Clock::time_point now = Clock::now()) noexcept {
        if (now - since_ < window || now == since_)
            return false;
        const std::chrono::duration<double> passed = now - since_;
        perSecond_ = count < count_ ? 0 : static_cast<double>(count - count_) / passed.count();
        count_ = count;
        since_ = now;
        return true;
    }
    [[nodiscard]] double perSecond() const noexcept { return perSecond_; }

private:
    std::uint64_t count_;
    Clock::time_point since_;
    double perSecond_ = 0;
};

} // namespace tapscope
