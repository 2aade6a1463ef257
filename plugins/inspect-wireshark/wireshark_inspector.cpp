// SPDX-License-Identifier: GPL-2.0-or-later
// The engine runs in tshark, a process of its own: whatever a frame does to it, the window goes on.

#include "pdml_reader.h"

#include <file/pcap_writer.h>
#include <plugin/plugin.h>

#include <QDeadlineTimer>
#include <QObject>
#include <QProcess>
#include <QStandardPaths>

namespace tapscope {
namespace {

constexpr int longest = 20'000;                    // milliseconds for one frame
constexpr int lookEvery = 50;                      // milliseconds between looks at whether to stop
constexpr qint64 longestAnswer = qint64{32} << 20; // bytes
constexpr const char* action = "ask tshark about";

class WiresharkInspector final : public Inspector {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "wireshark"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Wireshark"; }
    [[nodiscard]] bool isAvailable() const override { return !program().isEmpty(); }

    [[nodiscard]] Result<std::vector<InspectedLine>> inspect(const Frame& frame,
                                                             const std::stop_token& stop) const override {
        const std::string object = "frame " + std::to_string(frame.number);
        std::vector<std::byte> capture;
        pcap::appendFileHeader(capture, frame.linkType, pcap::Resolution::Nanoseconds);
        pcap::appendFrame(capture, frame, pcap::Resolution::Nanoseconds);
        QProcess process;
        process.start(program(), {QStringLiteral("-n"), QStringLiteral("-r"), QStringLiteral("-"), QStringLiteral("-T"),
                                  QStringLiteral("pdml")});
        process.write(reinterpret_cast<const char*>(capture.data()), static_cast<qint64>(capture.size()));
        process.closeWriteChannel();
        const QDeadlineTimer deadline(longest);
        QByteArray answer;
        while (!process.waitForFinished(lookEvery)) {
            answer += process.readAllStandardOutput();
            if (process.state() == QProcess::NotRunning)
                break;
            const bool isTooMuch = answer.size() > longestAnswer;
            if (!stop.stop_requested() && !deadline.hasExpired() && !isTooMuch)
                continue;
            process.kill();
            process.waitForFinished();
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, action, object, "it was cancelled");
            return failure(ErrorKind::Ended, action, object,
                           isTooMuch ? "its answer is longer than 32 MiB" : "it gave no answer within 20 s");
        }
        answer += process.readAllStandardOutput();
        if (process.error() == QProcess::FailedToStart)
            return failure(ErrorKind::NotFound, action, object, process.errorString().toStdString());
        if (process.exitStatus() == QProcess::CrashExit)
            return failure(ErrorKind::Ended, action, object, "it crashed over this frame");
        auto lines = readPdml(answer);
        if (!lines && process.exitCode() != 0)
            return failure(ErrorKind::Unsupported, action, object,
                           process.readAllStandardError().trimmed().toStdString());
        return lines;
    }

private:
    static QString program() { return QStandardPaths::findExecutable(QStringLiteral("tshark")); }
};

class WiresharkPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "inspect-wireshark.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Inspector*> inspectors() const override { return {&inspector_}; }

private:
    WiresharkInspector inspector_;
};

} // namespace
} // namespace tapscope

#include "wireshark_inspector.moc"
