#pragma once

#include <base/frame.h>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tapscope {

/// First and last frame.
using FrameRange = std::pair<FrameNumber, FrameNumber>;

/// Ranges as a user writes them, of `count` frames: "1-5, 9", "-100" from the first frame on, "200-" to the last one.
/// Ascending and without overlaps. None if a word is not a range of frames that exist.
[[nodiscard]] std::optional<std::vector<FrameRange>> frameRanges(std::string_view text, FrameNumber count);

/// The frames of ranges, one by one.
[[nodiscard]] std::vector<FrameNumber> framesIn(const std::vector<FrameRange>& ranges);

} // namespace tapscope
