#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tapscope {

/// Reads a point in time in ISO 8601 ("2025-07-04T12:34:56.5Z", with a space instead of the T, with an offset, or in
/// local time without either) or as Wireshark prints it ("Jul  4, 2025 12:34:56.5", followed by "UTC" or in local
/// time). Seconds and their fraction may be missing. Returns nanoseconds since the epoch.
[[nodiscard]] std::optional<std::int64_t> readTime(std::string_view text);

} // namespace tapscope
