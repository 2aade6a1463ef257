#pragma once

#include <base/error.h>

#include <filesystem>
#include <functional>

namespace tapscope {

/// What exists at the path where frames are to be saved.
enum class SaveTarget {
    Nothing, ///< a new file
    File,    ///< an existing file, which would be replaced
    Device   ///< a pipe or device, which is written to
};

/// Checks the path. `isOwnFile` recognises the file that is being recorded. Blocks on the disk. Errors: Busy (the file
/// that is being recorded), Invalid (a folder), NotFound (its folder does not exist).
[[nodiscard]] Result<SaveTarget> examineSaveTarget(const std::filesystem::path& path,
                                                   const std::function<bool(const std::filesystem::path&)>& isOwnFile);

} // namespace tapscope
