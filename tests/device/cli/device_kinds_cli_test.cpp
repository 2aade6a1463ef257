#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope::test;

/// TUN devices and vETH pairs from the command line, with ping, tcpdump, tshark and QEMU as witnesses.
class DeviceKindsCliTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

    Ran cli(const QStringList& words) { return run(program_, words); }
    QString path(const char* name) { return folder_.filePath(QString::fromLatin1(name)); }
    void makeTun(const QString& name) {
        QCOMPARE(cli({"create", name, "--kind", "tun", "--address", "10.9.0.1/24", "--address", "fd09::1/64", "--up"})
                     .status,
                 0);
    }
    /// Three pings of each family are answered.
    void pingBoth() {
        const auto four = run("ping", {"-c", "3", "-i", "0.1", "-W", "5", "10.9.0.2"});
        QVERIFY2(four.out.contains("3 received"), four.out + four.err);
        const auto six = run("ping", {"-6", "-c", "3", "-i", "0.1", "-W", "5", "-s", "1200", "fd09::2"});
        QVERIFY2(six.out.contains("3 received"), six.out + six.err);
    }
    static bool isUp(const QString& name) { return ipDevice(name).value("operstate").toString() != "DOWN"; }

private slots:
    void initTestCase() { enterPrivateNamespaceNames(); }

    void createsATunAndAPair() {
        QCOMPARE(cli({"create", "--kind", "tun", "--owner", "1234", "--multi-queue"}).out, QByteArray("tun0\n"));
        QCOMPARE(ipKindData("tun0").value("type").toString(), QString("tun"));
        QCOMPARE(ipKindData("tun0").value("multi_queue").toBool(), true);
        QCOMPARE(cli({"create", "a0", "--kind", "veth", "--peer", "b0", "--mtu", "9000", "--address", "10.8.0.1/24",
                      "--peer-address", "10.8.1.1/24", "--up"})
                     .out,
                 QByteArray("a0\nb0\n"));
        QCOMPARE(ipAddresses("a0"), QStringList{"10.8.0.1/24"});
        QCOMPARE(ipAddresses("b0"), QStringList{"10.8.1.1/24"});
        QCOMPARE(ipDevice("b0").value("mtu").toInt(), 9000);
        QTRY_COMPARE(ipDevice("b0").value("operstate").toString(), QString("UP"));
        QStringList kinds;
        for (const auto& each : QJsonDocument::fromJson(cli({"devices", "--json"}).out).array())
            kinds << each.toObject().value("name").toString() + " " + each.toObject().value("kind").toString() + " " +
                         each.toObject().value("peer").toString();
        QCOMPARE(kinds, (QStringList{"a0 veth b0", "b0 veth a0", "tun0 tun "}));
        QCOMPARE(cli({"destroy", "b0"}).status, 0);
        QVERIFY(ipDevice("a0").isEmpty());
        QCOMPARE(cli({"destroy", "tun0"}).status, 0);
    }

    void refusesWhatAKindCannotHave_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("peer of a TAP") << QStringList{"create", "x0", "--peer", "y0"} << "only a vETH has one";
        QTest::newRow("one name of two") << QStringList{"create", "x0", "--kind", "veth"}
                                         << "Name both ends, or neither";
        QTest::newRow("owner of a pair") << QStringList{"create", "--kind", "veth", "--owner", "1"}
                                         << "it has no setting \"owner\"";
        QTest::newRow("half a pair's MTU")
            << QStringList{"create", "x0", "--kind", "veth", "--peer", "y0", "--mtu", "70000"}
            << "x0 accepts 68 to 65535";
        QTest::newRow("peer's address") << QStringList{"create", "x0", "--kind",         "veth",
                                                       "--peer", "y0", "--peer-address", "10.9.0.1/99"}
                                        << "Write /0 to /32";
    }
    void refusesWhatAKindCannotHave() {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        const auto refused = cli(words);
        QVERIFY(refused.status != 0);
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY2(refused.err.contains(said.toUtf8()), refused.err);
        QCOMPARE(cli({"devices"}).out, QByteArray()); // no half-created device stays
    }

    void pingOverATunIsAnsweredByTheEchoHost() {
        makeTun("echo0");
        RunningProgram echo(program_, {"inject", "echo0", "echo", "address=10.9.0.2", "address=fd09::2"});
        QTRY_VERIFY(isUp("echo0"));
        pingBoth();
        QVERIFY(run("ping", {"-c", "1", "-W", "1", "10.9.0.3"}).status != 0);
        const auto ended = echo.interrupt();
        QVERIFY2(ended.out.contains("6 answered, 6 sent, 0 failed"), ended.out + ended.err);
        QCOMPARE(cli({"destroy", "echo0"}).status, 0);
    }

    void aCaptureOfATunIsRawIpToOthers_data() {
        QTest::addColumn<QString>("mode");
        QTest::newRow("attached") << "attach";
        QTest::newRow("monitored while the echo host has it") << "monitor";
    }
    void aCaptureOfATunIsRawIpToOthers() {
        QFETCH(QString, mode);
        makeTun("cap0");
        const QString file = path("tun.pcapng");
        QFile::remove(file);
        const bool isMonitor = mode == "monitor";
        std::optional<RunningProgram> echo;
        if (isMonitor)
            echo.emplace(program_, QStringList{"inject", "cap0", "echo", "address=10.9.0.2", "address=fd09::2"});
        QTRY_VERIFY(!isMonitor || isUp("cap0"));
        RunningProgram capture(program_,
                               {"capture", "cap0", "--mode", mode, "-w", file, "-f",
                                "icmp or (icmp6[0] >= 128 and icmp6[0] <= 129)", "-c", isMonitor ? "12" : "6"});
        QTRY_VERIFY(QFile::exists(file));
        QTRY_VERIFY(isUp("cap0"));
        run("ping", {"-c", "3", "-i", "0.1", "-W", "1", "10.9.0.2"});
        run("ping", {"-6", "-c", "3", "-i", "0.1", "-W", "1", "fd09::2"});
        const auto ended = capture.finish();
        QVERIFY2(ended.status == 0, ended.err);
        const auto tcpdump = run("tcpdump", {"-nr", file});
        QVERIFY2(tcpdump.err.contains("link-type RAW"), tcpdump.err);
        QCOMPARE(tcpdump.out.count("ICMP echo request"), 3);
        QCOMPARE(tcpdump.out.count("ICMP6, echo request"), 3);
        const QStringList fields = {"-T", "fields",   "-e", "frame.len", "-e", "ip.dst",
                                    "-e", "ipv6.dst", "-e", "icmp.seq",  "-e", "icmpv6.echo.sequence_number"};
        QCOMPARE(cli(QStringList{"read", file} + fields).out,
                 run("tshark", QStringList{"-n", "-r", file} + fields).out);
        const auto directions = run("tshark", {"-r", file, "-T", "fields", "-e", "frame.packet_flags_direction"}).out;
        QCOMPARE(directions, isMonitor ? QByteArray("0x00000002\n0x00000001\n").repeated(6)
                                       : QByteArray("0x00000002\n").repeated(6));
        QCOMPARE(cli({"destroy", "cap0"}).status, 0);
    }

    void replaysAndGeneratesPacketsOnATun() {
        makeTun("inj0");
        const QString file = path("made.pcapng");
        RunningProgram capture(program_, {"capture", "inj0", "--mode", "monitor", "-w", file, "-c", "6", "-f",
                                          "udp port 5201 or icmp[0] == 8"});
        QTRY_VERIFY(QFile::exists(file));
        const auto made = cli({"inject", "inj0", "generator", "mix=udp,arp,icmp", "count=6", "rate=1000", "size=1500"});
        QVERIFY2(made.out.contains("6 sent, 0 failed"), made.out + made.err);
        QCOMPARE(capture.finish().status, 0);
        const auto lengths =
            run("tshark", {"-o", "udp.check_checksum:true", "-o", "ip.check_checksum:true", "-r", file, "-Y", "udp",
                           "-T", "fields", "-e", "frame.len", "-e", "udp.checksum.status"});
        QCOMPARE(lengths.out, QByteArray("1500\t1\n").repeated(3));
        const auto replayed = cli({"inject", "inj0", "replay", "file=" + file, "speed=top"});
        QVERIFY2(replayed.out.contains("6 sent, 0 failed"), replayed.out + replayed.err);
        const auto arp = cli({"inject", "inj0", "generator", "mix=arp"});
        QVERIFY2(arp.err.contains("ARP needs Ethernet"), arp.err);
        QCOMPARE(cli({"destroy", "inj0"}).status, 0);
    }

    void seesBothDirectionsOfAPairBetweenNamespaces() {
        QCOMPARE(run("ip", {"netns", "add", "blue"}).status, 0);
        QCOMPARE(
            cli({"create", "near0", "--kind", "veth", "--peer", "far0", "--address", "10.8.0.1/24", "--up"}).status, 0);
        QCOMPARE(cli({"set", "far0", "--netns", "blue"}).status, 0);
        QVERIFY(ipDevice("far0").isEmpty());
        QCOMPARE(run("ip", {"-n", "blue", "address", "add", "10.8.0.2/24", "dev", "far0"}).status, 0);
        QCOMPARE(run("ip", {"-n", "blue", "link", "set", "far0", "up"}).status, 0);
        const auto refused = cli({"capture", "near0", "--mode", "attach", "-w", path("refused.pcapng")});
        QVERIFY2(refused.err.contains("Monitor it instead"), refused.err);
        const QString file = path("veth.pcapng");
        RunningProgram capture(program_, {"capture", "near0", "-w", file, "-f", "icmp", "-c", "6"});
        QTRY_VERIFY(QFile::exists(file));
        const auto pinged = run("ip", {"netns", "exec", "blue", "ping", "-c", "3", "-i", "0.1", "-W", "5", "10.8.0.1"});
        QVERIFY2(pinged.out.contains("3 received"), pinged.out + pinged.err);
        QCOMPARE(capture.finish().status, 0);
        QCOMPARE(
            run("tshark", {"-r", file, "-T", "fields", "-e", "frame.packet_flags_direction", "-e", "icmp.type"}).out,
            QByteArray("0x00000001\t8\n0x00000002\t0\n").repeated(3));
        // Frames that are injected here arrive there.
        RunningProgram dump("ip", {"netns", "exec", "blue", "tcpdump", "-lnc", "1", "-i", "far0", "udp port 5201"});
        QTRY_VERIFY(run("ip", {"-n", "blue", "-d", "link", "show", "far0"}).out.contains("promiscuity 1"));
        QVERIFY(cli({"inject", "near0", "generator", "mix=udp", "count=1"}).out.contains("1 sent, 0 failed"));
        QVERIFY(dump.finish().out.contains("10.9.0.1.5201: UDP"));
        QCOMPARE(run("ip", {"netns", "delete", "blue"}).status, 0);
        QTRY_VERIFY(ipDevice("near0").isEmpty()); // the pair was deleted with the namespace
    }

    void worksInANamedNetwork() {
        QCOMPARE(run("ip", {"netns", "add", "blue"}).status, 0);
        QCOMPARE(cli({"--netns", "blue", "create", "there0", "--address", "10.8.0.1/24", "--up"}).out,
                 QByteArray("there0\n"));
        QVERIFY(ipDevice("there0").isEmpty());
        QVERIFY(run("ip", {"-n", "blue", "address", "show", "there0"}).out.contains("10.8.0.1/24"));
        QVERIFY(cli({"--netns", "blue", "devices"}).out.contains("there0"));
        QVERIFY(cli({"--netns", "blue", "run", "ip", "-o", "link"}).out.contains("there0"));
        QCOMPARE(cli({"--netns", "blue", "destroy", "there0"}).status, 0);
        QCOMPARE(run("ip", {"netns", "delete", "blue"}).status, 0);
        const auto refused = cli({"--netns", "blue", "devices"});
        QVERIFY2(refused.status == 1 && refused.err.contains("there is no namespace with that name"), refused.err);
    }

    void movesToTheNamespaceOfAProcess() {
        const RunningProgram container("unshare", {"-n", "sleep", "300"});
        QCOMPARE(cli({"create", "gone0"}).status, 0);
        const QString pid = QString::number(container.pid());
        QTRY_VERIFY(!run("nsenter", {"-n", "-t", pid, "ip", "link"}).out.contains("gone0"));
        QCOMPARE(cli({"set", "gone0", "--netns", pid}).status, 0);
        QVERIFY(run("nsenter", {"-n", "-t", pid, "ip", "link"}).out.contains("gone0"));
        QVERIFY(ipDevice("gone0").isEmpty());
    }

    void seesAVirtualMachineAskForAnAddress() {
        QCOMPARE(cli({"create", "vm0", "--up"}).status, 0);
        const QString file = path("boot.pcapng");
        RunningProgram capture(program_,
                               {"capture", "vm0", "--mode", "monitor", "-w", file, "-f", "udp port 67", "-c", "1"});
        QTRY_VERIFY(QFile::exists(file));
        {
            const RunningProgram machine("qemu-system-x86_64",
                                         {"-nodefaults", "-display", "none", "-m", "32", "-boot", "n", "-netdev",
                                          "tap,id=net,script=no,downscript=no,ifname=vm0", "-device",
                                          "virtio-net-pci,netdev=net,mac=52:54:00:09:09:09"});
            QCOMPARE(capture.finish().status, 0);
        }
        const auto asked = run("tshark", {"-r", file, "-T", "fields", "-e", "eth.src", "-e", "dhcp.option.dhcp", "-e",
                                          "frame.packet_flags_direction"});
        QCOMPARE(asked.out, QByteArray("52:54:00:09:09:09\t1\t0x00000001\n")); // DHCP Discover, inbound
        QCOMPARE(cli({"destroy", "vm0"}).status, 0);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(DeviceKindsCliTest)
#include "device_kinds_cli_test.moc"
