#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace tapscope {

/// How long the calling thread has waited for a processor so far, because others had it. Zero if the kernel does not
/// tell. Takes some microseconds.
[[nodiscard]] std::chrono::nanoseconds waitedForProcessor();

/// Detects a slow injector: a call that takes more than 20 ms, or calls that take more than half of a second's time.
/// For one thread.
///
/// Such an injector is named. It hinders the capture if long calls take more than half of each of three seconds in a
/// row. Short calls hinder nobody, however many there are, because the ports have their turn between them. The time
/// that the thread waited for a processor does not count: on a busy machine every call may be long.
class Slowness {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr auto longestCall = std::chrono::milliseconds(20);
    static constexpr auto mostInASecond = std::chrono::milliseconds(500);
    static constexpr int mostSeconds = 3; ///< in a row

    /// `waited`: as waitedForProcessor().
    explicit Slowness(std::function<Clock::duration()> waited = waitedForProcessor) : waited_(std::move(waited)) {}

    /// Adds a call that began and ended at these times, and in which `sending` was spent in sending frames. Returns a
    /// message the first time that a limit is exceeded, for each.
    [[nodiscard]] std::optional<std::string> call(Clock::time_point began, Clock::time_point ended,
                                                  Clock::duration sending = {});
    [[nodiscard]] bool hinders() const noexcept { return hinderedSeconds_ >= mostSeconds; }

private:
    void beginSecond(Clock::time_point at);
    void endSecond(Clock::time_point at);

    std::function<Clock::duration()> waited_;
    Clock::time_point secondBegan_{};
    Clock::duration inCalls_{}, inLongCalls_{}; ///< in the current second
    Clock::duration waitedBefore_{};            ///< when the second began
    std::int64_t hinderedSeconds_ = 0;          ///< in a row
    bool isLongTold_ = false, isBusyTold_ = false;
};

} // namespace tapscope
