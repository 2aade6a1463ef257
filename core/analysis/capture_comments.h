#pragma once

#include <base/error.h>

#include <analysis/shown_capture.h>

#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// All comments of a capture.
struct CaptureComments {
    struct OnFrame {
        FrameNumber frame;
        std::vector<std::string> comments;
    };
    std::vector<std::string> file; ///< on the capture as a whole
    std::vector<OnFrame> frames;   ///< in the order of the frames
    FrameNumber commented = 0;     ///< the number of frames with comments, which may be more than `frames` has
};

/// Reads the comments of the whole capture, including those that the user has changed, on all cores. Returns those of
/// the first `most` frames. Blocks. Errors: Cancelled; those of reading, except for a frame that a ring has removed.
[[nodiscard]] Result<CaptureComments> collectComments(const ShownCapture& capture, std::size_t most,
                                                      const std::stop_token& stop);

} // namespace tapscope
