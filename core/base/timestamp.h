#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace tapscope {

/// The time when a frame was seen: nanoseconds since 1970-01-01 UTC, as in pcapng with if_tsresol 9. Years 1678 to
/// 2262.
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

/// The time of a frame whose file has no time for it (a pcapng Simple Packet Block).
inline constexpr Timestamp noTime = Timestamp::min();

/// "1581113120.474299000": seconds since the epoch with nine decimals, as tshark prints frame.time_epoch.
[[nodiscard]] std::string epochText(Timestamp time);

/// "0.010000000": a time difference in seconds with `digits` (0 to 9) decimals, truncated; may be negative.
[[nodiscard]] std::string secondsText(std::chrono::nanoseconds duration, int digits = 9);

} // namespace tapscope
