#pragma once

#include <base/error.h>
#include <file/capture_notes.h>

#include <string>

namespace tapscope::cli {

/// Reads a file of keys and recognises its kind by the contents. Errors: Invalid (not a key log), and those of reading
/// the file.
[[nodiscard]] Result<DecryptionSecrets> readKeyLog(const std::string& name);

} // namespace tapscope::cli
