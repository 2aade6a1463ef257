#pragma once

#include <base/error.h>

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace tapscope {

/// Identifies a file independently of its name.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const FileIdentity&) const = default;

    /// Follows links. Returns nothing if there is no such file.
    [[nodiscard]] static std::optional<FileIdentity> of(const std::filesystem::path& path);
    [[nodiscard]] static std::optional<FileIdentity> of(int fd);
};

/// Returns the process that holds the flock(2) of a file, as running captures do with their files: "tapscope-cli (pid
/// 4711)", or "another program" if the system does not name it. Returns nothing if the file is not locked or does not
/// exist.
[[nodiscard]] std::optional<std::string> lockHolder(const std::filesystem::path& path);

/// Checks that a file of this name may be replaced or overwritten. The error is Busy, with the name of the process,
/// while a capture writes to it. Follows links; a name that does not exist may be used.
[[nodiscard]] Result<void> refuseIfRecorded(const std::filesystem::path& path);

} // namespace tapscope
