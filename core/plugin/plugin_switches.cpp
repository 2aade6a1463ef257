#include <plugin/plugin_switches.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QStringList>

namespace tapscope {
namespace {

constexpr qint64 longestFile = 64 << 10; ///< bytes: a thousand plugins

QStringList wordsOf(const QString& line) {
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

QString PluginSwitches::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/tapscope/plugins");
}

QStringList PluginSwitches::lines() const {
    QFile file(file_);
    if (file_.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.read(longestFile)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

PluginSwitches::Switch PluginSwitches::of(const QString& id) const {
    for (const QString& line : lines()) {
        const QStringList words = wordsOf(line);
        if (words.value(1) != id)
            continue;
        if (words.first() == QLatin1String("off"))
            return {State::Off, {}};
        if (words.first() == QLatin1String("crashed"))
            return {State::Crashed, words.value(2)};
    }
    return {};
}

Result<void> PluginSwitches::set(const QString& id, State state) const {
    QStringList kept = lines();
    kept.removeIf([&](const QString& line) { return wordsOf(line).value(1) == id; });
    if (state == State::Off)
        kept << QStringLiteral("off ") + id;
    QDir().mkpath(QFileInfo(file_).path());
    QSaveFile file(file_);
    const QByteArray text = kept.isEmpty() ? QByteArray() : kept.join(QLatin1Char('\n')).toUtf8() + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return failure(ErrorKind::System, "switch the plugin", id.toStdString(),
                       file_.toStdString() + ": " + file.errorString().toStdString());
    return {};
}

} // namespace tapscope
