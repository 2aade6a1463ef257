#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace tapscope {

/// First and last frame.
using FrameRange = std::pair<quint64, quint64>;

/// What a person writes for some frames of `count`: "1-5, 9", "-100" from the first on, "200-" to the last. Ascending,
/// each frame once; nothing when a word is not a range of frames that there are.
[[nodiscard]] std::optional<std::vector<FrameRange>> frameRanges(const QString& text, quint64 count);

} // namespace tapscope
