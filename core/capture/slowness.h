#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace tapscope {

/// Tells whether an injector is slow: a call of more than 20 ms, or more than half of a second's time in calls. One
/// thread.
class Slowness {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr auto longestCall = std::chrono::milliseconds(20);
    static constexpr auto mostInASecond = std::chrono::milliseconds(500);

    /// A call that began and ended then. What is to be said of it: once for each kind.
    [[nodiscard]] std::optional<std::string> call(Clock::time_point began, Clock::time_point ended);

private:
    Clock::time_point secondBegan_{};
    Clock::duration inCalls_{}; ///< in that second
    bool isLongTold_ = false, isBusyTold_ = false;
};

} // namespace tapscope
