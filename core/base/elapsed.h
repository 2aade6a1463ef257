#pragma once

#include <base/timestamp.h>

#include <cstdint>
#include <limits>

namespace tapscope {

/// The difference between two times in nanoseconds, negative if `to` is earlier. Times in a file may be further apart
/// than a duration can hold; the result is then the largest or the smallest duration.
[[nodiscard]] constexpr std::chrono::nanoseconds elapsed(Timestamp from, Timestamp to) noexcept {
    std::int64_t difference = 0;
    if (!__builtin_sub_overflow(to.time_since_epoch().count(), from.time_since_epoch().count(), &difference))
        return std::chrono::nanoseconds(difference);
    return to > from ? std::chrono::nanoseconds::max() : std::chrono::nanoseconds::min();
}

/// A time in seconds, as plots and tables show it.
[[nodiscard]] constexpr double secondsOf(std::chrono::nanoseconds time) noexcept {
    return std::chrono::duration<double>(time).count();
}

} // namespace tapscope
