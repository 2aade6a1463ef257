#pragma once

#include "reading.h"

#include <memory>
#include <string_view>

namespace tapscope::cli {

/// "mnt" as tshark's -N has it. Errors: Invalid.
[[nodiscard]] Result<NameSwitches> parseNameSwitches(std::string_view letters);

/// The requested names; null if none were requested. Host names come from the whole file, which is read a second time
/// for them. Errors: a hosts file or the capture cannot be read.
[[nodiscard]] Result<std::shared_ptr<const NameBook>> namesFor(const ReadWords& words, const DecoderRegistry& registry);

} // namespace tapscope::cli
