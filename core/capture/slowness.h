#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace tapscope {

/// Detects a slow injector: a call that takes more than 20 ms, or calls that take more than half of a second's time.
/// For one thread.
class Slowness {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr auto longestCall = std::chrono::milliseconds(20);
    static constexpr auto mostInASecond = std::chrono::milliseconds(500);

    /// Adds a call that began and ended at these times. Returns a message the first time that a limit is exceeded, for
    /// each.
    [[nodiscard]] std::optional<std::string> call(Clock::time_point began, Clock::time_point ended);

private:
    Clock::time_point secondBegan_{};
    Clock::duration inCalls_{}; ///< in the current second
    bool isLongTold_ = false, isBusyTold_ = false;
};

} // namespace tapscope
