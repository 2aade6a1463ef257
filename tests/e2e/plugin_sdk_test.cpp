// A plugin that is built in a separate project against the files that `cmake --install` installs for developers.

#include <support/commands.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace tapscope::test {
namespace {

const QString cli = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

/// A pcap file (draft-ietf-opsawg-pcap) of one Ethernet frame: a greeting over UDP from port 4000 to port 7777.
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

bool succeeds(const QString& program, const QStringList& arguments, const QString& folder = {}) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    const bool ended = process.waitForFinished(180'000);
    const bool isGood = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!isGood)
        qWarning("%s", process.readAll().constData());
    return isGood;
}

} // namespace

class PluginSdkTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(succeeds("cmake", {"--install", TAPSCOPE_BUILD_DIR, "--component", "dev", "--prefix", prefix()}));
        QVERIFY(QDir().mkpath(pluginFolder()));
        qputenv("XDG_DATA_HOME", folder_.filePath("data").toLocal8Bit());
        write(capture(), captureOfAGreeting());
    }

    void buildsTheExampleAndLoadsIt() {
        QVERIFY(buildsAndInstalls(TAPSCOPE_SOURCE_DIR "/docs/examples/decode-greeting", "decode-greeting"));
        const Ran read = run(cli, {"read", capture()});
        QCOMPARE(read.status, 0);
        QVERIFY2(read.out.contains("GREETING") && read.out.contains("Greeting of Hanna (version 1)"),
                 read.out + read.err);
        QVERIFY(QFile::remove(pluginFolder() + "/decode-greeting.so"));
    }

    void buildsANewPluginAndLoadsIt_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("decoder") << "decoder" << "decode-my-proto"
                                 << QStringList{"read", capture(), "-Y", "my_proto.type == 1",
                                                "-T",   "fields",  "-e", "my_proto.length"}
                                 << QByteArray("1352\n");
        QTest::newRow("injector") << "injector" << "inject-my-proto" << QStringList{"inject", "my_proto", "--help"}
                                  << QByteArray("rate");
        QTest::newRow("exporter") << "exporter" << "export-my-proto"
                                  << QStringList{"export", capture(), "-F", "my_proto", "-w", "-"}
                                  << QByteArray("1 49\n");
        QTest::newRow("source") << "source" << "source-my-proto"
                                << QStringList{"capture", "my-proto:any", "--set", "interval=1", "-c", "2", "-w", "-"}
                                << QByteArray("my-proto:any");
        QTest::newRow("statistic") << "statistic" << "statistic-my-proto"
                                   << QStringList{"stats", capture(), "my-proto", "--csv"}
                                   << QByteArray("Time to live,Frames,Bytes\r\n64,1,49\r\n");
    }
    void buildsANewPluginAndLoadsIt() {
        QFETCH(const QString, kind);
        QFETCH(const QString, id);
        QFETCH(const QStringList, command);
        QFETCH(const QByteArray, expected);
        QVERIFY(succeeds(cli, {"plugin", "new", kind, "my_proto"}, folder_.path()));
        QVERIFY(buildsAndInstalls(folder_.filePath(id), id));
        const Ran used = run(cli, command);
        QCOMPARE(used.status, 0);
        QVERIFY2(used.out.contains(expected), used.out + used.err);
        if (kind == "statistic") {
            const Ran listed = run(cli, {"stats", "--list"});
            QVERIFY2(listed.out.contains("my-proto"), listed.out + listed.err);
        }
    }

    void refusesANewPlugin_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("that exists") << "my_proto" << QByteArray("it already exists") << 1;
        QTest::newRow("in another folder") << "../mine" << QByteArray("it is not a valid name") << 1;
        QTest::newRow("without a name") << "" << QByteArray("needs a name") << 2;
    }
    void refusesANewPlugin() {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, reason);
        QFETCH(const int, exitCode);
        const QDir::Filters all = QDir::AllEntries | QDir::NoDotAndDotDot;
        QVERIFY(QDir(folder_.path()).mkpath("decode-my-proto"));
        const QStringList before = QDir(folder_.path()).entryList(all);
        QProcess process;
        process.setWorkingDirectory(folder_.path());
        process.start(cli, {"plugin", "new", "decoder", name});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), exitCode);
        QVERIFY(process.readAllStandardError().contains(reason));
        QCOMPARE(QDir(folder_.path()).entryList(all), before);
    }

private:
    QString prefix() const { return folder_.filePath("prefix"); }
    QString capture() const { return folder_.filePath("greeting.pcap"); }
    QString pluginFolder() const { return folder_.filePath("data/tapscope/plugins"); }

    bool buildsAndInstalls(const QString& source, const QString& id) const {
        const QString build = folder_.filePath("build-" + id);
        return succeeds("cmake", {"-S", source, "-B", build, "-G", "Ninja", "-DCMAKE_PREFIX_PATH=" + prefix()}) &&
               succeeds("cmake", {"--build", build}) &&
               QFile::copy(build + '/' + id + ".so", pluginFolder() + '/' + id + ".so");
    }

    const QTemporaryDir folder_;
};

} // namespace tapscope::test

QTEST_GUILESS_MAIN(tapscope::test::PluginSdkTest)
#include "plugin_sdk_test.moc"
