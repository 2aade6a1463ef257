#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <filesystem>
#include <memory>
#include <vector>

namespace tapscope {

/// A recording that a program left behind when it ended without saving or discarding it (crash, kill -9, power cut).
struct LeftRecording {
    std::filesystem::path path;
    std::uint64_t size = 0; ///< bytes
    std::filesystem::file_time_type changed;
};

/// Holds a recording that was left, as Recording holds one that is being made: while it lives no other program
/// finds, opens or deletes it.
class RecordingLock {
public:
    /// Errors: Busy (another program records or shows it), NotFound, NotPermitted. Blocks on the disk.
    [[nodiscard]] static Result<std::shared_ptr<const RecordingLock>> take(const std::filesystem::path& path);

private:
    explicit RecordingLock(UniqueFd file) noexcept : file_(std::move(file)) {}

    UniqueFd file_;
};

/// Recordings in `folder` that no running program holds and that have a frame, the newest first. Blocks on the disk.
[[nodiscard]] std::vector<LeftRecording> findLeftRecordings(const std::filesystem::path& folder);

/// Deletes a recording that no running program holds. Errors: those of RecordingLock::take(), System.
[[nodiscard]] Result<void> deleteLeftRecording(const std::filesystem::path& path);

} // namespace tapscope
