#pragma once

#include <base/error.h>
#include <decode/history.h>

#include <analysis/shown_capture.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace tapscope {

/// Calls `look` for the frames of a capture up to `last`, in order, on the calling thread. An ignored frame comes
/// without bytes. Errors: Cancelled; a frame cannot be read.
[[nodiscard]] Result<void> readInOrder(const ShownCapture& capture, FrameNumber last, const std::stop_token& stop,
                                       const std::function<void(const Frame&)>& look);

/// Returns the history of a capture with reassembled data: `capture.joined` if it has learned all of them, otherwise a
/// history that is learned now, in one pass. Blocks. `progress` receives the number of the frame that was learned.
/// Errors: as for readInOrder().
[[nodiscard]] Result<std::shared_ptr<const History>>
wholeHistory(const ShownCapture& capture, const std::stop_token& stop = {},
             const std::function<void(FrameNumber learned)>& progress = {});

} // namespace tapscope
