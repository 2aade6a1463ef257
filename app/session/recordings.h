#pragma once

#include <QString>

namespace tapscope {

/// Where captures are recorded that the user has not given a file.
[[nodiscard]] QString recordingsFolder();
/// A path for a new one, told apart by time and process. Makes the folder.
[[nodiscard]] QString newRecordingPath();

/// Whether a file is such a recording: it is gone when it is closed without being saved.
[[nodiscard]] bool isRecording(const QString& path);

} // namespace tapscope
