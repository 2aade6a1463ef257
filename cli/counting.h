#pragma once

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
    std::string file;
    std::vector<std::string> kinds;
    std::string filter; ///< empty: all frames
    bool reassemble = false;
};

/// The result of counting a file.
struct CountedFile {
    std::shared_ptr<const StatisticKinds> kinds;
    std::shared_ptr<const StatisticsPlan> plan;
    std::shared_ptr<StatisticsCount> count;
    std::vector<std::string> interfaceNames = {};
    std::optional<Error> damage = {}; ///< set if the file is damaged: the frames before the damage are counted

    [[nodiscard]] std::string nameOf(std::uint32_t interface) const;
    /// Set if a plugin's statistic has failed: its result is only a note. It may fail when its result is made.
    [[nodiscard]] std::optional<Error> leftOut() const;
};

/// Counts the statistics of a file on all cores.
[[nodiscard]] Result<CountedFile> countStatistics(const CountWords& words, const PluginHost& plugins);

} // namespace tapscope::cli
