#pragma once

#include <base/error.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tapscope {

struct LeftRecording;

/// The folder that the user has chosen for recordings; empty: the usual one, where the system keeps a program's data.
[[nodiscard]] std::filesystem::path chosenRecordingsFolder();
[[nodiscard]] std::filesystem::path usualRecordingsFolder();
void chooseRecordingsFolder(const std::filesystem::path& folder);
/// Whether recordings can be kept in a folder: bytes that are free there. Blocks on the disk. Errors: NotFound, Invalid
/// (no folder), NotPermitted (not to be written to, or what is to be made there is somebody else's).
[[nodiscard]] Result<std::uint64_t> examineRecordingsFolder(const std::filesystem::path& folder);

/// Where captures are recorded that the user has not given a file. In a chosen folder it is a folder of its own, so
/// that no file of the user's is taken for a recording.
[[nodiscard]] std::filesystem::path recordingsFolder();
/// A path for a new one, told apart by time and process.
[[nodiscard]] std::filesystem::path newRecordingPath();
/// Makes the folder of a new one, if it is missing. Blocks on the disk; what cannot be made is told when the recording
/// is.
void makeRecordingsFolder();

/// Whether a file is such a recording: it is gone when it is closed without being saved. Blocks on the disk.
[[nodiscard]] bool isRecording(const std::filesystem::path& path);
/// What was left in the folder of now, in the usual one and in those that were chosen before. Blocks on the disk.
[[nodiscard]] std::vector<LeftRecording> leftRecordings();

} // namespace tapscope
