#pragma once

#include <chrono>
#include <cstdint>

namespace tapscope {

/// How many a second, from looks at a count that grows. By a clock that nobody sets: a step of the time of day changes
/// no rate. One thread.
class RateMeter {
public:
    using Clock = std::chrono::steady_clock;

    explicit RateMeter(std::uint64_t count = 0, Clock::time_point now = Clock::now()) noexcept
        : count_(count), since_(now) {}

    /// Looks at the count. Whether at least `window` passed since the last time that this was true: only then
    /// perSecond() is told anew. A count that fell is one that began anew, and tells 0.
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
