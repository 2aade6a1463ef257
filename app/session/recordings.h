#pragma once

#include <QString>

namespace tapscope {

/// Where captures are recorded that the user has not given a file.
[[nodiscard]] QString recordingsFolder();
/// A path for a new one, told apart by time and process. Makes the folder.
[[nodiscard]] QString newRecordingPath();

} // namespace tapscope
