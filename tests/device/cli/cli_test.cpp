#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tapscope::test;

/// Drives tapscope-cli as a script would, with iproute2, ping, tcpdump and tshark as witnesses.
class CliTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

    Ran cli(const QStringList& words) { return run(program_, words); }
    QString path(const char* name) { return folder_.filePath(QString::fromLatin1(name)); }
    void makeTap(const QString& name) {
        QCOMPARE(cli({"create", name, "--address", "10.9.0.1/24", "--address", "fd09::1/64", "--up"}).status, 0);
        QCOMPARE(run("sysctl", {"-qw", "net.ipv6.conf." + name + ".accept_dad=0"}).status, 0);
    }

private slots:
    void cleanup() {
        QStringList left;
        for (const auto& device : ip({"link", "show", "type", "tun"})) {
            const QString name = device.toObject().value("ifname").toString();
            if (name.isEmpty())
                continue;
            left << name;
            run("ip", {"link", "delete", name}); // so that the next test does not fail, too
        }
        if (!QTest::currentTestFailed())
            QCOMPARE(left, QStringList());
    }

    void createsConfiguresListsAndDestroys() {
        const auto made = cli({"create", "--owner", "1234", "--mtu", "1400", "--address", "10.9.0.1/24", "--up"});
        QCOMPARE(made.status, 0);
        QCOMPARE(made.out, QByteArray("tap0\n"));
        QCOMPARE(ipDevice("tap0").value("mtu").toInt(), 1400);
        QCOMPARE(ipAddresses("tap0"), QStringList{"10.9.0.1/24"});
        QCOMPARE(cli({"set", "tap0", "--down", "--mac", "02:00:00:00:00:07", "--mtu", "1500", "--add-address",
                      "10.8.0.1/16", "--remove-address", "10.9.0.1/24"})
                     .status,
                 0);
        QCOMPARE(ipDevice("tap0").value("address").toString(), QString("02:00:00:00:00:07"));
        QCOMPARE(ipAddresses("tap0"), QStringList{"10.8.0.1/16"});
        const auto listed = QJsonDocument::fromJson(cli({"devices", "--json"}).out).array();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0].toObject().value("name").toString(), QString("tap0"));
        QCOMPARE(listed[0].toObject().value("owner").toInt(), 1234);
        QCOMPARE(listed[0].toObject().value("persistent").toBool(), true);
        QCOMPARE(cli({"create", "tap1"}).status, 0);
        const auto one = cli({"devices", "tap1"});
        QVERIFY2(one.out.startsWith("tap1 ") && one.out.count('\n') == 1, one.out);
        QCOMPARE(QJsonDocument::fromJson(cli({"devices", "tap1", "--json"}).out).array().size(), 1);
        QCOMPARE(cli({"devices", "tap1", "tap0"}).out, cli({"devices", "tap1"}).out + cli({"devices", "tap0"}).out);
        const auto none = cli({"devices", "tap9"});
        QCOMPARE(none.status, 1);
        QVERIFY2(none.err.contains("tap9") && none.out.isEmpty(), none.err);
        QCOMPARE(cli({"destroy", "tap1"}).status, 0);
        QCOMPARE(cli({"destroy", "tap0"}).status, 0);
        QVERIFY(ipDevice("tap0").isEmpty());
    }

    void refusesWithOneClearLine_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("no verb") << QStringList{} << "No verb is given";
        QTest::newRow("no such verb") << QStringList{"mirror"} << "There is no verb \"mirror\"";
        QTest::newRow("no such option") << QStringList{"devices", "--yaml"} << "--yaml";
        QTest::newRow("what is required") << QStringList{"export", "x.pcap", "-w", "/dev/null"} << "-F is required";
        QTest::newRow("nothing to set") << QStringList{"set", "x0"} << "no change was given";
        QTest::newRow("-e alone") << QStringList{"read", "x.pcap", "-e", "ip.ttl"} << "-e needs -T fields";
        QTest::newRow("bad name") << QStringList{"create", "a/b"} << "a character that no name can have";
        QTest::newRow("bad address") << QStringList{"create", "x0", "--address", "10.9.0.1/99"} << "Write /0 to /32";
        QTest::newRow("bad MTU") << QStringList{"create", "x0", "--mtu", "70000"} << "x0 accepts 68 to 65521";
        QTest::newRow("no such user") << QStringList{"create", "x0", "--owner", "nobody-of-that-name"}
                                      << "there is no such user";
        QTest::newRow("no device") << QStringList{"capture", "x0", "-w", "/dev/null", "-c", "1"}
                                   << "there is no such device";
        QTest::newRow("bad filter") << QStringList{"capture", "x0", "-w", "/dev/null", "-f", "tcp prt 4"}
                                    << "syntax error";
        QTest::newRow("no file") << QStringList{"read", "/nowhere.pcap"} << "No such file or directory";
        QTest::newRow("no field") << QStringList{"read", TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng",
                                                 "-T",   "fields",
                                                 "-e",   "ip.tll"}
                                  << "there is no field or protocol with that name";
        const QString ping = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QTest::newRow("neither file nor device") << QStringList{"stats", "x0", "summary"} << "No device has this name";
        QTest::newRow("end of a file") << QStringList{"stats", ping, "summary", "-c", "1"} << "it is no device";
        QTest::newRow("a size that nothing has")
            << QStringList{"stats", "lo", "summary", "-a", "filesize:1"} << "no frame is kept";
        QTest::newRow("reassembly of a device")
            << QStringList{"stats", "any", "summary", "--reassemble"} << "the whole capture is needed";
        QTest::newRow("no statistic") << QStringList{"stats", "any", "io,nothing"} << "io,nothing";
        QTest::newRow("no format") << QStringList{"export", TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng",
                                                  "-F",     "doc",
                                                  "-w",     "/dev/null"}
                                   << "pcapng";
    }
    void refusesWithOneClearLine() {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        const auto refused = cli(words);
        QVERIFY(refused.status != 0);
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY2(refused.err.startsWith("tapscope-cli: ") && refused.err.contains(said.toUtf8()), refused.err);
        QCOMPARE(refused.out, QByteArray());
    }

    void theEchoHostTakesAddressesThatAHostCanHave_data() {
        QTest::addColumn<QStringList>("settings");
        QTest::newRow("nobody's") << QStringList{"address=0.0.0.0"};
        QTest::newRow("everybody's") << QStringList{"address=255.255.255.255"};
        QTest::newRow("a group's") << QStringList{"address=ff02::1"};
        QTest::newRow("loopback") << QStringList{"address=::1"};
        QTest::newRow("one of two") << QStringList{"address=10.9.0.2", "address=224.0.0.1"};
        QTest::newRow("a group's MAC") << QStringList{"address=10.9.0.2", "mac=01:00:5e:00:00:01"};
        QTest::newRow("no MAC") << QStringList{"address=10.9.0.2", "mac=00:00:00:00:00:00"};
    }
    void theEchoHostTakesAddressesThatAHostCanHave() {
        QFETCH(QStringList, settings);
        makeTap("echo0");
        const auto refused = cli(QStringList{"inject", "echo0", "echo"} + settings);
        cli({"destroy", "echo0"});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("can have this"), refused.err);
    }

    void pingIsAnsweredByTheEchoHost() {
        makeTap("echo0");
        QProcess echo;
        echo.start(program_, {"inject", "echo0", "echo", "address=10.9.0.2", "address=fd09::2"});
        QVERIFY(echo.waitForStarted());
        QTRY_VERIFY(carriesFrames("echo0"));
        const auto four = run("ping", {"-c", "3", "-i", "0.1", "-W", "5", "10.9.0.2"});
        QVERIFY2(four.out.contains("3 received"), four.out + four.err);
        QTRY_VERIFY(!run("ip", {"-6", "address", "show", "dev", "echo0"}).out.contains("tentative"));
        const auto six = run("ping", {"-6", "-c", "3", "-i", "0.1", "-W", "5", "-s", "1200", "fd09::2"});
        QVERIFY2(six.out.contains("3 received"), six.out + six.err);
        for (const char* address : {"10.9.0.2", "fd09::2"}) {
            for (const char* size : {"1473", "65000"}) { // in fragments
                const auto large = run("ping", {"-c", "1", "-W", "20", "-s", size, address});
                QVERIFY2(large.out.contains("1 received"), large.out + large.err);
            }
        }
        QVERIFY(run("ping", {"-c", "1", "-W", "1", "10.9.0.3"}).status != 0);
        kill(static_cast<pid_t>(echo.processId()), SIGINT);
        QVERIFY(echo.waitForFinished());
        QCOMPARE(echo.exitCode(), 0);
        const QByteArray counts = echo.readAllStandardOutput();
        // Twice three echoes, two with two fragments and two with at least forty-four, ARP, a solicitation.
        const auto sent = counts.split(',').at(2).trimmed().split(' ').first();
        QVERIFY2(sent.toInt() >= 100 && counts.contains(sent + " sent, 0 failed"), counts);
        cli({"destroy", "echo0"});
    }

    void captureIsReadByTcpdumpAndTshark() {
        makeTap("cap0");
        const QString file = path("capture.pcapng");
        QProcess capture;
        capture.start(program_, {"capture", "cap0", "-w", file, "-f", "icmp or arp"});
        QVERIFY(capture.waitForStarted());
        QTRY_VERIFY(QFile::exists(file));
        QTRY_VERIFY(carriesFrames("cap0"));
        run("ip", {"neighbour", "add", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", "cap0"});
        run("ping", {"-c", "5", "-i", "0.05", "-W", "1", "10.9.0.2"});
        kill(static_cast<pid_t>(capture.processId()), SIGINT);
        QVERIFY(capture.waitForFinished());
        QCOMPARE(capture.exitCode(), 0);
        QVERIFY2(capture.readAllStandardOutput().contains("5 received, 0 dropped"), "what was captured");
        const auto ours = cli({"read", file, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len", "-e",
                               "icmp.seq", "-e", "_ws.col.Info"});
        const auto theirs = run("tshark", {"-n", "-o", "ip.defragment:false", "-r", file, "-T", "fields", "-e",
                                           "frame.time_epoch", "-e", "frame.len", "-e", "icmp.seq"});
        QCOMPARE(ours.out.count('\n'), 5);
        const auto ourLines = ours.out.split('\n');
        const auto theirLines = theirs.out.split('\n');
        for (int i = 0; i < 5; ++i)
            QVERIFY2(ourLines[i].startsWith(theirLines[i] + '\t'), ourLines[i] + " / " + theirLines[i]);
        QCOMPARE(run("tcpdump", {"-nr", file}).out.count('\n'), 5);
        // An export keeps frames, times and bytes.
        QCOMPARE(cli({"export", file, "-F", "pcap", "-w", path("copy.pcap"), "resolution=nanoseconds"}).status, 0);
        const auto dump = [](const QString& name) { return run("tcpdump", {"-ttnxr", name, "--nano"}).out; };
        QCOMPARE(dump(path("copy.pcap")), dump(file));
        cli({"destroy", "cap0"});
    }

    void countsADeviceUntilItIsEnded_data() {
        QTest::addColumn<QStringList>("end");
        QTest::newRow("Ctrl+C") << QStringList{};
        QTest::newRow("a number of frames") << QStringList{"-c", "5"};
        QTest::newRow("packets") << QStringList{"-a", "packets:5"};
    }
    void countsADeviceUntilItIsEnded() {
        QFETCH(QStringList, end);
        makeTap("live0");
        const QString file = path("live.pcapng");
        QProcess witness, stats;
        stats.start(program_, QStringList{"stats", "live0", "io,phs", "conv,ip", "-f", "icmp"} + end);
        QVERIFY(stats.waitForStarted());
        QTRY_VERIFY(carriesFrames("live0"));
        witness.start(program_, {"capture", "live0", "--mode", "monitor", "-w", file, "-f", "icmp", "-c", "5"});
        QTRY_VERIFY(QFile::exists(file));
        run("ip", {"neighbour", "add", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", "live0"});
        run("ping", {"-c", "5", "-i", "0.05", "-W", "1", "10.9.0.2"});
        QVERIFY(witness.waitForFinished());
        if (end.isEmpty()) {
            QCOMPARE(stats.state(), QProcess::Running);
            kill(static_cast<pid_t>(stats.processId()), SIGINT);
        }
        QVERIFY(stats.waitForFinished());
        const QByteArray told = stats.readAllStandardError();
        QVERIFY2(stats.exitCode() == 0 && told.contains("5 received, 0 dropped"), told);
        // The counts of the same frames from a file.
        const auto expected = cli({"stats", file, "io,phs"}).out;
        QVERIFY2(expected.contains("icmp"), expected);
        const QByteArray out = stats.readAllStandardOutput();
        QVERIFY2(out.startsWith(expected) && out.contains("10.9.0.2"), out);
        QFile::remove(file);
        cli({"destroy", "live0"});
    }

    void endsTheCountOfADeviceInTime() {
        makeTap("live1");
        const auto counted = cli({"stats", "live1", "summary", "--json", "-a", "duration:0.2"});
        QCOMPARE(counted.status, 0);
        const auto all = QJsonDocument::fromJson(counted.out).array();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0].toObject().value("kind").toString(), QString("summary"));
        cli({"destroy", "live1"});
    }

    void countsAFileRatherThanADeviceOfItsName() {
        makeTap("live2");
        QVERIFY(QFile::copy(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng"), path("live2")));
        const auto counted = run("sh", {"-c", "cd \"$0\" && \"$1\" stats live2 io,phs", folder_.path(), program_});
        QCOMPARE(counted.out, cli({"stats", path("live2"), "io,phs"}).out);
        QVERIFY2(counted.out.contains("icmp"), counted.err);
        cli({"destroy", "live2"});
    }

    void monitorsWhatAnotherProgramOwns() {
        makeTap("mon0");
        QProcess owner;
        owner.start(program_, {"inject", "mon0", "echo", "address=10.9.0.2"});
        QVERIFY(owner.waitForStarted());
        QTRY_VERIFY(carriesFrames("mon0"));
        const auto refused = cli({"capture", "mon0", "-w", path("busy.pcapng")});
        QVERIFY2(refused.err.contains("It is open in tapscope-cli (pid"), refused.err);
        const QString file = path("monitor.pcapng");
        QProcess monitor;
        monitor.start(program_, {"capture", "mon0", "--mode", "monitor", "-w", file, "-f", "icmp", "-c", "6"});
        QTRY_VERIFY(QFile::exists(file));
        QVERIFY(run("ping", {"-c", "3", "-i", "0.1", "-W", "5", "10.9.0.2"}).out.contains("3 received"));
        QVERIFY(monitor.waitForFinished());
        const auto directions =
            run("tshark", {"-r", file, "-T", "fields", "-e", "frame.packet_flags_direction", "-e", "icmp.type"}).out;
        QCOMPARE(directions, QByteArray("0x00000002\t8\n0x00000001\t0\n").repeated(3));
        kill(static_cast<pid_t>(owner.processId()), SIGINT);
        QVERIFY(owner.waitForFinished());
        cli({"destroy", "mon0"});
    }

    void goesOnWhenTheDeviceComesBack() {
        makeTap("back0");
        const QString file = path("back.pcapng");
        QProcess capture;
        capture.start(program_, {"capture", "back0", "--wait", "-w", file, "-f", "icmp", "-c", "4"});
        const auto pingTwice = [&] {
            QTRY_VERIFY(carriesFrames("back0"));
            run("ip", {"neighbour", "replace", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", "back0"});
            run("ping", {"-c", "2", "-i", "0.05", "-W", "1", "10.9.0.2"});
        };
        QTRY_VERIFY(QFile::exists(file));
        pingTwice();
        QTRY_COMPARE(cli({"read", file}).out.count('\n'), 2);
        cli({"destroy", "back0"});
        makeTap("back0");
        pingTwice();
        QVERIFY(capture.waitForFinished());
        QVERIFY2(capture.exitCode() == 0, capture.readAllStandardError());
        const auto comments = cli({"read", file, "-T", "fields", "-e", "frame.comment"}).out.split('\n');
        QCOMPARE(comments.size(), 5);
        QVERIFY2(comments[2].contains("Capture resumed after"), comments[2]);
        cli({"destroy", "back0"});
    }

    void injectsAFrameAndReplaysACapture() {
        makeTap("inj0");
        QProcess dump;
        dump.start("tcpdump", {"-c", "5", "-U", "-w", path("seen.pcap"), "-i", "inj0", "-Q", "in"});
        QTRY_VERIFY(QFile::exists(path("seen.pcap")));
        auto sent = cli(
            {"inject", "inj0", "frame", "hex=ffffffffffff02000000000988b5" + QString(92, '7'), "count=3", "rate=1000"});
        QVERIFY2(sent.out.contains("3 sent, 0 failed"), sent.out + sent.err);
        QCOMPARE(sent.err, QByteArray("Injecting into inj0\n"));
        sent =
            cli({"inject", "inj0", "replay", "file=" TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng", "speed=top"});
        QVERIFY2(sent.status == 0 && sent.out.contains("2 sent, 0 failed"), sent.out + sent.err);
        QVERIFY(dump.waitForFinished());
        const auto original = run("tcpdump", {"-ntxr", TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng"}).out;
        const auto seen = run("tcpdump", {"-ntxr", path("seen.pcap")}).out;
        QVERIFY2(seen.endsWith(original), seen);
        cli({"destroy", "inj0"});
    }

    void sendingToADeviceThatIsOffSaysSo() {
        QCOMPARE(cli({"create", "off0"}).status, 0);
        const auto refused = cli({"inject", "off0", "frame", "hex=" + QString(120, 'a')});
        QVERIFY(refused.status != 0);
        QVERIFY2(refused.err.contains("switched off"), refused.err);
        cli({"destroy", "off0"});
    }

    void csvHasTheColumnsOfTshark() {
        const QString capture = TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng";
        QCOMPARE(cli({"export", capture, "-F", "csv", "-w", path("columns.csv")}).status, 0);
        QFile file(path("columns.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().split('\n');
        QCOMPARE(lines[0],
                 QByteArray("\"No.\",\"Time\",\"Source\",\"Destination\",\"Protocol\",\"Length\",\"Info\"\r"));
        QVERIFY2(lines[1].contains("\"10.9.0.1\",\"10.9.0.2\",\"ICMP\",\"98\",\"Echo (ping) request"), lines[1]);
    }

    void runsAProgramInAPrivateNetworkWithItsOwnOptions() {
        const auto links = cli({"--sandbox", "run", "ip", "-brief", "link"});
        QVERIFY2(links.status == 0, links.err.constData());
        QVERIFY2(links.out.startsWith("lo "), links.out.constData());
        QCOMPARE(links.out.count('\n'), 1);
        QCOMPARE(cli({"--sandbox", "run", "sh", "-c", "exit 7"}).status, 7);
    }

    void listsItsPlugins() {
        const auto plugins = QJsonDocument::fromJson(cli({"plugins", "--json"}).out).array();
        QStringList ids;
        for (const auto& each : plugins) {
            QVERIFY2(each.toObject().value("loaded").toBool(), qPrintable(each.toObject().value("refusal").toString()));
            ids << each.toObject().value("id").toString();
        }
        for (const char* id :
             {"decode-ethernet", "decode-tcp", "inject-echo", "inject-replay", "export-pcapng", "export-text"})
            QVERIFY2(ids.contains(QLatin1String(id)), id);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(CliTest)
#include "cli_test.moc"
