#pragma once

#include <filesystem>

namespace tapscope {

/// Where captures are recorded that the user has not given a file.
[[nodiscard]] std::filesystem::path recordingsFolder();
/// A path for a new one, told apart by time and process. Makes the folder.
[[nodiscard]] std::filesystem::path newRecordingPath();

/// Whether a file is such a recording: it is gone when it is closed without being saved.
[[nodiscard]] bool isRecording(const std::filesystem::path& path);

} // namespace tapscope
