#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <filesystem>
#include <string>

namespace tapscope::cli {

/// A file that is written under a temporary name beside its own, and takes that when all is there: a failure harms no
/// older file of that name. What is there and is not a regular file (a FIFO, /dev/stdout) is written to as it is.
class NewFile {
public:
    [[nodiscard]] static Result<NewFile> create(const std::filesystem::path& path);
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    /// Removes what was not kept.
    ~NewFile();

    [[nodiscard]] int descriptor() const noexcept { return file_.get(); }
    [[nodiscard]] Result<void> keep();

private:
    NewFile(std::filesystem::path path, std::string temporary, UniqueFd file)
        : path_(std::move(path)), temporary_(std::move(temporary)), file_(std::move(file)) {}

    std::filesystem::path path_;
    std::string temporary_; ///< empty when there is none
    UniqueFd file_;
};

} // namespace tapscope::cli
