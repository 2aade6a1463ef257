#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tapscope {

/// Reads a point in time: ISO 8601 ("2025-07-04T12:34:56.5Z", with a space for the T, an offset, or the local time when
/// neither) or as Wireshark prints it ("Jul  4, 2025 12:34:56.5", with "UTC" behind it or in local time). Seconds and
/// their fraction may be missing. Nanoseconds since the epoch.
[[nodiscard]] std::optional<std::int64_t> readTime(std::string_view text);

} // namespace tapscope
