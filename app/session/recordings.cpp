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
    return folder / QDateTime::currentDateTime()
                        .toString(QStringLiteral("yyyy-MM-dd_hh-mm-ss-zzz-%1.pcapng"))
                        .arg(getpid())
                        .toStdString();
}

bool isRecording(const std::filesystem::path& path) {
    std::error_code unknown;
    return std::filesystem::equivalent(path.parent_path().empty() ? "." : path.parent_path(), recordingsFolder(),
                                       unknown);
}

} // namespace tapscope
