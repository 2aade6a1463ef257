#pragma once

#include <capture/capture_engine.h>

#include <string>
#include <vector>

namespace tapscope::cli {

/// "duration:S", "filesize:KB", "packets:N", as dumpcap's -a has them. Invalid otherwise.
[[nodiscard]] Result<StopConditions> parseStopWords(const std::vector<std::string>& words);

/// When a capture ends, and how its files follow each other: -a and -b together.
struct CaptureLimits {
    StopConditions stop;
    RingOptions ring;
};
/// The same with "files:N" among the stop words, which needs a ring.
[[nodiscard]] Result<CaptureLimits> parseLimits(const std::vector<std::string>& stop,
                                                const std::vector<std::string>& ring);

/// "30s", "1500ms", "5min", "64MB", "512kB", "1GB": a time, or a size of frames. Invalid otherwise, and for more than
/// 4 GB.
[[nodiscard]] Result<KeepBefore> parseBefore(const std::string& word);

/// "duration:S", "filesize:KB", "packets:N", "files:N", as dumpcap's -b has them. Invalid otherwise, and when a number
/// of files is all that is said.
[[nodiscard]] Result<RingOptions> parseRingWords(const std::vector<std::string>& words);

} // namespace tapscope::cli
