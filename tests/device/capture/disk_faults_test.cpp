#include "capture_program.h"

#include <support/commands.h>
#include <support/lengths.h>
#include <support/numbered_frames.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;

/// Faults of the file and the process while the command line captures: recorded frames stay, other frames are counted,
/// and one line says what to do.
class DiskFaultsTest : public QObject {
    Q_OBJECT

    QTemporaryDir scene_;
    const QString folder_ = scene_.filePath("disk"); ///< a separate file system of size `room`
    const QString file_ = folder_ + "/faults.pcapng";
    std::optional<TapDevice> owner_;
    std::uint64_t sent_ = 0;

    static constexpr std::size_t frameSize = 1000;

    void send(int frames) {
        for (int i = 0; i < frames; ++i)
            QVERIFY(owner_->send(NumberedFrame(++sent_, frameSize).bytes()));
    }
    void mountDisk(unsigned long flags, const char* room) const {
        const QByteArray options = QByteArray("size=") + room;
        QVERIFY(mount("tmpfs", folder_.toUtf8().constData(), "tmpfs", flags, options.constData()) == 0);
    }
    [[nodiscard]] QStringList words() const { return {"fault0", "--mode", "monitor", "-w", file_}; }
    [[nodiscard]] static std::uint64_t numberBefore(const QByteArray& said, const char* words) {
        const QRegularExpression number(QStringLiteral("(\\d+) %1").arg(QString::fromLatin1(words)));
        return number.match(QString::fromUtf8(said)).captured(1).toULongLong();
    }
    /// Every sent frame is in the file or was reported as missing, and the file is a capture.
    void isAccountedFor(const Capture& capture) const {
        const auto content = numbersIn(file_);
        QVERIFY(content.isWhole);
        QCOMPARE(content.numbers, numbersTo(content.numbers.size()));
        QCOMPARE(numberBefore(capture.printed(), "received"), sent_);
        QCOMPARE(content.numbers.size() + numberBefore(capture.printed(), "not recorded"), sent_);
    }

private slots:
    void init() {
        sent_ = 0;
        QVERIFY(QDir().mkpath(folder_));
        mountDisk(0, "64m");
        QCOMPARE(run("ip", {"tuntap", "add", "fault0", "mode", "tap"}).status, 0);
        QCOMPARE(run("ip", {"link", "set", "fault0", "up"}).status, 0);
        owner_ = TapDevice::open(*InterfaceName::parse("fault0")).value();
    }
    void cleanup() {
        owner_.reset();
        run("ip", {"link", "delete", "fault0"});
        QVERIFY(umount2(folder_.toUtf8().constData(), MNT_DETACH) == 0);
    }

    void killedAtFullRate() {
        for (int cycle = 0; cycle < lengthOf(5, 100); ++cycle) {
            sent_ = 0;
            Capture capture(words());
            QVERIFY(capture.says("Capturing on"));
            std::atomic<bool> isOver = false;
            std::thread sender([&] {
                while (!isOver)
                    send(1);
            });
            const qint64 enough = 1'000'000 + cycle * 4321;
            QTRY_VERIFY(QFileInfo(file_).size() > enough);
            capture.signal(SIGKILL);
            QCOMPARE(capture.end(), -1);
            isOver = true;
            sender.join();
            const auto content = numbersIn(file_);
            QVERIFY(content.numbers.size() * (frameSize + 64) > static_cast<std::size_t>(enough));
            QCOMPARE(content.numbers, numbersTo(content.numbers.size()));
            const auto read = run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"read", "--count", file_});
            QCOMPARE(read.status, content.isWhole ? 0 : 1);
            QCOMPARE(read.out.trimmed().toULongLong(), quint64{content.numbers.size()});
        }
    }

    void aFullDiskIsWaitedFor() {
        mountDisk(MS_REMOUNT, "1m");
        Capture capture(words());
        QVERIFY(capture.says("Capturing on"));
        send(3000);
        QVERIFY2(capture.says("No space left on device"), capture.said());
        QVERIFY2(capture.says("Make room there"), capture.said());
        mountDisk(MS_REMOUNT, "64m");
        QVERIFY2(capture.says("again"), capture.said());
        send(100);
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        isAccountedFor(capture);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
    }

    void aDiskThatStaysFullIsTold() {
        mountDisk(MS_REMOUNT, "1m");
        Capture capture(words());
        QVERIFY(capture.says("Capturing on"));
        send(3000);
        QVERIFY2(capture.says("No space left on device"), capture.said());
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 1);
        QVERIFY2(numberBefore(capture.said(), "frames at the end are not recorded") > 0, capture.said());
        isAccountedFor(capture);
    }

    void theBufferHasTheSizeThatIsAskedFor() {
        constexpr std::uint64_t size = 2; // MiB
        mountDisk(MS_REMOUNT, "1m");
        Capture capture(words() << "--buffer" << QString::number(size));
        QVERIFY(capture.says("Capturing on"));
        send(6000); // more than the disk and the buffer have room for
        QVERIFY2(capture.says("No space left on device"), capture.said());
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 1);
        const auto waited = numberBefore(capture.said(), "frames at the end are not recorded");
        QVERIFY2(waited > 0 && waited * frameSize <= size << 20, capture.said());
        QVERIFY2(numberBefore(capture.printed(), "not recorded") > waited, capture.printed());
        isAccountedFor(capture);
    }

    void aWrongSizeOfTheBufferIsRefused_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("too small") << (words() << "--buffer" << "1") << QByteArray("not in range 2 to 65536");
        QTest::newRow("too large") << (words() << "--buffer" << "65537") << QByteArray("not in range 2 to 65536");
        QTest::newRow("not a number") << (words() << "--buffer" << "2MB") << QByteArray("--buffer");
        QTest::newRow("nothing is recorded")
            << QStringList{"fault0", "--buffer", "64"} << QByteArray("only a recording has this buffer");
    }
    void aWrongSizeOfTheBufferIsRefused() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, reason);
        Capture capture(words);
        QVERIFY(capture.end() != 0);
        QVERIFY2(capture.said().contains(reason), capture.said());
        QVERIFY(!QFile::exists(file_));
    }

    void aLimitOnTheSizeOfFilesIsTold() {
        Capture capture(words(), {}, "ulimit -f 1024"); // KiB
        QVERIFY(capture.says("Capturing on"));
        send(3000);
        QVERIFY2(capture.says("The size of files is limited"), capture.said());
        capture.signal(SIGTERM);
        QCOMPARE(capture.end(), 1);
        isAccountedFor(capture);
    }

    void aDiskThatCannotBeWrittenIsToldBeforeTheCapture() {
        mountDisk(MS_REMOUNT | MS_RDONLY, "64m");
        Capture capture(words());
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains("Read-only file system"), capture.said());
        QCOMPARE(capture.said().count('\n'), 1);
    }

    void changesOfTheFileByOthersAreReportedAtOnce_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("removed") << "rm $FILE" << QByteArray("removed or replaced the file");
        QTest::newRow("renamed") << "mv $FILE $FILE.other" << QByteArray("removed or replaced the file");
        QTest::newRow("replaced") << "echo other > $FILE.new; mv $FILE.new $FILE"
                                  << QByteArray("removed or replaced the file");
        QTest::newRow("its folder removed") << "rm -r $(dirname $FILE)/*" << QByteArray("removed or replaced the file");
        QTest::newRow("cut to nothing") << "truncate -s 0 $FILE" << QByteArray("has changed the file's size");
        QTest::newRow("cut in the middle") << "truncate -s 1000 $FILE" << QByteArray("has changed the file's size");
        QTest::newRow("written to") << "echo more >> $FILE" << QByteArray("has changed the file's size");
    }
    void changesOfTheFileByOthersAreReportedAtOnce() {
        QFETCH(QString, command);
        QFETCH(QByteArray, told);
        Capture capture(words());
        QVERIFY(capture.says("Capturing on"));
        send(10);
        QTRY_VERIFY(QFileInfo(file_).size() > qint64{10 * frameSize});
        QCOMPARE(run("bash", {"-c", "FILE=" + file_ + "; " + command}).status, 0);
        send(10);
        QCOMPARE(capture.end(), 1); // ends by itself, because nothing more would be kept
        QVERIFY2(capture.said().contains(told), capture.said());
        QVERIFY2(numberBefore(capture.printed(), "received") >= 11, capture.printed());
        if (command.startsWith("truncate"))
            QVERIFY(QFileInfo(file_).size() <= 1000); // there is no hole of zeros
    }

    void anotherCaptureDoesNotTakeTheFile() {
        Capture first(words());
        QVERIFY(first.says("Capturing on"));
        send(10);
        Capture second(words());
        QCOMPARE(second.end(), 1);
        QVERIFY2(second.said().contains("tapscope-cli (pid " + QByteArray::number(first.process()) + ") records to it"),
                 second.said());
        send(10);
        first.signal(SIGINT);
        QCOMPARE(first.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
    }

    void missingResourcesAreReportedInOneLine_data() {
        QTest::addColumn<QString>("limit");
        for (int descriptors = 3; descriptors < 16; ++descriptors)
            QTest::addRow("%d descriptors", descriptors) << QStringLiteral("ulimit -n %1").arg(descriptors);
        for (int megabytes = 20; megabytes < 400; megabytes += 20)
            QTest::addRow("%d MB of addresses", megabytes) << QStringLiteral("ulimit -v %1").arg(megabytes * 1000);
        for (int threads = 1; threads < 10; ++threads)
            QTest::addRow("%d threads", threads) << QStringLiteral("ulimit -u %1").arg(threads);
    }
    void missingResourcesAreReportedInOneLine() {
        QFETCH(QString, limit);
        const QString rights =
            "+net_admin,+net_raw,+dac_override"; // a user whose processes are limited, and who may capture
        const auto captured =
            run("setpriv", {"--reuid", "64001", "--clear-groups", "--inh-caps", rights, "--ambient-caps", rights,
                            "bash", "-c", limit + "; exec \"$0\" \"$@\"", TAPSCOPE_BIN_DIR "/tapscope-cli", "capture",
                            "fault0", "--mode", "monitor", "-w", file_, "-a", "duration:0.05"});
        const bool isStarted = !captured.err.contains("error while loading shared libraries"); // by the linker
        QCOMPARE(captured.status, !isStarted ? 127 : captured.out.contains("received") ? 0 : 1);
        if (captured.status == 1)
            QCOMPARE(captured.err.count('\n'), 1);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    enterPrivateNamespaceNames();                                // and mounts
    QFile quiet("/proc/sys/net/ipv6/conf/default/disable_ipv6"); // frames that the host sends by itself must not count
    if (quiet.open(QFile::WriteOnly))
        quiet.write("1");
    quiet.close();
    QCoreApplication application(argc, argv);
    DiskFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "disk_faults_test.moc"
