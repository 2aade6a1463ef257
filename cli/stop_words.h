#pragma once

#include <capture/capture_engine.h>

#include <string>
#include <vector>

namespace tapscope::cli {

/// "duration:S", "filesize:KB", "packets:N", as for dumpcap's -a. Error: Invalid otherwise.
[[nodiscard]] Result<StopConditions> parseStopWords(const std::vector<std::string>& words);

/// The stop conditions and the ring of files of a capture: -a and -b together.
struct CaptureLimits {
    StopConditions stop;
    RingOptions ring;
};
/// The same with "files:N" among the stop words, which needs a ring.
[[nodiscard]] Result<CaptureLimits> parseLimits(const std::vector<std::string>& stop,
                                                const std::vector<std::string>& ring);

/// "30s", "1500ms", "5min", "64MB", "512kB", "1GB": a duration, or a size of frames. Error: Invalid otherwise, and for
/// more than 4 GB.
[[nodiscard]] Result<KeepBefore> parseBefore(const std::string& word);

/// "duration:S", "filesize:KB", "packets:N", "files:N", as for dumpcap's -b. Error: Invalid otherwise, and if only a
/// number of files is given.
[[nodiscard]] Result<RingOptions> parseRingWords(const std::vector<std::string>& words);

} // namespace tapscope::cli
