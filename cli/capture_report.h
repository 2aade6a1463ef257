#pragma once

#include "output.h"

#include <capture/capture_engine.h>

#include <cstdint>
#include <optional>

namespace tapscope::cli {

/// Prints the numbers of a capture that has ended as a JSON object: the sums, and those of each device. Only a
/// recording has frames that were `notRecorded`.
void printNumbers(Output& out, const CaptureEngine& engine, std::optional<std::uint64_t> notRecorded = std::nullopt);

} // namespace tapscope::cli
