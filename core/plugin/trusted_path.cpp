#include <plugin/trusted_path.h>

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

namespace tapscope {

QString distrustOf(const QString& path) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    for (const QString& each : {whole, QFileInfo(whole).path()}) {
        struct stat status{};
        if (::stat(QFile::encodeName(each).constData(), &status) != 0)
            continue;
        if ((status.st_mode & S_IWOTH) != 0)
            return QStringLiteral("all users may write to %1. Remove that permission: chmod o-w").arg(each);
    }
    return {};
}

} // namespace tapscope
