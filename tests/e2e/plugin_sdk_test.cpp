// A plugin that is built in a project of its own against what `cmake --install` puts for developers.

#include <support/commands.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace tapscope::test {
namespace {

const QString cli = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

/// A pcap file (draft-ietf-opsawg-pcap) of one Ethernet frame: UDP from port 4000 to port 7777 that greets.
QByteArray captureOfAGreeting() {
    const QByteArray payload = QByteArray::fromHex("0105") + "Hanna";
    const auto bigEndian = [](int value) { return QByteArray(1, char(value >> 8)) + QByteArray(1, char(value)); };
    const auto littleEndian = [](int value) {
        return QByteArray(1, char(value)) + QByteArray(1, char(value >> 8)) + QByteArray(2, '\0');
    };
    const int udpLength = 8 + int(payload.size());
    const QByteArray frame = QByteArray::fromHex("020000000002020000000001"
                                                 "0800"
                                                 "4500") +
                             bigEndian(20 + udpLength) +
                             QByteArray::fromHex("000040004011"
                                                 "0000"
                                                 "0a0000010a000002"
                                                 "0fa01e61") +
                             bigEndian(udpLength) + QByteArray::fromHex("0000") + payload;
    return QByteArray::fromHex("d4c3b2a1020004000000000000000000ffff000001000000") +
           QByteArray::fromHex("0000000000000000") + littleEndian(int(frame.size())) + littleEndian(int(frame.size())) +
           frame;
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class PluginSdkTest : public QObject {
    Q_OBJECT

private slots:
    void buildsTheExampleAndLoadsIt() {
        const QTemporaryDir folder;
        const QString prefix = folder.filePath("prefix");
        const QString build = folder.filePath("build");
        const auto succeeds = [](const QString& program, const QStringList& arguments) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(program, arguments);
            const bool ended = process.waitForFinished(180'000);
            const bool isGood = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
            if (!isGood)
                qWarning("%s", process.readAll().constData());
            return isGood;
        };
        QVERIFY(succeeds("cmake", {"--install", TAPSCOPE_BUILD_DIR, "--component", "dev", "--prefix", prefix}));
        QVERIFY(succeeds("cmake", {"-S", TAPSCOPE_SOURCE_DIR "/docs/examples/decode-greeting", "-B", build, "-G",
                                   "Ninja", "-DCMAKE_PREFIX_PATH=" + prefix}));
        QVERIFY(succeeds("cmake", {"--build", build}));

        const QString plugins = folder.filePath("data/tapscope/plugins");
        QVERIFY(QDir().mkpath(plugins));
        QVERIFY(QFile::copy(build + "/decode-greeting.so", plugins + "/decode-greeting.so"));
        qputenv("XDG_DATA_HOME", folder.filePath("data").toLocal8Bit());
        const QString capture = folder.filePath("greeting.pcap");
        write(capture, captureOfAGreeting());
        const Ran read = run(cli, {"read", capture});
        QCOMPARE(read.status, 0);
        QVERIFY2(read.out.contains("GREETING") && read.out.contains("Greeting of Hanna (version 1)"),
                 read.out + read.err);
    }
};

} // namespace tapscope::test

QTEST_GUILESS_MAIN(tapscope::test::PluginSdkTest)
#include "plugin_sdk_test.moc"
