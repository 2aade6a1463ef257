#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <filesystem>

namespace tapscope {

/// A new file that replaces an existing one as a whole or not at all. It is written under a temporary name beside the
/// existing file, and renamed by commit(). An existing target that is not a regular file (a pipe, /dev/stdout) is
/// written directly. Names are bytes of the file system. For one thread; blocks on the disk, and on a pipe without a
/// reader.
class ReplacementFile {
public:
    /// `path` may be a link, whose target is then replaced (saveTarget()). The new file has the mode of the existing
    /// one. Errors: the system's; NotPermitted if the link belongs to another user; Busy if a capture is being recorded
    /// to the file.
    [[nodiscard]] static Result<ReplacementFile> create(const std::filesystem::path& path);
    ReplacementFile(ReplacementFile&& other) noexcept;
    ReplacementFile& operator=(ReplacementFile&&) = delete;
    /// Discards a file that was not committed.
    ~ReplacementFile();

    [[nodiscard]] int descriptor() const noexcept { return file_.get(); }
    [[nodiscard]] Result<void> commit();

private:
    ReplacementFile(std::filesystem::path target, std::filesystem::path temporary, UniqueFd file)
        : target_(std::move(target)), temporary_(std::move(temporary)), file_(std::move(file)) {}

    std::filesystem::path target_, temporary_; ///< temporary_ is empty if the target is written directly
    UniqueFd file_;
};

} // namespace tapscope
