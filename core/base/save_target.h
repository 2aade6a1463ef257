#pragma once

#include <base/error.h>

#include <filesystem>

namespace tapscope {

/// The file that is meant when something is to be saved under a name: where its symbolic links lead, links to folders
/// included. The file need not exist.
///
/// A link counts only if it is the user's own or root's (for root: root's). In a folder that all may write to, such as
/// /tmp, anybody can lay a link to a file of the user's under a name that the user is going to save to; the kernel
/// refuses some of these where fs.protected_symlinks is on (proc_sys_fs(5)). NotPermitted tells the link, whose it is
/// and where it leads. What the kernel shows as links in /proc (descriptors) stays as it is.
[[nodiscard]] Result<std::filesystem::path> saveTarget(const std::filesystem::path& name);

} // namespace tapscope
