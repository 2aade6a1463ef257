#pragma once

#include <base/frame.h>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tapscope {

/// First and last frame.
using FrameRange = std::pair<FrameNumber, FrameNumber>;

/// Parses ranges as a user writes them, for `count` frames: "1-5, 9", "-100" (from the first frame on), "200-" (to the
/// last one). The result is ascending and without overlaps. Nothing if a word is not a range of existing frames.
[[nodiscard]] std::optional<std::vector<FrameRange>> frameRanges(std::string_view text, FrameNumber count);

/// The frames of ranges, one by one.
[[nodiscard]] std::vector<FrameNumber> framesIn(const std::vector<FrameRange>& ranges);

} // namespace tapscope
