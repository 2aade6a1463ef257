#pragma once

#include <decode/plan.h>
#include <filter/field_filter.h>

#include <analysis/shown_capture.h>
#include <scan/store_scan.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace tapscope {

/// What to look for in a capture, settled once. Immutable.
class StoreFilter {
public:
    StoreFilter(ShownCapture capture, std::shared_ptr<const FieldFilter> filter);

    /// Those of the frames `first` to `last` that pass: `found` is told them in order, with the number of the last
    /// frame that was looked at, on the threads of the scan. Blocks. Where the filter depends on earlier frames it
    /// waits until they are learned. Errors: Cancelled; that of the first frame that cannot be read, such as one of a
    /// file that was cut: all before it were told.
    using Found = std::function<void(std::vector<FrameNumber> numbers, FrameNumber examined)>;
    [[nodiscard]] Result<void> find(FrameNumber first, FrameNumber last, const Found& found,
                                    const std::stop_token& stop = {}) const;

private:
    ShownCapture capture_;
    std::shared_ptr<const FieldFilter> filter_;
    DissectionPlan plan_;
};

} // namespace tapscope
