#include "capture_program.h"

#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

/// `capture --until`, as used by a network test that waits for a frame.
class AwaitedCaptureTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("awaited.pcapng");

    static std::array<std::byte, 60> numbered(int number) {
        auto bytes = frame();
        bytes[5] = static_cast<std::byte>(number); // of the destination
        return bytes;
    }
    [[nodiscard]] QByteArray destinations() const {
        return run("tshark", {"-n", "-r", file_, "-T", "fields", "-e", "eth.dst"}).out;
    }

private slots:
    void init() {
        QCOMPARE(run("ip", {"tuntap", "add", "one0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("one0"));
    }
    void cleanup() { run("ip", {"link", "delete", "one0"}); }

    void theExitCodeTellsThatTheFrameCame() {
        Capture capture({"one0", "-w", file_, "--until", "eth.dst == 02:00:00:00:00:03", "-a", "duration:60"});
        QVERIFY2(capture.says("Capturing on one0"), capture.said());
        const Host host("one0");
        for (int number = 1; number <= 5; ++number)
            QVERIFY(host.send(numbered(number)));
        QCOMPARE(capture.end(), 0);
        QCOMPARE(destinations(), QByteArray("02:00:00:00:00:01\n02:00:00:00:00:02\n02:00:00:00:00:03\n"));
    }

    void theExitCodeTellsThatTheFrameDidNotCome() {
        Capture capture({"one0", "-w", file_, "--until", "tcp.port == 80", "-a", "packets:2"});
        QVERIFY2(capture.says("Capturing on one0"), capture.said());
        const Host host("one0");
        QVERIFY(host.send(numbered(1)));
        QVERIFY(host.send(numbered(2)));
        QCOMPARE(capture.end(), 4);
        QVERIFY2(capture.said().contains("No frame matched"), capture.said());
    }

    void keepsWhatCameBefore() {
        Capture capture({"one0", "-w", file_, "--until", "eth.dst == 02:00:00:00:00:09", "--before", "0.18kB"});
        QVERIFY2(capture.says("Capturing on one0"), capture.said());
        const Host host("one0");
        for (int number = 1; number <= 9; ++number)
            QVERIFY(host.send(numbered(number)));
        QCOMPARE(capture.end(), 0);
        QCOMPARE(destinations(), QByteArray("02:00:00:00:00:07\n02:00:00:00:00:08\n02:00:00:00:00:09\n"));
    }

    void endsWithTheNumberOfFilesThatIsAskedFor() {
        Capture capture({"one0", "-w", file_, "-b", "packets:2", "-a", "files:3"});
        QVERIFY2(capture.says("Capturing on one0"), capture.said());
        const Host host("one0");
        for (int number = 1; number <= 9; ++number)
            QVERIFY(host.send(numbered(number)));
        QCOMPARE(capture.end(), 0);
        const QDir folder(folder_.path());
        QCOMPARE(folder.entryList({"awaited_*"}).size(), 3);
        QVERIFY2(capture.printed().startsWith("6 received"), capture.printed()); // the frames in the files
    }

    void wordsThatMakeNoSenseAreRefused_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a filter that is none") << QStringList{"--until", "ip.adr == 1"} << QByteArray("ip.adr");
        QTest::newRow("an empty filter") << QStringList{"--until", " "} << QByteArray("filter of --until is empty");
        QTest::newRow("before nothing") << QStringList{"--before", "30s"} << QByteArray("--before needs --until");
        QTest::newRow("a unit that is none")
            << QStringList{"--until", "arp", "--before", "30"} << QByteArray("neither a time nor a size");
        QTest::newRow("too much") << QStringList{"--until", "arp", "--before", "5GB"} << QByteArray("at most 4 GB");
        QTest::newRow("files without a ring")
            << QStringList{"-a", "files:3"} << QByteArray("when the next file begins");
    }
    void wordsThatMakeNoSenseAreRefused() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, reason);
        Capture capture(QStringList{"one0", "-w", folder_.filePath("refused.pcapng")} + words);
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains(reason), capture.said());
        QVERIFY(!QFile::exists(folder_.filePath("refused.pcapng")));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(AwaitedCaptureTest)
#include "awaited_capture_test.moc"
