#pragma once

#include <base/error.h>
#include <file/capture_interface.h>
#include <plugin/plugin_host.h>
#include <stats/statistics_count.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {

/// What `tapscope-cli stats` is asked to count.
struct CountWords {
    std::string file;
    std::vector<std::string> kinds;
    std::string filter; ///< empty: all frames
    bool reassemble = false;
};

/// What was counted in a file.
struct CountedFile {
    std::shared_ptr<const StatisticsPlan> plan;
    StatisticsCount count;
    std::vector<std::string> interfaceNames = {};
    std::optional<Error> damage = {};  ///< set when the file breaks its format: frames before that place are counted
    std::optional<Error> leftOut = {}; ///< set when a plugin's statistic failed: its result is a note alone

    [[nodiscard]] std::string nameOf(std::uint32_t interface) const;
};

/// Counts the statistics of a file on all cores.
[[nodiscard]] Result<CountedFile> countStatistics(const CountWords& words, const PluginHost& plugins);

} // namespace tapscope::cli
