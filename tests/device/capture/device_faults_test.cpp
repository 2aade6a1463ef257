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

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>

#include <algorithm>
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

    /// What a program says about each frame longer than 65,535 octets: values between tabs.
    static QList<QByteArray> longFrames(const QString& program, const QStringList& arguments,
                                        const QStringList& fields) {
        QStringList words = arguments + QStringList{"-Y", "frame.len > 65535", "-T", "fields"};
        for (const QString& field : fields)
            words << "-e" << field;
        const auto lines = run(program, words).out.trimmed();
        return lines.isEmpty() ? QList<QByteArray>() : lines.split('\n');
    }
    /// Sends octets through a connection over IPv6 on the loopback interface and waits for the last one.
    static void sendOverLoopback(std::size_t octets) {
        const UniqueFd server(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in6 address{.sin6_family = AF_INET6,
                             .sin6_port = 0,
                             .sin6_flowinfo = 0,
                             .sin6_addr = in6addr_loopback,
                             .sin6_scope_id = 0};
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        QCOMPARE(::bind(server.get(), generic, size), 0);
        QCOMPARE(::listen(server.get(), 1), 0);
        QCOMPARE(getsockname(server.get(), generic, &size), 0);
        const UniqueFd client(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
        QCOMPARE(::connect(client.get(), generic, size), 0);
        const std::jthread sending([&] {
            const std::vector<std::byte> data(octets);
            for (std::size_t sent = 0; sent < octets;) {
                const ssize_t some = ::send(client.get(), data.data() + sent, octets - sent, MSG_NOSIGNAL);
                if (some <= 0)
                    return;
                sent += static_cast<std::size_t>(some);
            }
            shutdown(client.get(), SHUT_WR);
        });
        const UniqueFd accepted(accept4(server.get(), nullptr, nullptr, SOCK_CLOEXEC));
        std::vector<std::byte> room(std::size_t{1} << 20);
        std::size_t received = 0;
        for (ssize_t some = 1; some > 0; received += static_cast<std::size_t>(std::max<ssize_t>(some, 0)))
            some = recv(accepted.get(), room.data(), room.size(), 0);
        QCOMPARE(received, octets);
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

    /// Where TCP may send more at once than the length field of IP can tell (BIG TCP), such frames are on virtual
    /// devices.
    void bigTcp() {
        link({"set", "lo", "up"});
        link({"set", "lo", "gso_max_size", "200000", "gro_max_size", "200000"});
        Capture capture({"lo", "--mode", "monitor", "-w", file_});
        QVERIFY2(capture.says("Capturing on"), capture.said());
        constexpr std::size_t octets = std::size_t{8} << 20;
        sendOverLoopback(octets);
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QVERIFY2(capture.printed().contains(" 0 dropped"), capture.printed());
        const auto captured = longFrames("tshark", {"-r", file_}, {"frame.len", "frame.cap_len"});
        QVERIFY(!captured.isEmpty());
        for (const QByteArray& lengths : captured)
            QCOMPARE(lengths.split('\t').first(), lengths.split('\t').last()); // whole
        const QString program = TAPSCOPE_BIN_DIR "/tapscope-cli";
        // Each frame is seen when it is sent and when it is received, and some may be sent twice.
        const auto segments =
            run(program, {"read", file_, "-Y", "tcp.len > 0", "-T", "fields", "-e", "tcp.seq", "-e", "tcp.len"})
                .out.trimmed()
                .split('\n');
        std::vector<std::pair<std::size_t, std::size_t>> parts;
        for (const QByteArray& segment : segments) {
            const auto values = segment.split('\t');
            parts.emplace_back(values.first().toULongLong(), values.last().toULongLong());
        }
        std::ranges::sort(parts);
        std::size_t next = 1;
        for (const auto& [sequence, length] : parts) {
            QVERIFY(sequence <= next); // nothing is missing
            next = std::max(next, sequence + length);
        }
        QCOMPARE(next - 1, octets);
    }

    /// Frames longer than any length field of IP can tell: captured, read and exported. A device takes no such
    /// frame to send.
    void framesOfMoreThan65535Octets() {
        constexpr std::size_t size = 100'000;
        makeDevice("monitor"); // written by its owner
        Capture first({name_, "--mode", "monitor", "-w", file_});
        QVERIFY(first.says("Capturing on"));
        send(3, size);
        send(1, 65536);
        first.signal(SIGINT);
        QCOMPARE(first.end(), 0);
        QCOMPARE(numbersIn(file_).numbers, numbersTo(sent_)); // compares all octets

        const QString program = TAPSCOPE_BIN_DIR "/tapscope-cli";
        const QList<QByteArray> lengths{"100000\t100000", "100000\t100000", "100000\t100000", "65536\t65536"};
        QCOMPARE(longFrames(program, {"read", file_}, {"frame.len", "frame.cap_len"}), lengths);
        QCOMPARE(longFrames("tshark", {"-r", file_}, {"frame.len", "frame.cap_len"}), lengths);
        const auto data = run(program, {"read", file_, "-T", "fields", "-e", "data.len"}).out.split('\n');
        QCOMPARE(data.first(), QByteArray::number(size - 14));
        for (const QString format : {"pcap", "pcapng"}) {
            const QString exported = folder_.filePath("exported." + format);
            QCOMPARE(run(program, {"export", file_, "-F", format, "-w", exported}).status, 0);
            QCOMPARE(numbersIn(exported).numbers, numbersTo(sent_));
            QCOMPARE(longFrames("tshark", {"-r", exported}, {"frame.len", "frame.cap_len"}), lengths);
        }

        owner_.reset();
        link({"set", name_, "mtu", "65521"}); // the largest
        const auto replayed = run(program, {"inject", name_, "replay", "file=" + file_, "speed=top"});
        QCOMPARE(replayed.status, 1);
        QVERIFY2(replayed.err.contains("4 frames: larger than the MTU of 65521"), replayed.err);
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
