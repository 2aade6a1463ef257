#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace tapscope {

/// When a frame was seen: nanoseconds since 1970-01-01 UTC, as pcapng with if_tsresol 9 keeps it. Years 1678 to 2262.
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

/// The time of a frame whose file tells none (a pcapng Simple Packet Block).
inline constexpr Timestamp noTime = Timestamp::min();

/// "1581113120.474299000": seconds since the epoch with nine digits, as tshark prints frame.time_epoch.
[[nodiscard]] std::string epochText(Timestamp time);

/// "0.010000000": a difference of times in seconds with `digits` (0 to 9) decimals, truncated; may be negative.
[[nodiscard]] std::string secondsText(std::chrono::nanoseconds duration, int digits = 9);

} // namespace tapscope
