#pragma once

#include <base/unique_fd.h>
#include <net/if.h>
#include <net/tap_device.h>

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QStringList>

#include <linux/if_packet.h>
#include <sys/socket.h>

#include <array>
#include <csignal>

namespace tapscope::test {

/// A frame that no host answers.
inline std::array<std::byte, 60> frame() {
    std::array<std::byte, 60> bytes{};
    bytes[0] = bytes[6] = std::byte{2};
    bytes[12] = std::byte{0x88}; // local experimental ethertype
    bytes[13] = std::byte{0xb5};
    return bytes;
}

/// Sends frames out of a device, as the host does, but bypasses its queueing, so it does not matter whether the kernel
/// has noticed yet that a program has attached. Packet sockets do not see these frames.
class Host {
public:
    explicit Host(const QByteArray& device) : socket_(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)) {
        const int bypass = 1;
        sockaddr_ll address{};
        address.sll_family = AF_PACKET;
        address.sll_ifindex = static_cast<int>(if_nametoindex(device.constData()));
        if (setsockopt(socket_.get(), SOL_PACKET, PACKET_QDISC_BYPASS, &bypass, sizeof bypass) != 0 ||
            bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            qFatal("cannot send to %s", device.constData());
    }
    [[nodiscard]] bool send(Bytes bytes) const {
        return ::send(socket_.get(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
    }

private:
    UniqueFd socket_;
};

/// `tapscope-cli capture`, running beside the test.
class Capture {
public:
    /// `place`: the words before the verb. `shell`: a command that runs before it in the same process, such as "ulimit
    /// -f 100".
    explicit Capture(const QStringList& words, const QStringList& place = {}, const QString& shell = {},
                     const QString& program = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                     const QString& verb = QStringLiteral("capture")) {
        const QStringList all = place + QStringList{verb} + words;
        process_.setReadChannel(QProcess::StandardError);
        if (shell.isEmpty())
            process_.start(program, all);
        else
            process_.start("bash", QStringList{"-c", shell + "; exec \"$0\" \"$@\"", program} + all);
    }
    ~Capture() {
        process_.kill();
        process_.waitForFinished();
    }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    /// Waits until it has printed these words on standard error.
    [[nodiscard]] bool says(const QByteArray& words) {
        found_ = 0;
        return saysAgain(words);
    }
    /// The same, after the words that were found last.
    [[nodiscard]] bool saysAgain(const QByteArray& words) {
        qsizetype at = said_.indexOf(words, found_);
        while (at < 0 && process_.waitForReadyRead(60'000)) {
            said_ += process_.readAllStandardError();
            at = said_.indexOf(words, found_);
        }
        if (at >= 0)
            found_ = at + words.size();
        return at >= 0;
    }
    [[nodiscard]] qint64 process() const { return process_.processId(); }
    /// Whether SIGSTOP holds it: proc(5), /proc/pid/stat.
    [[nodiscard]] bool isStopped() const {
        QFile status(QStringLiteral("/proc/%1/stat").arg(process()));
        return status.open(QFile::ReadOnly) && status.readAll().contains(") T ");
    }
    [[nodiscard]] bool isRunning() const { return process_.state() != QProcess::NotRunning; }
    /// Waits for its end, but at most 50 ms.
    void waitABit() { process_.waitForFinished(50); }
    void signal(int number) const { kill(static_cast<pid_t>(process_.processId()), number); }
    [[nodiscard]] int end() {
        if (process_.state() != QProcess::NotRunning && !process_.waitForFinished(60'000))
            return -1;
        said_ += process_.readAllStandardError();
        printed_ += process_.readAllStandardOutput();
        return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
    }
    /// Its standard error so far.
    [[nodiscard]] const QByteArray& said() const { return said_; }
    /// Its standard output, after end().
    [[nodiscard]] const QByteArray& printed() const { return printed_; }

private:
    QProcess process_;
    QByteArray said_, printed_;
    qsizetype found_ = 0; ///< the end of the words that were found last in said_
};

} // namespace tapscope::test
