#include "capture_program.h"

#include <net/device_control.h>
#include <net/if.h>
#include <support/commands.h>
#include <support/lengths.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <linux/if_packet.h>
#include <sys/socket.h>

#include <array>
#include <csignal>

using namespace tapscope;
using namespace tapscope::test;

namespace {

constexpr int burst = 50;

} // namespace

/// Frames that the kernel received before a capture ended, or before its device disappeared, are in the file.
class LastFramesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("last.pcapng");
    std::optional<TapDevice> owner_; ///< has the descriptor of a monitored device

    static void makeDevice(const QString& kind = "tap") {
        QCOMPARE(run("ip", {"tuntap", "add", "last0", "mode", kind}).status, 0);
        QVERIFY(bringUpQuiet("last0"));
    }
    /// Prepares a device to be captured in this mode: a monitored device has an owner.
    void prepare(const QString& mode) {
        makeDevice();
        if (mode == "monitor")
            owner_ = TapDevice::open(*InterfaceName::parse("last0")).value();
    }
    /// Sends frames: to an attached capture, or as the owner of a monitored device.
    void send(int frames) {
        if (owner_) {
            for (int i = 0; i < frames; ++i)
                QVERIFY(owner_->send(frame()));
            return;
        }
        const Host host("last0");
        for (int i = 0; i < frames; ++i)
            QVERIFY(host.send(frame()));
    }
    [[nodiscard]] static qsizetype ours(const QString& file) {
        QFile capture(file);
        const auto bytes = frame();
        const QByteArray ofOurs(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return capture.open(QFile::ReadOnly) ? capture.readAll().count(ofOurs) : -1;
    }
    [[nodiscard]] static bool hasStatistics(const QString& file) {
        return run("tshark", {"-r", file, "-X", "read_format:MIME Files Format", "-V"})
            .out.contains("Interface Statistics Block");
    }
    static void modes() {
        QTest::addColumn<QString>("mode");
        QTest::newRow("attach") << "attach";
        QTest::newRow("monitor") << "monitor";
    }

private slots:
    void cleanup() {
        owner_.reset();
        run("ip", {"link", "delete", "last0"});
    }

    void areKeptAtASignal_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("signal");
        QTest::newRow("attach, SIGINT") << "attach" << SIGINT;
        QTest::newRow("monitor, SIGINT") << "monitor" << SIGINT;
        QTest::newRow("monitor, SIGTERM") << "monitor" << SIGTERM;
    }
    void areKeptAtASignal() {
        QFETCH(QString, mode);
        QFETCH(int, signal);
        prepare(mode);
        for (int i = 0; i < lengthOf(20, 100); ++i) {
            Capture capture({"last0", "--mode", mode, "-w", file_});
            QVERIFY(capture.says("Capturing on last0"));
            send(burst);
            capture.signal(signal);
            QCOMPARE(capture.end(), 0);
            QCOMPARE(ours(file_), qsizetype{burst});
        }
    }

    void areKeptWhenTheDeviceIsDestroyedRightBehindThem_data() { modes(); }
    void areKeptWhenTheDeviceIsDestroyedRightBehindThem() {
        QFETCH(QString, mode);
        for (int i = 0; i < lengthOf(20, 100); ++i) {
            prepare(mode);
            Capture capture({"last0", "--mode", mode, "-w", file_});
            QVERIFY(capture.says("Capturing on last0"));
            send(burst);
            QVERIFY(directControl()->destroy(*InterfaceName::parse("last0")));
            QCOMPARE(capture.end(), 1);
            QVERIFY2(capture.said().contains("the device is gone"), capture.said());
            // Frames that were still in the device's own queue are lost with it, which is reported.
            if (mode == "monitor")
                QCOMPARE(ours(file_), qsizetype{burst});
            else
                QVERIFY2(capture.said().contains("with the frames still in its queue"), capture.said());
        }
        QVERIFY(hasStatistics(file_));
    }

    void aDeviceThatIsSwitchedOffAndDeletedIsNoticed_data() { modes(); }
    void aDeviceThatIsSwitchedOffAndDeletedIsNoticed() {
        QFETCH(QString, mode);
        prepare(mode);
        Capture capture({"last0", "--mode", mode, "--wait", "-w", file_});
        QVERIFY(capture.says("Capturing on last0"));
        send(1);
        QTRY_COMPARE(ours(file_), qsizetype{1});
        QCOMPARE(run("ip", {"link", "set", "last0", "down"}).status, 0);
        QCOMPARE(run("ip", {"link", "delete", "last0"}).status, 0);
        owner_.reset();
        QVERIFY2(capture.says("last0 is gone; waiting for it"), capture.said());
        prepare(mode);
        QVERIFY2(capture.says("last0 is back after"), capture.said());
        send(1);
        capture.signal(SIGINT);
        const int status = capture.end();
        QVERIFY2(status == 0, capture.said());
        QCOMPARE(ours(file_), qsizetype{2});
    }

    void aTapThatComesBackAsATunIsRecordedAsOne() {
        prepare("attach");
        Capture capture({"last0", "--wait", "-w", file_});
        QVERIFY(capture.says("Capturing on last0"));
        send(1);
        QTRY_COMPARE(ours(file_), qsizetype{1});
        QCOMPARE(run("ip", {"link", "delete", "last0"}).status, 0);
        QVERIFY2(capture.says("last0 is gone"), capture.said());
        makeDevice("tun");
        QVERIFY2(capture.says("last0 is back after"), capture.said());
        std::array<std::byte, 20> packet{};
        packet[0] = std::byte{0x45};
        packet[3] = std::byte{20};
        QVERIFY(Host("last0").send(packet));
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        const auto links =
            run("tshark", {"-r", file_, "-T", "fields", "-e", "frame.interface_id", "-e", "frame.encap_type"}).out;
        QVERIFY2(links.startsWith("0\t1\n") && links.endsWith("1\t7\n"), links); // Ethernet, raw IP
    }

    void waitingForADeviceIsReportedAndEndsInTime() {
        Capture capture({"never0", "--wait", "-a", "duration:0.2", "-w", file_});
        QVERIFY(capture.says("Waiting for never0"));
        QCOMPARE(capture.end(), 0);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(LastFramesTest)
#include "last_frames_test.moc"
