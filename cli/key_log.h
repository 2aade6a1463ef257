#pragma once

#include <base/error.h>
#include <file/capture_notes.h>

#include <string>

namespace tapscope::cli {

/// A file of keys, whose kind its content tells. Errors: Invalid (it is not a key log), those of reading it.
[[nodiscard]] Result<DecryptionSecrets> readKeyLog(const std::string& name);

} // namespace tapscope::cli
