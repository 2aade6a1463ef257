#include "recordings.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

namespace tapscope {

QString recordingsFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/recordings");
}

QString newRecordingPath() {
    const QString folder = recordingsFolder();
    QDir().mkpath(folder);
    return folder + QDateTime::currentDateTime().toString(QStringLiteral("/yyyy-MM-dd_hh-mm-ss-zzz")) +
           QStringLiteral("-%1.pcapng").arg(getpid());
}

bool isRecording(const QString& path) {
    return QFileInfo(path).absolutePath() == QFileInfo(recordingsFolder()).absoluteFilePath();
}

} // namespace tapscope
