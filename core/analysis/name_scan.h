#pragma once

#include <analysis/shown_capture.h>
#include <names/host_names.h>

#include <stop_token>

namespace tapscope {

/// Adds the names that the frames `first` to `last` of a capture contain (NameHarvest) to `names`, in their order, on
/// all cores. Blocks. Errors: Cancelled; that of the first frame that cannot be read. Names of earlier frames are
/// added.
[[nodiscard]] Result<void> addNamesOfFrames(HostNames& names, const ShownCapture& capture, FrameNumber first,
                                            FrameNumber last, const std::stop_token& stop);

} // namespace tapscope
