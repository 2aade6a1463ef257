#pragma once

#include <capture/capture_engine.h>

#include <string>
#include <vector>

namespace tapscope::cli {

/// "duration:S", "filesize:KB", "packets:N", as dumpcap's -a has them. Invalid otherwise.
[[nodiscard]] Result<StopConditions> parseStopWords(const std::vector<std::string>& words);

/// "duration:S", "filesize:KB", "packets:N", "files:N", as dumpcap's -b has them. Invalid otherwise, and when a number
/// of files is all that is said.
[[nodiscard]] Result<RingOptions> parseRingWords(const std::vector<std::string>& words);

} // namespace tapscope::cli
