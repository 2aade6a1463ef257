#include "capture_program.h"

#include <inject/frame_builder.h>
#include <net/device_control.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// `tcpdump`, which writes the frames of a device to a file.
class Tcpdump {
public:
    Tcpdump(const char* device, const QString& file, const QString& filter) {
        // -O: if `vlan` is not the first word, libpcap 1.10's optimiser assumes that the tag is in the frame's bytes.
        // -s: room for more frames.
        QStringList words{"-n", "-U",  "--immediate-mode", "-O", "-s", "256", "-Z", "root", "-i", device, "-w",
                          file, filter};
        process_.setReadChannel(QProcess::StandardError);
        process_.start("tcpdump", words);
    }
    [[nodiscard]] bool listens() {
        while (!said_.contains("listening on") && process_.waitForReadyRead(60'000))
            said_ += process_.readAllStandardError();
        return said_.contains("listening on");
    }
    /// Whether it has ended successfully, with all frames so far in its file.
    [[nodiscard]] bool end() {
        process_.terminate();
        return process_.waitForFinished(60'000) && process_.exitCode() == 0;
    }

private:
    QProcess process_;
    QByteArray said_;
};

} // namespace

/// One capture of several devices, as tshark and tcpdump see it.
class SeveralDevicesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("several.pcapng");

    static void make(const QString& name, const QString& kind) {
        QCOMPARE(run("ip", {"tuntap", "add", name, "mode", kind}).status, 0);
        QVERIFY(bringUpQuiet(name));
    }
    [[nodiscard]] static TapDevice owned(const char* name) {
        return TapDevice::open(*InterfaceName::parse(name)).value();
    }
    [[nodiscard]] QByteArray fields(const QStringList& names) const {
        QStringList words{"-n", "-r", file_, "-T", "fields"};
        for (const auto& name : names)
            words << "-e" << name;
        return run("tshark", words).out;
    }

    /// A datagram or an ARP request with VLAN tags.
    [[nodiscard]] static std::vector<std::byte> tagged(bool isUdp, const std::vector<int>& tags) {
        const auto one = *IpAddress::parse("10.9.0.1"), other = *IpAddress::parse("10.9.0.2");
        const MacAddress from{{2, 0, 0, 0, 0, 1}}, all{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
        auto frame = isUdp ? FrameBuilder().ethernet(all, from, 0x0800).ip(one, other, 17).udp(1000, 9).finish()
                           : FrameBuilder().ethernet(all, from, 0x0806).arp(1, from, one, {}, other).finish();
        for (std::size_t i = tags.size(); i-- > 0;) {
            const std::array<std::byte, 4> tag{std::byte{0x81}, std::byte{0}, std::byte{0},
                                               static_cast<std::byte>(tags[i])};
            frame.insert(frame.begin() + 12, tag.begin(), tag.end());
        }
        return frame;
    }

private slots:
    void cleanup() {
        for (const char* name : {"one0", "two0", "tun0"})
            run("ip", {"link", "delete", name});
    }

    void eachIsRecordedUnderItsOwnInterfaceAndLinkType() {
        make("one0", "tap");
        make("two0", "tap");
        make("tun0", "tun");
        Capture capture({"one0", "two0", "tun0", "-w", file_});
        for (const char* name : {"one0", "two0", "tun0"})
            QVERIFY2(capture.says(QByteArray("Capturing on ") + name), capture.said());
        QVERIFY(Host("two0").send(frame()));
        QVERIFY(Host("one0").send(frame()));
        std::array<std::byte, 20> packet{};
        packet[0] = std::byte{0x45};
        packet[3] = std::byte{20};
        QVERIFY(Host("tun0").send(packet));
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        // Frames of an attached device get their time when they are read, so their order among devices is not checked
        // here.
        auto lines = fields({"frame.interface_name", "frame.encap_type"}).split('\n');
        std::ranges::sort(lines);
        QCOMPARE(lines, (QList<QByteArray>{"", "one0\t1", "tun0\t7", "two0\t1"}));
    }

    void theirCountsAreThoseOfTcpdumpsBesideIt() {
        struct Device {
            const char *name, *kind;
            int frames;
        };
        constexpr std::array devices = {Device{"one0", "tap", 3}, Device{"two0", "tap", 50},
                                        Device{"tun0", "tun", 700}};
        std::vector<TapDevice> owners;
        for (const Device& device : devices) {
            make(device.name, device.kind);
            owners.push_back(owned(device.name));
        }
        const QString filter = "not ip6"; // the host sends IPv6 frames by itself
        Capture capture({"one0", "two0", "tun0", "--mode", "monitor", "-f", filter, "-w", file_});
        std::vector<std::unique_ptr<Tcpdump>> tcpdumps;
        for (const Device& device : devices) {
            QVERIFY2(capture.says(QByteArray("Capturing on ") + device.name), capture.said());
            tcpdumps.push_back(std::make_unique<Tcpdump>(device.name, folder_.filePath(device.name), filter));
            QVERIFY2(tcpdumps.back()->listens(), "tcpdump does not listen");
        }
        std::array<std::byte, 20> packet{};
        packet[0] = std::byte{0x45};
        packet[3] = std::byte{20};
        for (std::size_t i = 0; i < devices.size(); ++i) {
            for (int frames = 0; frames < devices[i].frames; ++frames)
                QVERIFY(i == 2 ? owners[i].send(packet) : owners[i].send(frame()));
        }
        for (std::size_t i = 0; i < devices.size(); ++i) {
            const qint64 recordSize = 16 + static_cast<qint64>(i == 2 ? packet.size() : frame().size());
            QTRY_COMPARE(QFileInfo(folder_.filePath(devices[i].name)).size(), 24 + devices[i].frames * recordSize);
            QVERIFY(tcpdumps[i]->end());
        }
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        const auto lines = fields({"frame.interface_name", "frame.encap_type"}).split('\n');
        for (const Device& device : devices) {
            const QByteArray line = QByteArray(device.name) + (QByteArray(device.kind) == "tun" ? "\t7" : "\t1");
            const auto theirs = run("tshark", {"-n", "-r", folder_.filePath(device.name)}).out.count('\n');
            QCOMPARE(lines.count(line), theirs);
            QCOMPARE(theirs, qsizetype{device.frames});
        }
    }

    void numbersOfEachDeviceAreInTheJson() {
        make("one0", "tap");
        make("two0", "tap");
        auto one = owned("one0"), two = owned("two0");
        Capture capture({"one0", "two0", "--mode", "monitor", "-f", "ether proto 0x88b5", "--json", "-w", file_});
        QVERIFY2(capture.says("Capturing on one0") && capture.says("Capturing on two0"), capture.said());
        for (int frames = 0; frames < 3; ++frames)
            QVERIFY(one.send(frame()));
        QVERIFY(two.send(frame()));
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        const auto numbers = QJsonDocument::fromJson(capture.printed()).object();
        QCOMPARE(numbers["received"].toInt(), 4);
        QCOMPARE(numbers["not_recorded"].toInt(-1), 0);
        QStringList devices;
        for (const auto& each : numbers["devices"].toArray()) {
            const auto device = each.toObject();
            for (const auto& none : {"dropped", "dropped_by_device", "gaps"})
                QCOMPARE(device[QLatin1String(none)].toInt(-1), 0);
            devices << device["name"].toString() + ":" + QString::number(device["received"].toInt());
        }
        QCOMPARE(devices, (QStringList{"one0:3", "two0:1"}));
    }

    void anyCapturesAllDevicesAndLaterOnes() {
        make("one0", "tap");
        auto one = owned("one0");
        Capture capture({"any", "-f", "ether proto 0x88b5", "-w", file_});
        QVERIFY2(capture.says("Capturing on any"), capture.said());
        make("two0", "tap");
        auto two = owned("two0");
        QVERIFY(one.send(frame()));
        QVERIFY(two.send(frame()));
        QVERIFY(one.send(frame()));
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"frame.interface_name"}), QByteArray("one0\ntwo0\none0\n"));
    }

    void aFileThatIsRecordedIsTakenByNobodyElse_data() {
        QTest::addColumn<QStringList>("words");
        const QString mixed = TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng";
        QTest::newRow("capture") << QStringList{"capture", "two0", "-w"};
        QTest::newRow("read") << QStringList{"read", mixed, "-w"};
        QTest::newRow("export") << QStringList{"export", mixed, "-F", "pcapng", "-w"};
    }
    void aFileThatIsRecordedIsTakenByNobodyElse() {
        QFETCH(QStringList, words);
        make("one0", "tap");
        make("two0", "tap");
        Capture capture({"one0", "-w", file_});
        QVERIFY2(capture.says("Capturing on one0"), capture.said());
        const auto other = run(TAPSCOPE_BIN_DIR "/tapscope-cli", words << file_);
        QCOMPARE(other.status, 1);
        QVERIFY2(other.err.contains("tapscope-cli (pid "), other.err);
        QVERIFY(Host("one0").send(frame()));
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"frame.interface_name"}), QByteArray("one0\n"));
    }

    void aDeviceOfAnotherNamespaceIsNamedWithIt() {
        // Bypasses the device's queueing, as Host does.
        const QString sendOne = "import socket\n"
                                "s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)\n"
                                "s.setsockopt(263, 20, 1)\n" // SOL_PACKET, PACKET_QDISC_BYPASS
                                "s.bind(('in0', 0))\n"
                                "s.send(b'\\2' * 12 + b'\\x88\\xb5' + bytes(46))\n";
        QProcess inside;
        inside.start(
            "unshare",
            {"--net", "sh", "-c",
             "ip tuntap add in0 mode tap && ip link set in0 addrgenmode none && ip link set in0 up && echo ready && "
             "read go && python3 -c \"$1\"; read end",
             "sh", sendOne});
        QVERIFY(inside.waitForReadyRead(60'000));
        const QString name = QStringLiteral("pid:%1/in0").arg(inside.processId());
        Capture capture({name, "-f", "ether proto 0x88b5", "-c", "1", "-w", file_});
        QVERIFY2(capture.says("Capturing on " + name.toLatin1()), capture.said());
        inside.write("go\n");
        QVERIFY(inside.waitForBytesWritten(60'000));
        QVERIFY2(capture.end() == 0, capture.said());
        QCOMPARE(fields({"frame.interface_name"}), name.toLatin1() + "\n");
        inside.closeWriteChannel();
        QVERIFY(inside.waitForFinished(60'000));
    }

    void problemsOfANamespaceAreReported_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("no such name") << "no-such-place/in0" << QByteArray("no-such-place");
        QTest::newRow("no such process") << "pid:999999999/in0" << QByteArray("no such process");
        QTest::newRow("no number") << "pid:four/in0" << QByteArray("it does not name a process");
    }
    void problemsOfANamespaceAreReported() {
        QFETCH(QString, name);
        QFETCH(QByteArray, reason);
        Capture capture({name, "-w", file_});
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains(reason), capture.said());
    }

    void aDeviceThatGoesLeavesTheOthersAlone() {
        make("one0", "tap");
        make("two0", "tap");
        Capture capture({"one0", "two0", "-w", file_});
        QVERIFY(capture.says("Capturing on two0"));
        QVERIFY(directControl()->destroy(*InterfaceName::parse("one0")));
        QVERIFY2(capture.says("the device is gone"), capture.said());
        QVERIFY(Host("two0").send(frame()));
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 1); // one of the two devices failed
        QCOMPARE(fields({"frame.interface_name"}), QByteArray("two0\n"));
    }

    void aQueueIsJoinedOnlyOnRequest() {
        QCOMPARE(run("ip", {"tuntap", "add", "one0", "mode", "tap", "multi_queue"}).status, 0);
        QVERIFY(bringUpQuiet("one0"));
        auto owner = owned("one0");
        {
            Capture capture({"one0", "-w", file_});
            QVERIFY2(capture.says("Another program has a queue of one0 open, so it is monitored"), capture.said());
            QVERIFY(capture.says("Capturing on one0"));
            QCOMPARE(ipKindData("one0").value("numqueues").toInt(), 1);
            capture.signal(SIGINT);
            QCOMPARE(capture.end(), 0);
        }
        Capture joined({"one0", "--join", "-w", file_});
        QVERIFY(joined.says("this capture gets some of the frames"));
        QVERIFY(joined.says("Capturing on one0"));
        QCOMPARE(ipKindData("one0").value("numqueues").toInt(), 2);
        joined.signal(SIGINT);
        QCOMPARE(joined.end(), 0);
    }

    void howToCaptureABusyDeviceIsSaid() {
        make("one0", "tap");
        auto owner = owned("one0");
        Capture capture({"one0", "-w", file_});
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains("--mode monitor"), capture.said());
    }

    void vlanFiltersSeeTheTagThatTheKernelKeepsBesideTheFrame_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("frames");
        QTest::newRow("all") << "ether proto 0x88b5 or vlan" << 2;
        QTest::newRow("vlan") << "vlan" << 1;
        QTest::newRow("its number") << "vlan 5" << 1;
        QTest::newRow("another number") << "vlan 6" << 0;
        QTest::newRow("and what is in it") << "vlan and ether proto 0x88b5" << 1;
    }
    void vlanFiltersSeeTheTagThatTheKernelKeepsBesideTheFrame() {
        QFETCH(QString, filter);
        QFETCH(int, frames);
        make("one0", "tap");
        auto owner = owned("one0");
        Capture capture({"one0", "--mode", "monitor", "-f", filter, "-w", file_});
        QVERIFY2(capture.says("Capturing on one0"), capture.said());
        const auto plain = frame();
        std::vector<std::byte> tagged(plain.begin(), plain.end());
        const std::array<std::byte, 4> tag{std::byte{0x81}, std::byte{0}, std::byte{0}, std::byte{5}};
        tagged.insert(tagged.begin() + 12, tag.begin(), tag.end());
        QVERIFY(owner.send(plain));
        QVERIFY(owner.send(tagged));
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"frame.number"}).count('\n'), qsizetype{frames});
    }

    void vlanFiltersSelectWhatTcpdumpSelects_data() {
        QTest::addColumn<QString>("filter");
        for (const char* filter :
             {"udp", "vlan", "vlan 5", "vlan (5)", "not vlan", "vlan and udp", "udp or vlan 5", "vlan 5 or udp",
              "arp or (vlan and host 10.9.0.1)", "udp and not vlan 5", "vlan and vlan", "vlan 5 and vlan 6",
              "vlan and vlan 6 and udp", "host 10.9.0.2 or (vlan 6 and arp)", "not (vlan 5 and arp)"})
            QTest::newRow(filter) << filter;
    }
    void vlanFiltersSelectWhatTcpdumpSelects() {
        QFETCH(QString, filter);
        filter = "ether proto 0x88b6 or (" + filter + ")"; // and the last frame
        make("one0", "tap");
        auto owner = owned("one0");
        const QString theirs = folder_.filePath("theirs.pcap");
        Capture capture({"one0", "--mode", "monitor", "-f", filter, "-w", file_});
        QVERIFY2(capture.says("Capturing on one0"), capture.said());
        Tcpdump tcpdump("one0", theirs, filter);
        QVERIFY2(tcpdump.listens(), "tcpdump does not listen");
        for (const auto& tags : {std::vector<int>{}, {5}, {6}, {5, 6}}) {
            for (const bool isUdp : {true, false})
                QVERIFY(owner.send(tagged(isUdp, tags)));
        }
        auto last = frame();
        last[13] = std::byte{0xb6};
        QVERIFY(owner.send(last));
        const auto content = [&] {
            QFile file(theirs);
            return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
        };
        QTRY_VERIFY(content().contains("\x88\xb6"));
        QVERIFY(tcpdump.end());
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        const auto numbers = [](const QString& file) {
            return run("tshark", {"-n", "-r", file, "-T", "fields", "-e", "vlan.id", "-e", "_ws.col.Protocol"}).out;
        };
        QCOMPARE(numbers(file_), numbers(theirs));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(SeveralDevicesTest)
#include "several_devices_test.moc"
