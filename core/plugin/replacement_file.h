#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <filesystem>

namespace tapscope {

/// A new file that takes an older one's place when it is whole, or nothing at all: it is written under a name of its
/// own beside the other, and renamed by commit(). What is there and no regular file (a pipe, /dev/stdout) is written to
/// as it is. Names are bytes of the file system. One thread; blocks on the disk, and on a pipe that nobody reads.
class ReplacementFile {
public:
    /// `path` may be a link: what it leads to is replaced (saveTarget()). The new file has the older one's mode.
    /// Errors: the system's; NotPermitted when the link is another user's; Busy when a capture is being recorded to the
    /// file.
    [[nodiscard]] static Result<ReplacementFile> create(const std::filesystem::path& path);
    ReplacementFile(ReplacementFile&& other) noexcept;
    ReplacementFile& operator=(ReplacementFile&&) = delete;
    /// Drops what was not committed.
    ~ReplacementFile();

    [[nodiscard]] int descriptor() const noexcept { return file_.get(); }
    [[nodiscard]] Result<void> commit();

private:
    ReplacementFile(std::filesystem::path target, std::filesystem::path temporary, UniqueFd file)
        : target_(std::move(target)), temporary_(std::move(temporary)), file_(std::move(file)) {}

    std::filesystem::path target_, temporary_; ///< the latter is empty where there is none
    UniqueFd file_;
};

} // namespace tapscope
