#pragma once

#include <support/patience.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <utility>

namespace tapscope::test {

/// The window's program, run as a user runs it, but without a screen and with its own home folder.
class WindowProgram {
public:
    WindowProgram() {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        for (const char* folder : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(folder, home_.path());
        process_.setProcessEnvironment(environment);
    }

    [[nodiscard]] QProcess& process() noexcept { return process_; }
    /// The home folder of its user.
    [[nodiscard]] QString home() const { return home_.path(); }
    void setVariable(const QString& name, const QString& value) {
        auto environment = process_.processEnvironment();
        environment.insert(name, value);
        process_.setProcessEnvironment(environment);
    }
    /// proc(5): whether it has a handler for SIGTERM, which it installs when its window is shown.
    [[nodiscard]] bool takesSigterm() const {
        const auto lines = contents(QStringLiteral("/proc/%1/status").arg(process_.processId())).split('\n');
        const auto caught = std::ranges::find_if(lines, [](const auto& line) { return line.startsWith("SigCgt:"); });
        return caught != lines.end() && (caught->mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGTERM - 1) & 1) != 0;
    }

    /// proc(5): whether it waits for events, and has used no processor time since the last call. It has then shown its
    /// first content, however busy the machine is.
    [[nodiscard]] bool isAtRest() {
        const QString main = QStringLiteral("/proc/%1/task/%1/stat").arg(process_.processId());
        const auto words = contents(main).split(')').last().simplified().split(' '); // from the third on: the state
        constexpr qsizetype userTime = 11, systemTime = 12;
        if (words.size() <= systemTime)
            return false;
        const auto before = std::exchange(used_, words[userTime] + ' ' + words[systemTime]);
        return takesSigterm() && words.first() == "S" && used_ == before;
    }

    /// proc(5): a program started by one of its threads; 0 while there is none.
    [[nodiscard]] pid_t child(const QByteArray& program) const {
        const QString threads = QStringLiteral("/proc/%1/task").arg(process_.processId());
        for (const QString& thread : QDir(threads).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QByteArray& each : contents(threads + '/' + thread + "/children").simplified().split(' ')) {
                if (contents(QStringLiteral("/proc/%1/cmdline").arg(QLatin1String(each))).contains(program))
                    return each.toInt();
            }
        }
        return 0;
    }

private:
    static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir home_;
    QProcess process_;
    QByteArray used_; ///< the used processor time
};

} // namespace tapscope::test
