#pragma once

#include <base/error.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace tapscope {

struct LeftRecording;

/// The folder chosen by the user for recordings; empty: the default folder, where the system keeps a program's data.
[[nodiscard]] std::filesystem::path chosenRecordingsFolder();
[[nodiscard]] std::filesystem::path usualRecordingsFolder();
void chooseRecordingsFolder(const std::filesystem::path& folder);
/// Checks whether recordings can be kept in a folder, and returns its free bytes. Blocks on the disk. Errors: NotFound,
/// Invalid (not a folder), NotPermitted (not writable, or TapScope's folder in it belongs to another user).
[[nodiscard]] Result<std::uint64_t> examineRecordingsFolder(const std::filesystem::path& folder);

/// The memory in which frames wait for the disk, in bytes, as chosen by the user.
[[nodiscard]] std::size_t recordingBuffer();
void setRecordingBuffer(std::size_t size);

/// The folder for captures without a file given by the user. In a folder chosen by the user, it is a subfolder, so that
/// no file of the user is mistaken for a recording.
[[nodiscard]] std::filesystem::path recordingsFolder();
/// The path for a new recording, made unique by time and process.
[[nodiscard]] std::filesystem::path newRecordingPath();
/// Creates the folder of a new recording if it is missing. Blocks on the disk. A failure is reported when the recording
/// is created.
void makeRecordingsFolder();

/// Whether a file is such a recording, which is deleted if it is closed without being saved. Blocks on the disk.
[[nodiscard]] bool isRecording(const std::filesystem::path& path);
/// The recordings left in the present folder, in the default folder and in folders chosen before. Blocks on the disk.
[[nodiscard]] std::vector<LeftRecording> leftRecordings();

} // namespace tapscope
