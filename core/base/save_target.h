#pragma once

#include <base/error.h>

#include <filesystem>

namespace tapscope {

/// Returns the file that saving under a name writes to: the name with its symbolic links resolved, including links to
/// folders. The file need not exist.
///
/// A link is followed only if it belongs to the user or to root (for root: only to root). In a folder that all users
/// can write to, such as /tmp, anybody can place a link to one of the user's files under a name that the user is going
/// to save to; the kernel refuses some of these links if fs.protected_symlinks is on (proc_sys_fs(5)). The error
/// NotPermitted names the link, its owner and its target. Links in /proc that stand for descriptors are not resolved.
[[nodiscard]] Result<std::filesystem::path> saveTarget(const std::filesystem::path& name);

} // namespace tapscope
