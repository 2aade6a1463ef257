#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <filesystem>
#include <memory>
#include <vector>

namespace tapscope {

/// A recording that a program left behind when it ended without saving or discarding it (crash, kill -9, power
/// failure).
struct LeftRecording {
    std::filesystem::path path;
    std::uint64_t size = 0; ///< bytes
    std::filesystem::file_time_type changed;
};

/// Locks a recording that was left behind, as Recording locks the one that it writes. While the lock lives, no other
/// program finds, opens or deletes the recording.
class RecordingLock {
public:
    /// Errors: Busy (another program records to it or shows it), NotFound, NotPermitted. Blocks on the disk.
    [[nodiscard]] static Result<std::shared_ptr<const RecordingLock>> take(const std::filesystem::path& path);

private:
    explicit RecordingLock(UniqueFd file) noexcept : file_(std::move(file)) {}

    UniqueFd file_;
};

/// Returns the recordings in `folder` that have a frame and that no running program holds, the newest first. Blocks on
/// the disk.
[[nodiscard]] std::vector<LeftRecording> findLeftRecordings(const std::filesystem::path& folder);

/// Deletes a recording that no running program holds. Errors: those of RecordingLock::take(), System.
[[nodiscard]] Result<void> deleteLeftRecording(const std::filesystem::path& path);

} // namespace tapscope
