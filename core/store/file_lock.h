#pragma once

#include <base/error.h>

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace tapscope {

/// Which file a name or descriptor means, whatever it is called.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const FileIdentity&) const = default;

    /// Links are followed. Nothing when there is no such file.
    [[nodiscard]] static std::optional<FileIdentity> of(const std::filesystem::path& path);
    [[nodiscard]] static std::optional<FileIdentity> of(int fd);
};

/// Who holds the flock(2) of a file, as running captures do with what they write: "tapscope-cli (pid 4711)", or
/// "another program" where the system does not tell. Nothing when nobody does, or there is no such file.
[[nodiscard]] std::optional<std::string> lockHolder(const std::filesystem::path& path);

/// Whether a file of this name may be replaced or written over: Busy, with the name of the process, while a capture
/// writes to it. Links are followed; a name that does not exist is free.
[[nodiscard]] Result<void> refuseIfRecorded(const std::filesystem::path& path);

} // namespace tapscope
