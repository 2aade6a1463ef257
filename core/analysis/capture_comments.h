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
    std::vector<OnFrame> frames;   ///< in their order
    FrameNumber commented = 0;     ///< how many frames have comments: may be more than are told
};

/// Reads the whole capture for its comments, with those that the user has changed, on all cores. Tells those of the
/// first `most` frames. Blocks. Errors: Cancelled; those of reading: a frame of a ring that is gone is none.
[[nodiscard]] Result<CaptureComments> collectComments(const ShownCapture& capture, std::size_t most,
                                                      const std::stop_token& stop);

} // namespace tapscope
