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

/// A filter for the frames of a capture, prepared once. Immutable.
class StoreFilter {
public:
    StoreFilter(ShownCapture capture, std::shared_ptr<const FieldFilter> filter);

    /// Finds the matching frames from `first` to `last`. `found` receives them in order, with the number of the last
    /// frame that was examined, on the threads of the scan. Blocks. If the filter depends on earlier frames, waits
    /// until they are learned. Errors: Cancelled; that of the first frame that cannot be read, e.g. because its file
    /// was truncated, after all matches before it were passed to `found`.
    using Found = std::function<void(std::vector<FrameNumber> numbers, FrameNumber examined)>;
    [[nodiscard]] Result<void> find(FrameNumber first, FrameNumber last, const Found& found,
                                    const std::stop_token& stop = {}) const;

private:
    ShownCapture capture_;
    std::shared_ptr<const FieldFilter> filter_;
    DissectionPlan plan_;
};

} // namespace tapscope
