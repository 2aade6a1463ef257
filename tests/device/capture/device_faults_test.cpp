#include "capture_program.h"

#include <support/commands.h>
#include <support/lengths.h>
#include <support/numbered_frames.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sched.h>

#include <csignal>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;

/// Faults of devices while the command line captures them: every frame that was sent is in the file, or counted.
class DeviceFaultsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("faults.pcapng");
    std::optional<TapDevice> owner_; ///< has the descriptor of a monitored device
    QString name_;
    std::uint64_t sent_ = 0;

    static void link(const QStringList& words) {
        const auto done = run("ip", QStringList{"link"} + words);
        QVERIFY2(done.status == 0, done.err);
    }
    /// Creates a device that is switched on and can be captured in this mode: a monitored one has an owner.
    void makeDevice(const QString& mode) {
        name_ = "fault0";
        QCOMPARE(run("ip", {"tuntap", "add", name_, "mode", "tap"}).status, 0);
        link({"set", name_, "up"});
        if (mode == "monitor")
            owner_ = TapDevice::open(*InterfaceName::parse("fault0")).value();
    }
    void send(int frames, std::size_t size = NumberedFrame::shortest) {
        std::optional<Host> host;
        if (!owner_)
            host.emplace(name_.toLatin1());
        for (int i = 0; i < frames; ++i) {
            const NumberedFrame frame(++sent_, size);
            if (host)
                QVERIFY(host->send(frame.bytes()));
            else
                QVERIFY(owner_->send(frame.bytes()));
        }
    }
    /// Sends frames, some of which are dropped when the device, or the program that has it open, accepts no more.
    void sendWhatGoes(int frames) {
        const Host host(name_.toLatin1());
        for (int i = 0; i < frames; ++i) {
            const NumberedFrame frame(++sent_);
            if (owner_)
                QVERIFY(owner_->send(frame.bytes()));
            else
                static_cast<void>(host.send(frame.bytes())); // dropped and counted if its queue is full
        }
    }
    /// Waits until all sent frames are in the file.
    void areRecorded() const { QTRY_COMPARE(numbersIn(file_).numbers, numbersTo(sent_)); }
    static void modes() {
        QTest::addColumn<QString>("mode");
        QTest::newRow("attach") << "attach";
        QTest::newRow("monitor") << "monitor";
    }
    [[nodiscard]] static std::uint64_t numberBefore(const QByteArray& said, const char* words) {
        const QRegularExpression number(QStringLiteral("(\\d+) %1").arg(QString::fromLatin1(words)));
        return number.match(QString::fromUtf8(said)).captured(1).toULongLong();
    }

private slots:
    void init() { sent_ = 0; }
    void cleanup() {
        owner_.reset();
        run("ip", {"link", "delete", name_});
        QFile::remove(file_);
    }

    void switchedOffAndOnAgain_data() { modes(); }
    void switchedOffAndOnAgain() {
        QFETCH(QString, mode);
        makeDevice(mode);
        Capture capture({name_, "--mode", mode, "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        for (int cycle = 0; cycle < lengthOf(20, 1000); ++cycle) {
            send(1);
            link({"set", name_, "down"});
            link({"set", name_, "up"});
        }
        send(1);
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
    }

    void renamed_data() { modes(); }
    void renamed() {
        QFETCH(QString, mode);
        makeDevice(mode);
        Capture capture({name_, "--mode", mode, "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        for (int cycle = 0; cycle < lengthOf(20, 200); ++cycle) {
            const QString other = QStringLiteral("other%1").arg(cycle);
            link({"set", name_, "down"});
            link({"set", name_, "name", other});
            link({"set", other, "up"});
            name_ = other;
            send(1);
        }
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
    }

    void destroyedAndMadeAgain_data() { modes(); }
    void destroyedAndMadeAgain() {
        QFETCH(QString, mode);
        makeDevice(mode);
        Capture capture({name_, "--mode", mode, "--wait", "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        const int cycles = lengthOf(20, 1000);
        for (int cycle = 0; cycle < cycles; ++cycle) {
            send(3);
            areRecorded(); // frames that are still in an attached device's own queue are lost with it
            owner_.reset();
            link({"delete", name_});
            QVERIFY2(capture.saysAgain("is gone; waiting for it"), capture.said());
            makeDevice(mode);
            QVERIFY2(capture.saysAgain("is back after"), capture.said());
        }
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
        const auto comments = run("tshark", {"-r", file_, "-T", "fields", "-e", "frame.comment"}).out;
        QCOMPARE(comments.count("without the device"), cycles - 1); // no frame follows the last gap
    }

    void anAttachedDeviceIsMovedToAnotherNamespace() {
        makeDevice("attach");
        QCOMPARE(run("ip", {"netns", "add", "elsewhere"}).status, 0);
        Capture capture({name_, "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        send(3);
        link({"set", name_, "netns", "elsewhere"});
        QCOMPARE(run("ip", {"-n", "elsewhere", "link", "set", name_, "up"}).status, 0);
        // The descriptor reaches the device in any namespace.
        std::thread([this] {
            const UniqueFd other(open("/run/netns/elsewhere", O_RDONLY | O_CLOEXEC));
            QVERIFY(setns(other.get(), CLONE_NEWNET) == 0); // only this thread moves
            send(3);
        }).join();
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
        QCOMPARE(run("ip", {"netns", "delete", "elsewhere"}).status, 0);
    }

    void aMonitoredDeviceIsMovedToAnotherNamespaceAndBack() {
        makeDevice("monitor");
        QCOMPARE(run("ip", {"netns", "add", "elsewhere"}).status, 0);
        Capture capture({name_, "--mode", "monitor", "--wait", "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        send(3);
        link({"set", name_, "netns", "elsewhere"});
        QVERIFY2(capture.saysAgain("is gone; waiting for it"), capture.said());
        QCOMPARE(run("ip", {"-n", "elsewhere", "link", "set", name_, "netns", QString::number(getpid())}).status, 0);
        link({"set", name_, "up"});
        QVERIFY2(capture.saysAgain("is back after"), capture.said());
        send(3);
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
        QCOMPARE(run("ip", {"netns", "delete", "elsewhere"}).status, 0);
    }

    void theirNamespaceIsDeleted() {
        name_ = "fault0";
        QCOMPARE(run("ip", {"netns", "add", "short"}).status, 0);
        QCOMPARE(run("ip", {"-n", "short", "tuntap", "add", name_, "mode", "tap"}).status, 0);
        Capture capture({name_, "-w", file_}, {"--netns", "short"});
        QVERIFY2(capture.says("Capturing on"), capture.said());
        QCOMPARE(run("ip", {"netns", "delete", "short"}).status, 0);
        // The name is gone, but the namespace lives as long as a process is in it.
        const QStringList inside{"-t", QString::number(capture.process()), "-n"};
        QCOMPARE(run("nsenter", inside + QStringList{"ip", "link", "set", name_, "up"}).status, 0);
        QCOMPARE(run("nsenter", inside + QStringList{"ip", "link", "delete", name_}).status, 0);
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains("the device is gone"), capture.said());
        QVERIFY(numbersIn(file_).isWhole);
    }

    void mtuChanged_data() { modes(); }
    void mtuChanged() {
        QFETCH(QString, mode);
        makeDevice(mode);
        Capture capture({name_, "--mode", mode, "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        for (int cycle = 0; cycle < lengthOf(20, 300); ++cycle) {
            const int mtu = 576 + cycle * 37 % 9000;
            link({"set", name_, "mtu", QString::number(mtu)});
            send(1, static_cast<std::size_t>(mtu) + 14);
        }
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
    }

    void theLargestFrames_data() { modes(); }
    void theLargestFrames() {
        QFETCH(QString, mode);
        makeDevice(mode);
        link({"set", name_, "mtu", "65521"});
        Capture capture({name_, "--mode", mode, "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        send(200, 65535);
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
    }

    void stoppedAndContinued_data() { modes(); }
    void stoppedAndContinued() {
        QFETCH(QString, mode);
        makeDevice(mode);
        QStringList words{name_, "--mode", mode, "-w", file_};
        Capture capture(words);
        QVERIFY(capture.says("Capturing on"));
        capture.signal(SIGSTOP);
        QTRY_VERIFY(capture.isStopped());
        sendWhatGoes(lengthOf(20'000, 1'000'000));
        capture.signal(SIGCONT);
        QTRY_VERIFY(!capture.isStopped());
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        const auto received = numberBefore(capture.printed(), "received");
        QCOMPARE(received + numberBefore(capture.printed(), "dropped") +
                     numberBefore(capture.said(), "were dropped by the device"),
                 sent_);
        const auto numbers = numbersIn(file_).numbers;
        QCOMPARE(std::uint64_t{numbers.size()}, received);
        QVERIFY(std::ranges::is_sorted(numbers, std::ranges::less_equal{}));
    }

    void aStormOfLinkEventsHidesNothing_data() { modes(); }
    void aStormOfLinkEventsHidesNothing() {
        QFETCH(QString, mode);
        makeDevice(mode);
        Capture capture({name_, "--mode", mode, "--wait", "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        send(3);
        areRecorded();
        // More messages than a netlink socket keeps while it is not read. In the middle, the device disappears and
        // comes back.
        capture.signal(SIGSTOP);
        QTRY_VERIFY(capture.isStopped());
        QFile batch(folder_.filePath("storm"));
        QVERIFY(batch.open(QFile::WriteOnly));
        const int flaps = lengthOf(2'000, 20'000);
        const auto storm = [&](int from) {
            for (int i = from; i < from + flaps; ++i)
                batch.write(QByteArray("link set dev storm0 ") + (i % 2 == 0 ? "up\n" : "down\n"));
        };
        storm(0);
        batch.write("link delete " + name_.toLatin1() + "\n");
        storm(flaps);
        batch.close();
        QCOMPARE(run("ip", {"link", "add", "storm0", "type", "veth", "peer", "storm1"}).status, 0);
        owner_.reset();
        QCOMPARE(run("ip", {"-batch", batch.fileName()}).status, 0);
        capture.signal(SIGCONT);
        QVERIFY2(capture.saysAgain("is gone; waiting for it"), capture.said());
        makeDevice(mode);
        QVERIFY2(capture.saysAgain("is back after"), capture.said());
        send(3);
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
        link({"delete", "storm0"});
    }

    void itComesBackAmongThousandsOfOthers() {
        makeDevice("attach");
        Capture capture({name_, "--wait", "-w", file_});
        QVERIFY(capture.says("Capturing on"));
        link({"delete", name_});
        QVERIFY2(capture.saysAgain("is gone; waiting for it"), capture.said());
        QFile batch(folder_.filePath("many"));
        QVERIFY(batch.open(QFile::WriteOnly));
        for (int i = 0; i < lengthOf(200, 2'000); ++i)
            batch.write(QByteArray("link add many") + QByteArray::number(i) + " group 7 type veth\n");
        batch.close();
        QCOMPARE(run("ip", {"-batch", batch.fileName()}).status, 0);
        makeDevice("attach");
        QVERIFY2(capture.saysAgain("is back after"), capture.said());
        send(3);
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_));
        run("ip", {"link", "delete", "group", "7"});
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    enterPrivateNamespaceNames();
    // Frames that the host sends by itself must not count.
    QFile quiet("/proc/sys/net/ipv6/conf/default/disable_ipv6");
    if (quiet.open(QFile::WriteOnly))
        quiet.write("1");
    quiet.close();
    QCoreApplication application(argc, argv);
    DeviceFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "device_faults_test.moc"
