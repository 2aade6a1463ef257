#pragma once

#include <capture/capture_engine.h>

#include <string>
#include <vector>

namespace tapscope::cli {

/// "duration:S", "filesize:KB", "packets:N", as dumpcap's -a has them. Invalid otherwise.
[[nodiscard]] Result<StopConditions> parseStopWords(const std::vector<std::string>& words);

} // namespace tapscope::cli
