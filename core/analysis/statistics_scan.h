#pragma once

#include <stats/statistics_count.h>

#include <analysis/shown_capture.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace tapscope {

/// Counts frames `first` to `last` of a capture on all cores, and waits for frames that have to be learned first. A
/// capture that grows is counted on by merging what further calls give. `progress` is told how many frames are done, on
/// the threads of the scan. Errors: Cancelled.
[[nodiscard]] Result<std::shared_ptr<StatisticsCount>>
countStatistics(const ShownCapture& capture, const std::shared_ptr<const StatisticsPlan>& plan, FrameNumber first,
                FrameNumber last, const std::stop_token& stop = {},
                const std::function<void(FrameNumber done)>& progress = {});

} // namespace tapscope
