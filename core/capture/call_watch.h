#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace tapscope {

/// Notices that another thread does not return from a call, because its number of steps stops growing. It counts checks
/// instead of the time, so that no call is blamed after the whole program was stopped for a while.
class CallWatch {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr auto checkEvery = std::chrono::milliseconds(100);
    static constexpr int mostChecks = 50;

    /// Returns whether the number was the same at fifty checks. Calls that follow each other quickly are one check.
    [[nodiscard]] bool hangs(std::uint64_t steps, Clock::time_point now) noexcept {
        isSame_ = steps_ == steps;
        if (!isSame_) {
            steps_ = steps;
            checks_ = 0;
            next_ = now + checkEvery;
        } else if (now >= next_) {
            ++checks_;
            next_ = now + checkEvery;
        }
        return checks_ >= mostChecks;
    }

    /// When to check next, if the number has not grown.
    [[nodiscard]] std::optional<Clock::time_point> due() const noexcept {
        return isSame_ ? std::optional(next_) : std::nullopt;
    }

private:
    std::optional<std::uint64_t> steps_;
    bool isSame_ = false;
    int checks_ = 0;
    Clock::time_point next_{};
};

} // namespace tapscope
