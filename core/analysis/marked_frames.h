#pragma once

#include <base/frame.h>

#include <span>
#include <vector>

namespace tapscope {

/// Frames that the user has chosen, ascending: marked ones, ignored ones.
using MarkedFrames = std::vector<FrameNumber>;

/// Both sets together. `more` is ascending; `known` may be null, which means none.
[[nodiscard]] MarkedFrames joined(const MarkedFrames* known, std::span<const FrameNumber> more);
/// The frames that are in exactly one of the sets. `frames` is in any order; `known` may be null.
[[nodiscard]] MarkedFrames toggled(const MarkedFrames* known, std::span<const FrameNumber> frames);

} // namespace tapscope
