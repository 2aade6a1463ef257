#include "time_format.h"

#include <fmt/core.h>

#include <array>
#include <ctime>
#include <iterator>
#include <utility>

namespace tapscope::cli {

std::optional<TimeFormat> timeFormatOf(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, TimeFormat>, 11> known = {{{"r", TimeFormat::Relative},
                                                                                {"d", TimeFormat::Delta},
                                                                                {"e", TimeFormat::Epoch},
                                                                                {"a", TimeFormat::LocalTime},
                                                                                {"ad", TimeFormat::LocalDate},
                                                                                {"u", TimeFormat::UtcTime},
                                                                                {"ud", TimeFormat::UtcDate},
                                                                                // tcpdump's -tt to -ttttt
                                                                                {"t", TimeFormat::Epoch},
                                                                                {"tt", TimeFormat::Delta},
                                                                                {"ttt", TimeFormat::LocalDate},
                                                                                {"tttt", TimeFormat::Relative}}};
    for (const auto& [name, format] : known) {
        if (word == name)
            return format;
    }
    return std::nullopt;
}

void appendClockTime(std::string& out, TimeFormat format, Timestamp time) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(time);
    const auto micro = std::chrono::floor<std::chrono::microseconds>(time - whole).count();
    const std::time_t seconds = whole.time_since_epoch().count();
    if (format == TimeFormat::Epoch) {
        fmt::format_to(std::back_inserter(out), "{}.{:06}", seconds, micro);
        return;
    }
    const bool isUtc = format == TimeFormat::UtcTime || format == TimeFormat::UtcDate;
    std::tm broken{};
    static_cast<void>(isUtc ? gmtime_r(&seconds, &broken) : localtime_r(&seconds, &broken));
    if (format == TimeFormat::LocalDate || format == TimeFormat::UtcDate)
        fmt::format_to(std::back_inserter(out), "{}-{:02}-{:02} ", broken.tm_year + 1900, broken.tm_mon + 1,
                       broken.tm_mday);
    fmt::format_to(std::back_inserter(out), "{:02}:{:02}:{:02}.{:06}", broken.tm_hour, broken.tm_min, broken.tm_sec,
                   micro);
}

} // namespace tapscope::cli
