#pragma once

#include <base/error.h>
#include <decode/registry.h>

#include <names/name_book.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope::cli {

/// The names that a verb is asked to show.
struct NameWords {
    std::string file;                        ///< the capture
    bool follow = false;                     ///< a file that grows
    NameSwitches names = {};                 ///< which names are shown
    std::vector<std::string> hostFiles = {}; ///< of the format of hosts(5), besides /etc/hosts
};

/// "mnt" as tshark's -N has it. Errors: Invalid.
[[nodiscard]] Result<NameSwitches> parseNameSwitches(std::string_view letters);

/// The names that were asked for; null if none were. Names of hosts come from the whole file, which is read once more
/// for them. Errors: a file of hosts, or the capture, cannot be read.
[[nodiscard]] Result<std::shared_ptr<const NameBook>> namesFor(const NameWords& words, const DecoderRegistry& registry);

} // namespace tapscope::cli
