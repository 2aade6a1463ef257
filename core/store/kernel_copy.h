#pragma once

#include <base/error.h>

#include <cstdint>
#include <filesystem>
#include <functional>

namespace tapscope {

/// Copies the first `size` bytes of a file to the beginning of an empty one by the kernel alone: they share their
/// blocks where the file system can (btrfs, XFS), else they are copied without passing through this program. False when
/// these two files cannot be copied so; nothing was written then. `goOn` is told how many bytes are done, and says
/// whether to go on (Cancelled). Errors name `path`, the source.
[[nodiscard]] Result<bool> copyInKernel(int source, int target, std::uint64_t size, const std::filesystem::path& path,
                                        const std::function<bool(std::uint64_t done)>& goOn);

} // namespace tapscope
