#include "capture_program.h"
#include "fake_toolbar.h"

#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

/// TapScope as Wireshark's capture program, and Wireshark's as ours.
class ExtcapTest : public QObject {
    Q_OBJECT

    const QString cli_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");
    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("captured.pcapng");

private slots:
    void initTestCase() {
        qputenv("HOME", folder_.path().toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", folder_.filePath("config").toLocal8Bit());
        QCOMPARE(run("ip", {"tuntap", "add", "one0", "mode", "tap"}).status, 0);
        QCOMPARE(run("ip", {"tuntap", "add", "tun0", "mode", "tun"}).status, 0);
        QVERIFY(bringUpQuiet("one0"));
        const auto installed = run(cli_, {"extcap", "--install"});
        QCOMPARE(installed.out, folder_.filePath("config/wireshark/extcap/tapscope\n").toLocal8Bit() +
                                    folder_.filePath(".local/lib/wireshark/extcap/tapscope\n").toLocal8Bit());
    }

    void wiresharkListsTheDevices() {
        const auto listed = run("tshark", {"-D"}).out;
        QVERIFY2(listed.contains("tapscope-one0 (TapScope: one0 (TAP))"), listed);
        QVERIFY2(listed.contains("tapscope-tun0 (TapScope: tun0 (TUN))"), listed);
        const auto types = run("tshark", {"-L", "-i", "tapscope-tun0"});
        QVERIFY2((types.out + types.err).contains("RAW"), types.out + types.err);
    }

    void wiresharkCapturesThroughIt() {
        RunningProgram tshark("tshark",
                              {"-n", "-i", "tapscope-one0", "-f", "ether proto 0x88b5", "-c", "2", "-w", file_});
        QTRY_VERIFY(carriesFrames("one0")); // it is attached
        const Host host("one0");
        QVERIFY(host.send(frame()) && host.send(frame()));
        const auto ended = tshark.finish();
        QVERIFY2(ended.status == 0, ended.err);
        QVERIFY2(!ended.err.contains("Error by extcap"), ended.err);
        QCOMPARE(run("tshark", {"-n", "-r", file_, "-T", "fields", "-e", "frame.len"}).out, QByteArray("60\n60\n"));
    }

    void wiresharkRunsAProgramInASandbox_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("device");
        QTest::addColumn<QByteArray>("seen");
        QTest::newRow("TAP") << "ping -c 1 -W 1 10.77.0.2" << "tap0" << QByteArray("10.77.0.1\t10.77.0.2\n");
        QTest::newRow("loopback") << "ping -c 1 -W 1 127.0.0.9" << "lo" << QByteArray();
    }
    void wiresharkRunsAProgramInASandbox() {
        QFETCH(const QString, program);
        QFETCH(const QString, device);
        QFETCH(const QByteArray, seen);
        QVERIFY(run("tshark", {"-D"}).out.contains("tapscope_sandbox (TapScope: sandbox, run a program)"));
        const auto ended =
            run("tshark", {"-n", "-i", "tapscope_sandbox", "-o", "extcap.tapscope_sandbox.program:" + program, "-o",
                           "extcap.tapscope_sandbox.address:10.77.0.1/24", "-o",
                           "extcap.tapscope_sandbox.device:" + device, "-w", file_});
        QVERIFY2(ended.status == 0, ended.err);
        QVERIFY2(!ended.err.contains("Error by extcap"), ended.err);
        if (seen.isEmpty())
            QCOMPARE(run("tshark", {"-n", "-r", file_, "-Y", "icmp.type == 8 && ip.dst == 127.0.0.9", "-T", "fields",
                                    "-e", "icmp.seq"})
                         .out.split('\n')
                         .value(0),
                     QByteArray("1"));
        else // no host answers
            QVERIFY(run("tshark", {"-n", "-r", file_, "-Y", "arp", "-T", "fields", "-e", "arp.src.proto_ipv4", "-e",
                                   "arp.dst.proto_ipv4"})
                        .out.contains(seen));
        QVERIFY(ip({"link", "show", "tap0"}).isEmpty()); // everything was in the sandbox
    }

    /// Wireshark's toolbar gets our messages for its log.
    void theToolbarHasALog() {
        const auto controls = run(cli_, {"extcap", "--extcap-interfaces"}).out;
        for (const char* each : {"control {number=0}{type=button}{role=logger}", "control {number=1}{type=boolean}",
                                 "control {number=2}{type=boolean}", "control {number=3}{type=string}"})
            QVERIFY2(controls.contains(each), controls);
        const QString frames = folder_.filePath("frames"), log = folder_.filePath("log");
        QCOMPARE(run("mkfifo", {frames, log}).status, 0);
        RunningProgram reader("bash", {"-c",
                                       "exec 3<>\"$1\"; cat \"$0\" > /dev/null; dd if=\"$1\" bs=6 count=1 2>/dev/null; "
                                       "timeout 1 cat \"$1\" | tr -d '\\0'; true",
                                       frames, log});
        const auto captured = run(cli_, {"extcap", "--capture", "--extcap-interface", "tapscope_sandbox", "--fifo",
                                         frames, "--extcap-control-out", log, "--program", "true"});
        QCOMPARE(captured.status, 0);
        QCOMPARE(captured.err, QByteArray());
        const auto logged = reader.finish().out;
        QVERIFY2(logged.startsWith(QByteArray("T\0", 2)) && logged.contains("Capturing on tap0"), logged);
    }

    void theToolbarControlsTheDevice() {
        constexpr char up = 1, carrier = 2;
        const QByteArray on(1, '\1'), off(1, '\0');
        const auto isUp = [] { return ipDevice("one0")["flags"].toArray().contains("UP"); };
        QTemporaryDir pipes;
        FakeToolbar toolbar(pipes.path());
        RunningProgram program(cli_, QStringList{"extcap", "--capture", "--extcap-interface", "tapscope-one0"} +
                                         toolbar.words());
        toolbar.send(0, FakeToolbar::Initialized);
        QVERIFY(toolbar.receives(up, FakeToolbar::Set, on));
        QVERIFY(toolbar.receives(carrier, FakeToolbar::Set, on)); // it is attached
        toolbar.send(up, FakeToolbar::Set, off);
        QVERIFY(toolbar.receives(up, FakeToolbar::Set, off));
        QVERIFY(!isUp());
        QCOMPARE(run("ip", {"link", "set", "one0", "up"}).status, 0); // another program changes it
        QVERIFY(toolbar.receives(up, FakeToolbar::Set, on));
        toolbar.send(carrier, FakeToolbar::Set, off);
        QVERIFY(toolbar.receives(carrier, FakeToolbar::Set, off));
        QVERIFY(ipDevice("one0")["flags"].toArray().contains("NO-CARRIER"));
        toolbar.send(carrier, FakeToolbar::Set, on);
        QVERIFY(toolbar.receives(carrier, FakeToolbar::Set, on));
        QCOMPARE(program.interrupt().status, 0);
    }

    void theToolbarFilters() {
        constexpr char filter = 3;
        QTemporaryDir pipes;
        FakeToolbar toolbar(pipes.path());
        RunningProgram program(cli_, QStringList{"extcap", "--capture", "--extcap-interface", "tapscope-one0"} +
                                         toolbar.words());
        toolbar.send(filter, FakeToolbar::Set, "ether proto 0x88b6"); // typed before the capture
        toolbar.send(0, FakeToolbar::Initialized);
        QVERIFY(toolbar.receives(0, FakeToolbar::Add, "only frames that match \"ether proto 0x88b6\""));
        toolbar.send(filter, FakeToolbar::Set, "ether proto (");
        QVERIFY(toolbar.receives(0, FakeToolbar::ErrorMessage, "ether proto ("));
        QTRY_VERIFY(carriesFrames("one0"));
        const Host host("one0");
        auto another = frame();
        another[13] = std::byte{0xb6};
        const auto sent = [](const auto& bytes) {
            return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        };
        QVERIFY(host.send(frame()) && host.send(another));
        QTRY_VERIFY(toolbar.frames().contains(sent(another)));
        QVERIFY(!toolbar.frames().contains(sent(frame())));
        toolbar.send(filter, FakeToolbar::Set);
        QVERIFY(toolbar.receives(0, FakeToolbar::Add, "The filter was removed"));
        QVERIFY(host.send(frame()));
        QTRY_VERIFY(toolbar.frames().contains(sent(frame())));
        toolbar.send(99, FakeToolbar::Add, "no control of ours"); // is ignored
        const auto ended = program.interrupt();
        QCOMPARE(ended.status, 0);
        QVERIFY(toolbar.receives(0, FakeToolbar::Add, "3 received, 0 dropped"));
    }

    void whatIsNoMessageEndsTheToolbarOnly() {
        QTemporaryDir pipes;
        FakeToolbar toolbar(pipes.path());
        RunningProgram program(cli_, QStringList{"extcap", "--capture", "--extcap-interface", "tapscope-one0"} +
                                         toolbar.words());
        toolbar.send(0, FakeToolbar::Initialized);
        QVERIFY(toolbar.receives(1, FakeToolbar::Set, QByteArray(1, '\1')));
        QCOMPARE(run("bash", {"-c", "printf 'nothing that it knows' > $0", pipes.filePath("to-program")}).status, 0);
        QTRY_VERIFY(carriesFrames("one0"));
        const Host host("one0");
        QVERIFY(host.send(frame()));
        QTRY_VERIFY(toolbar.frames().contains("\x88\xb5"));
        QCOMPARE(program.interrupt().status, 0);
    }

    void aToolbarThatReadsNothingDelaysNothing() {
        QTemporaryDir pipes;
        FakeToolbar toolbar(pipes.path());
        toolbar.fill();
        RunningProgram program(cli_, QStringList{"extcap", "--capture", "--extcap-interface", "tapscope-one0"} +
                                         toolbar.words());
        toolbar.send(0, FakeToolbar::Initialized);
        toolbar.send(1, FakeToolbar::Set, QByteArray(1, '\0'));
        QTRY_VERIFY(!ipDevice("one0")["flags"].toArray().contains("UP"));
        toolbar.send(1, FakeToolbar::Set, QByteArray(1, '\1'));
        QTRY_VERIFY(carriesFrames("one0"));
        const Host host("one0");
        QVERIFY(host.send(frame()));
        QTRY_VERIFY(toolbar.frames().contains("\x88\xb5"));
        QCOMPARE(program.interrupt().status, 0);
    }

    void whatIsWrongIsSaid() {
        const auto nowhere = run(cli_, {"extcap", "--extcap-interface", "tapscope-none0", "--extcap-dlts"});
        QCOMPARE(nowhere.status, 1);
        const auto nothing = run(cli_, {"extcap"});
        QCOMPARE(nothing.status, 1);
        QVERIFY2(nothing.err.contains("--install"), nothing.err);
        // A filter's error is printed on standard output; no output means that the filter is valid.
        QVERIFY(run(cli_, {"extcap", "--extcap-interface", "tapscope-one0", "--extcap-capture-filter", "tcp"})
                    .out.isEmpty());
        QVERIFY(!run(cli_, {"extcap", "--extcap-interface", "tapscope-one0", "--extcap-capture-filter", "tcp("})
                     .out.isEmpty());
    }

    void programsOfOthersAreListedWithTheirSettings() {
        const auto all = run(cli_, {"sources"}).out;
        QVERIFY2(all.contains("extcap:randpkt") && all.contains("Random packet generator"), all);
        QVERIFY2(!all.contains("extcap:tapscope"), all); // our own interfaces are not listed
        const auto one = run(cli_, {"sources", "extcap:randpkt"}).out;
        QVERIFY2(one.contains("maxbytes") && one.contains("1 to 5000") && one.contains("arp"), one);
        const auto json = QJsonDocument::fromJson(run(cli_, {"sources", "extcap:randpkt", "--json"}).out).array();
        QCOMPARE(json.at(0)["id"].toString(), QString("extcap"));
        QVERIFY(std::ranges::any_of(json.at(0)["settings"].toArray(),
                                    [](const auto& each) { return each.toObject().value("key") == "maxbytes"; }));
    }

    void programsOfOthersCapture() {
        const auto captured =
            run(cli_, {"capture", "extcap:randpkt", "--set", "count=7", "--set", "type=arp", "-w", file_});
        QVERIFY2(captured.status == 0, captured.err);
        QCOMPARE(run("tshark", {"-n", "-r", file_, "-T", "fields", "-e", "frame.number"}).out,
                 QByteArray("1\n2\n3\n4\n5\n6\n7\n"));
    }

    void settingsOfOthersAreChecked_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a key") << QStringList{"extcap:randpkt", "--set", "cuont=7"} << QByteArray("cuont");
        QTest::newRow("a value") << QStringList{"extcap:randpkt", "--set", "maxbytes=9999"} << QByteArray("5000");
        QTest::newRow("an interface") << QStringList{"extcap:none"} << QByteArray("no extcap program has");
    }
    void settingsOfOthersAreChecked() {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, reason);
        const auto captured = run(cli_, QStringList{"capture"} + words + QStringList{"-w", file_});
        QCOMPARE(captured.status, 1);
        QVERIFY2(captured.err.contains(reason), captured.err);
    }

    void aProgramThatListensEndsWithItsCapture() {
        Capture capture({"extcap:udpdump", "--set", "port=5599", "-c", "1", "-w", file_});
        QVERIFY2(capture.says("Capturing on extcap:udpdump"), capture.said());
        // It listens only after a moment, so frames are sent until it has received one.
        while (capture.isRunning()) {
            run("bash", {"-c", "echo -n hello > /dev/udp/127.0.0.1/5599"});
            capture.waitABit();
        }
        QCOMPARE(capture.end(), 0);
    }

    void cleanupTestCase() {
        for (const char* name : {"one0", "tun0"})
            run("ip", {"link", "delete", name});
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(ExtcapTest)
#include "extcap_test.moc"
