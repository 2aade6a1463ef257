#include <plugin/exporter.h>

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
    QSaveFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly))
        return refused(file.errorString());
    try {
        if (auto written = exporter.write(frames, registry, settings, file, progress); !written)
            return written;
    } catch (const std::exception& fault) {
        return refused(QStringLiteral("the exporter failed: %1").arg(QString::fromUtf8(fault.what())));
    } catch (...) {
        return refused(QStringLiteral("the exporter failed"));
    }
    if (!file.commit())
        return refused(file.errorString());
    return {};
}

} // namespace tapscope
