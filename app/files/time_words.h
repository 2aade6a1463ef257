#pragma once

#include <base/frame.h>

#include <QString>

#include <chrono>
#include <optional>

namespace tapscope {

/// Parses a typed duration: "-1.5", "90", "1:30", "-02:00:00.25" (seconds, minutes:seconds, hours:minutes:seconds), to
/// the nanosecond and at most 100 years. Nothing for other text.
[[nodiscard]] std::optional<std::chrono::nanoseconds> durationOf(const QString& text);

/// Parses a local time such as "2026-01-31 12:00:00.5", to the nanosecond. Nothing for other text.
[[nodiscard]] std::optional<Timestamp> localTimeOf(const QString& text);
/// Formats a local time, with nine decimals.
[[nodiscard]] QString localTimeText(Timestamp time);

} // namespace tapscope
