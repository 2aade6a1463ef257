#pragma once

#include <stats/statistics_count.h>

#include <analysis/shown_capture.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace tapscope {

/// Counts the frames `first` to `last` of a capture on all cores, and waits for frames that must be learned first. The
/// count of a growing capture continues by merging the results of further calls. `progress` receives the number of
/// frames done, on the threads of the scan. Errors: Cancelled.
[[nodiscard]] Result<std::shared_ptr<StatisticsCount>>
countStatistics(const ShownCapture& capture, const std::shared_ptr<const StatisticsPlan>& plan, FrameNumber first,
                FrameNumber last, const std::stop_token& stop = {},
                const std::function<void(FrameNumber done)>& progress = {});

} // namespace tapscope
