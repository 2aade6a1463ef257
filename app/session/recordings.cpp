#include "recordings.h"

#include "../files/file_text.h"

#include <QDateTime>
#include <QStandardPaths>

#include <unistd.h>

namespace tapscope {

std::filesystem::path recordingsFolder() {
    return filePath(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)) / "recordings";
}

std::filesystem::path newRecordingPath() {
    const auto folder = recordingsFolder();
    std::error_code refused; // what cannot be made is told when the recording is
    std::filesystem::create_directories(folder, refused);
    // The suffix is not part of the format: its "ap" would be written as "am" or "pm".
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd_hh-mm-ss-zzz"));
    return folder / QStringLiteral("%1-%2.pcapng").arg(time).arg(getpid()).toStdString();
}

bool isRecording(const std::filesystem::path& path) {
    std::error_code unknown;
    return std::filesystem::equivalent(path.parent_path().empty() ? "." : path.parent_path(), recordingsFolder(),
                                       unknown);
}

} // namespace tapscope
