#pragma once

#include <base/timestamp.h>

#include <optional>
#include <string>
#include <string_view>

namespace tapscope::cli {

/// The format of the Time column, named as for tshark's -t.
enum class TimeFormat {
    Relative,  ///< r: seconds since the first frame
    Delta,     ///< d: seconds since the previous frame
    Epoch,     ///< e: seconds since 1970-01-01 UTC
    LocalTime, ///< a: time of day
    LocalDate, ///< ad: date and time
    UtcTime,   ///< u
    UtcDate,   ///< ud
};

[[nodiscard]] std::optional<TimeFormat> timeFormatOf(std::string_view word);

/// Appends one of the formats with a date or time of day, with microseconds: "2023-11-14 22:13:20.000000". Seconds
/// since 1970 for `Epoch`.
void appendClockTime(std::string& out, TimeFormat format, Timestamp time);

} // namespace tapscope::cli
