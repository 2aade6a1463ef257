#pragma once

#include "verb.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tapscope::cli {

/// The options of `export --objects`.
struct ObjectWords {
    std::string file, protocol; ///< "http", "tftp" or "imf"
    std::filesystem::path folder;
    std::vector<std::string> scripts;
    bool json = false;
};

/// Writes the transferred objects to a folder, which is created if it is missing, and prints the names of the files.
/// Errors: Invalid (the protocol); those of reading and writing.
[[nodiscard]] Result<void> exportObjects(const ObjectWords& words, Session& session);

} // namespace tapscope::cli
