#pragma once

#include <base/error.h>

#include <filesystem>
#include <functional>

namespace tapscope {

/// What stands where frames are to be saved.
enum class SaveTarget {
    Nothing, ///< a new file
    File,    ///< one that would be replaced
    Device   ///< a pipe or device, which is written to
};

/// Looks at it. `isOwnFile` tells the file that is being recorded. Blocks on the disk. Errors: Busy (the file that is
/// being recorded), Invalid (a folder), NotFound (the folder it is to be in).
[[nodiscard]] Result<SaveTarget> examineSaveTarget(const std::filesystem::path& path,
                                                   const std::function<bool(const std::filesystem::path&)>& isOwnFile);

} // namespace tapscope
