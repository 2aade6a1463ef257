#pragma once

#include <base/error.h>

#include <analysis/shown_capture.h>

#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace tapscope {

/// Whether a field of this name has the number of a frame that carries another part of the same datagram or message,
/// such as "ip.fragment", or of the frame that completes it, such as "tcp.reassembled_in".
[[nodiscard]] bool namesOtherPart(std::string_view field) noexcept;

/// Adds the frames that the given frames depend on: all fragments of the datagrams and all segments of the messages of
/// which they carry a part. If an added frame completes another datagram or message, its parts are added, too; if
/// another one only begins in it, they are not. Ignored frames depend on none. The result is ascending and has each
/// frame once. Blocks, on all cores. `progress` receives 0 to 100, on the threads of the scan. Errors: Cancelled; a
/// frame cannot be read.
[[nodiscard]] Result<std::vector<FrameNumber>>
withDependedFrames(const ShownCapture& capture, std::vector<FrameNumber> frames, const std::stop_token& stop = {},
                   const std::function<void(int percent)>& progress = {});

} // namespace tapscope
