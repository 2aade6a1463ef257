#pragma once

#include <base/error.h>

#include <analysis/shown_capture.h>
#include <objects/object_collector.h>

#include <functional>
#include <stop_token>
#include <vector>

namespace tapscope {

struct CapturedObjects {
    std::vector<CapturedObject> objects;
    std::uint64_t leftOut = 0; ///< objects beyond the limits of ObjectCollector
};

/// All objects of a capture, from reassembled messages. Reads the capture twice, unless `capture.joined` has learned
/// all of it. Blocks. Errors: Cancelled; a frame cannot be read.
[[nodiscard]] Result<CapturedObjects> collectObjects(const ShownCapture& capture, ObjectProtocol protocol,
                                                     const std::stop_token& stop = {},
                                                     const std::function<void(int percent)>& progress = {});

} // namespace tapscope
