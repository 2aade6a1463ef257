#include <plugin/plugin_installation.h>
#include <plugin/plugin_metadata.h>
#include <plugin/trusted_path.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPluginLoader>
#include <QRegularExpression>
#include <QTemporaryFile>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace tapscope {
namespace {

constexpr const char* installing = "install the plugin";
constexpr qint64 largest = qint64{256} << 20; // bytes

std::unexpected<Error> refused(ErrorKind kind, const QString& file, const QString& why) {
    return failure(kind, installing, file.toStdString(), why.toStdString());
}

/// Its id becomes the name of a file, and comes from that file.
bool isFit(const QString& id) {
    static const QRegularExpression fit(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"));
    return fit.match(id).hasMatch();
}

} // namespace

PluginInstallation::PluginInstallation() = default;
PluginInstallation::~PluginInstallation() = default;

Result<std::shared_ptr<PluginInstallation>> PluginInstallation::prepare(const QString& file, const PluginHost& host) {
    const QFileInfo original(file);
    if (!original.isFile())
        return refused(original.exists() ? ErrorKind::Unsupported : ErrorKind::NotFound, file,
                       original.exists() ? QStringLiteral("it is not a regular file")
                                         : QStringLiteral("there is no such file"));
    const std::shared_ptr<PluginInstallation> made(new PluginInstallation);
    made->isScript_ = std::ranges::any_of(host.scriptSuffixes(),
                                          [&](const QString& suffix) { return original.fileName().endsWith(suffix); });
    const QString folder = made->isScript_ ? PluginHost::defaultScriptFolder() : PluginHost::defaultFolders().front();
    if (auto copied = made->copy(file, folder); !copied)
        return std::unexpected(copied.error());
    if (made->isScript_) {
        made->record_.id = original.fileName();
        made->record_.path = folder + QLatin1Char('/') + original.fileName();
        return made;
    }
    const QPluginLoader loader(made->copy_->fileName());
    if (const QString wrong = readPluginMetadata(loader, made->record_); !wrong.isEmpty())
        return refused(ErrorKind::Unsupported, file, wrong);
    if (!isFit(made->record_.id))
        return refused(ErrorKind::Unsupported, file,
                       QStringLiteral("its id has characters other than letters, digits, \".\", \"_\" and \"-\""));
    made->record_.path = folder + QLatin1Char('/') + made->record_.id + QStringLiteral(".so");
    return made;
}

Result<void> PluginInstallation::copy(const QString& file, const QString& folder) {
    if (!QDir().mkpath(folder))
        return refused(ErrorKind::System, folder, QStringLiteral("the folder cannot be created"));
    if (const QString distrust = distrustOf(folder + QStringLiteral("/x")); !distrust.isEmpty())
        return refused(ErrorKind::NotPermitted, folder, distrust);
    QFile original(file);
    if (!original.open(QIODevice::ReadOnly))
        return refused(ErrorKind::System, file, original.errorString());
    if (original.size() > largest)
        return refused(ErrorKind::OutOfRange, file, QStringLiteral("it is larger than 256 MiB"));
    const QByteArray content = original.readAll();
    copy_ = std::make_unique<QTemporaryFile>(folder + QStringLiteral("/.installing-XXXXXX"));
    if (original.error() != QFile::NoError)
        return refused(ErrorKind::System, file, original.errorString());
    if (!copy_->open() || copy_->write(content) != content.size() || !copy_->flush()) {
        if (copy_->error() == QFile::NoError) // it was written in part
            return systemError(ENOSPC, installing, folder.toStdString());
        return refused(ErrorKind::System, folder, copy_->errorString());
    }
    copy_->close();
    return {};
}

bool PluginInstallation::replaces() const {
    return QFileInfo::exists(record_.path);
}

Result<void> PluginInstallation::commit() {
    // A library that everybody may write to is not loaded.
    copy_->setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (std::rename(QFile::encodeName(copy_->fileName()).constData(), QFile::encodeName(record_.path).constData()) != 0)
        return systemError(errno, installing, record_.path.toStdString());
    copy_->setAutoRemove(false);
    return {};
}

} // namespace tapscope
