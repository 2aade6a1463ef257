#pragma once

#include <base/error.h>

#include <cstdint>
#include <filesystem>
#include <functional>

namespace tapscope {

/// Has the kernel copy the first `size` bytes of a file to the beginning of an empty one. The two share their blocks if
/// the file system allows it (btrfs, XFS); otherwise the data is copied without passing through this program. Returns
/// false, with nothing written, if these two files cannot be copied that way. `goOn` receives the number of bytes that
/// are done and returns whether to continue (Cancelled). Errors name `path`, the source.
[[nodiscard]] Result<bool> copyInKernel(int source, int target, std::uint64_t size, const std::filesystem::path& path,
                                        const std::function<bool(std::uint64_t done)>& goOn);

} // namespace tapscope
