#pragma once

#include <base/error.h>
#include <base/unique_fd.h>
#include <store/recording_options.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

namespace tapscope {

/// dumpcap's name for file `number` (counted from 1) of a ring, in local time: "trace_00001_20260101120000.pcapng".
[[nodiscard]] std::filesystem::path ringFileName(const std::filesystem::path& name, std::uint32_t number,
                                                 std::chrono::system_clock::time_point opened);

/// The file that a recording currently writes to. Notices what other programs do to it.
class RecordingFile {
public:
    /// Creates the file (mode 0600) and locks it. Errors: as for Recording::create().
    [[nodiscard]] static Result<RecordingFile> create(const std::filesystem::path& path,
                                                      RecordingOptions::Existing existing, Syscalls& syscalls);

    /// Writes at the end, as much as the system accepts at once. The error is an errno.
    [[nodiscard]] std::expected<std::size_t, int> write(const std::byte* data, std::size_t size);
    /// Truncates the file to `size` bytes, as well as possible.
    void cut(std::uint64_t size);

    enum class Change : std::uint8_t {
        None,
        Removed, ///< its name does not lead to it any more: it was renamed, removed or replaced
        Cut,     ///< it is shorter than what was written
        Grown    ///< another program writes to it, too
    };
    /// Returns what other programs have done to it.
    [[nodiscard]] Change change() const;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    /// Bytes written.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] const std::shared_ptr<const UniqueFd>& descriptor() const noexcept { return file_; }

private:
    RecordingFile(std::filesystem::path path, UniqueFd file, Syscalls& syscalls)
        : path_(std::move(path)), file_(std::make_shared<const UniqueFd>(std::move(file))), syscalls_(&syscalls) {}

    std::filesystem::path path_;
    std::shared_ptr<const UniqueFd> file_;
    std::uint64_t size_ = 0;
    Syscalls* syscalls_;
};

} // namespace tapscope
