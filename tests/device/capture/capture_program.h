#pragma once

#include <base/unique_fd.h>
#include <net/if.h>
#include <net/tap_device.h>

#include <QByteArray>
#include <QProcess>
#include <QStringList>

#include <linux/if_packet.h>
#include <sys/socket.h>

#include <array>
#include <csignal>

namespace tapscope::test {

/// A frame that nobody answers.
inline std::array<std::byte, 60> frame() {
    std::array<std::byte, 60> bytes{};
    bytes[0] = bytes[6] = std::byte{2};
    bytes[12] = std::byte{0x88}; // local experimental ethertype
    bytes[13] = std::byte{0xb5};
    return bytes;
}

/// Sends out of a device, as the host does, past its queueing: whether the kernel has noticed yet that somebody has
/// attached does not matter then. Packet sockets do not see it.
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

/// `tapscope-cli capture`, beside the test.
class Capture {
public:
    explicit Capture(const QStringList& words) {
        process_.setReadChannel(QProcess::StandardError);
        process_.start(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"), QStringList{"capture"} + words);
    }
    /// Waits until it has said so on stderr.
    [[nodiscard]] bool says(const QByteArray& words) {
        while (!said_.contains(words) && process_.waitForReadyRead(60'000))
            said_ += process_.readAllStandardError();
        return said_.contains(words);
    }
    void signal(int number) const { kill(static_cast<pid_t>(process_.processId()), number); }
    [[nodiscard]] int end() {
        if (process_.state() != QProcess::NotRunning && !process_.waitForFinished(60'000))
            return -1;
        said_ += process_.readAllStandardError();
        return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
    }
    [[nodiscard]] const QByteArray& said() const { return said_; }

private:
    QProcess process_;
    QByteArray said_;
};

} // namespace tapscope::test
