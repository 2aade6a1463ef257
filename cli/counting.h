#pragma once

#include "capturing.h"

#include <base/error.h>
#include <file/capture_interface.h>
#include <plugin/plugin_host.h>
#include <stats/statistic_kinds.h>
#include <stats/statistics_count.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {

/// The options of `tapscope-cli stats`.
struct CountWords {
    std::string name; ///< of a file, or for countLive() of a device or source
    std::vector<std::string> kinds;
    std::string filter; ///< empty: all frames
    bool reassemble = false;
};

/// The result of counting a file or a device.
struct CountedFile {
    std::shared_ptr<const StatisticKinds> kinds;
    std::shared_ptr<const StatisticsPlan> plan;
    std::shared_ptr<StatisticsCount> count;
    std::vector<std::string> interfaceNames = {};
    std::optional<Error> damage = {}; ///< why later frames are missing: the file is damaged, the device failed

    [[nodiscard]] std::string nameOf(std::uint32_t interface) const;
    /// Set if a plugin's statistic has failed: its result is only a note. It may fail when its result is made.
    [[nodiscard]] std::optional<Error> leftOut() const;
};

/// Counts the statistics of a file on all cores.
[[nodiscard]] Result<CountedFile> countStatistics(const CountWords& words, const PluginHost& plugins);

/// Captures on the named device and counts its frames as they arrive, until the capture ends or a signal arrives. No
/// frame is kept, so it may last for days. `capture` has the conditions of its end.
[[nodiscard]] Result<CountedFile> countLive(const CountWords& words, CaptureWords capture, const PluginHost& plugins,
                                            Session& session);

} // namespace tapscope::cli
