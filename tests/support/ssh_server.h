#pragma once

#include <support/commands.h>
#include <support/private_network.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tapscope::test {

/// A real sshd on the loopback interface, port 2222, of the test's own network, where `root` logs in with a key.
class SshServer {
public:
    static constexpr const char* machine = "ssh://root@127.0.0.1:2222";
    static constexpr int port = 2222;

    /// Waits until it listens. Mounts an empty /run, because sshd needs a folder there.
    void start() {
        enterPrivateNamespaceNames();
        if (!QDir().mkpath("/run/sshd"))
            qFatal("cannot make /run/sshd");
        addKey(key());
        write(path("sshd_config"),
              QStringLiteral(
                  "ListenAddress 127.0.0.1:2222\nHostKey %1\nAuthorizedKeysFile %2\nStrictModes no\nUsePAM no\n"
                  "PidFile none\nPermitRootLogin yes\nSetEnv PATH=%3:/usr/sbin:/usr/bin:/sbin:/bin\n")
                  .arg(key(), path("authorized_keys"), TAPSCOPE_BIN_DIR)
                  .toLocal8Bit());
        server_ =
            std::make_unique<RunningProgram>("/usr/sbin/sshd", QStringList{"-D", "-e", "-f", path("sshd_config")});
        QTRY_COMPARE(run("bash", {"-c", "exec 3<>/dev/tcp/127.0.0.1/2222"}).status, 0);
    }
    /// Makes a key that may log in. `passphrase` protects its file; `options` precede it (sshd(8)).
    void addKey(const QString& file, const QString& passphrase = {}, const QByteArray& options = {}) {
        if (run("ssh-keygen", {"-q", "-t", "ed25519", "-N", passphrase, "-f", file}).status != 0)
            qFatal("ssh-keygen fails");
        allowed_ += (options.isEmpty() ? options : options + ' ') + contentOf(file + ".pub");
        write(path("authorized_keys"), allowed_);
    }
    [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }
    [[nodiscard]] QString key() const { return path("key"); }
    [[nodiscard]] qint64 pid() const { return server_->pid(); }
    /// Options for ssh's -o: ssh does not ask about the host's key, and does not keep it.
    [[nodiscard]] static QStringList options() {
        return {"StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"};
    }

private:
    static QByteArray contentOf(const QString& name) {
        QFile file(name);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString& name, const QByteArray& content) {
        QFile file(name);
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
    }

    QTemporaryDir folder_;
    QByteArray allowed_; ///< authorized_keys
    std::unique_ptr<RunningProgram> server_;
};

} // namespace tapscope::test
