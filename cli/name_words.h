#pragma once

#include "reading.h"

#include <memory>
#include <string_view>

namespace tapscope::cli {

/// "mnt" as tshark's -N has it. Errors: Invalid.
[[nodiscard]] Result<NameSwitches> parseNameSwitches(std::string_view letters);

/// The names that were asked for; null if none were. Names of hosts come from the whole file, which is read once more
/// for them. Errors: a file of hosts, or the capture, cannot be read.
[[nodiscard]] Result<std::shared_ptr<const NameBook>> namesFor(const ReadWords& words, const DecoderRegistry& registry);

} // namespace tapscope::cli
