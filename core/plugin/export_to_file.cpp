#include <base/save_target.h>
#include <plugin/exporter.h>
#include <store/file_lock.h>

#include <QFile>
#include <QSaveFile>
#include <QString>

#include <exception>

namespace tapscope {

Result<void> exportToFile(const Exporter& exporter, const FrameChoice& frames, const DecoderRegistry& registry,
                          const Settings& settings, const std::filesystem::path& path, const ExportProgress& progress) {
    constexpr const char* action = "save";
    const auto refused = [&](const QString& reason) {
        return failure(ErrorKind::System, action, path.string(), reason.toStdString(),
                       "An older file of that name is as it was");
    };
    const auto written = [&](QIODevice& output) -> Result<void> {
        try {
            return exporter.write(frames, registry, settings, output, progress);
        } catch (const std::exception& fault) {
            return refused(QStringLiteral("the exporter failed: %1").arg(QString::fromUtf8(fault.what())));
        } catch (...) {
            return refused(QStringLiteral("the exporter failed"));
        }
    };
    const auto target = saveTarget(path);
    if (!target)
        return std::unexpected(target.error());
    const QString name = QString::fromStdString(target->string());
    // What is there and no regular file (a pipe, /dev/stdout) is written to; renaming a file over it would destroy it.
    std::error_code unknown;
    const auto status = std::filesystem::status(*target, unknown);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return refused(file.errorString());
        return written(file);
    }
    if (auto isFree = refuseIfRecorded(path); !isFree)
        return isFree;
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return refused(file.errorString());
    if (auto done = written(file); !done)
        return done;
    if (!file.commit())
        return refused(file.errorString());
    return {};
}

} // namespace tapscope
