#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace tapscope {

/// First and last frame.
using FrameRange = std::pair<quint64, quint64>;

/// Parses ranges of frames of a capture with `count` frames: "1-5, 9", "-100" (from the first), "200-" (to the last).
/// Ascending and without overlaps; nothing if a word is not a range of existing frames.
[[nodiscard]] std::optional<std::vector<FrameRange>> frameRanges(const QString& text, quint64 count);

} // namespace tapscope
