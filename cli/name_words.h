#pragma once

#include <base/error.h>
#include <decode/registry.h>

#include <names/name_book.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope::cli {

/// The names that a verb should show.
struct NameWords {
    std::string file;                        ///< the capture
    bool follow = false;                     ///< a file that grows
    NameSwitches names = {};                 ///< which names are shown
    std::vector<std::string> hostFiles = {}; ///< in the format of hosts(5), in addition to /etc/hosts
};

/// Parses letters such as "mnt", as for tshark's -N. Error: Invalid.
[[nodiscard]] Result<NameSwitches> parseNameSwitches(std::string_view letters);

/// The requested names; null if none were requested. Host names come from the whole file, which is read a second time
/// for them. Errors: a hosts file or the capture cannot be read.
[[nodiscard]] Result<std::shared_ptr<const NameBook>> namesFor(const NameWords& words, const DecoderRegistry& registry);

} // namespace tapscope::cli
