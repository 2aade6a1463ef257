#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <filesystem>

namespace tapscope {

/// A new file that takes an older one's place when it is whole, or nothing at all: it is written under a name of its
/// own beside the other, and renamed by commit(). Names are bytes of the file system. One thread; blocks on the disk.
class ReplacementFile {
public:
    /// `path` may be a link: what it leads to is replaced. The new file has the older one's mode.
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

    std::filesystem::path target_, temporary_; ///< the latter is empty once it is gone
    UniqueFd file_;
};

} // namespace tapscope
