#include "capture_program.h"

#include <support/commands.h>
#include <support/patience.h>
#include <support/private_network.h>
#include <support/ssh_server.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

/// A capture on another machine: a real sshd, in the test's own network.
class SshTest : public QObject {
    Q_OBJECT

    SshServer server_;
    const QString file_ = server_.path("far.pcapng"), limitedKey_ = server_.path("limited_key");
    std::optional<TapDevice> device_;

    [[nodiscard]] QStringList connection() const {
        QStringList all{"--set", "identity=" + server_.key()};
        for (const auto& option : SshServer::options())
            all << "--set" << "option=" + option;
        return all;
    }
    [[nodiscard]] QStringList words(const QString& device, const QStringList& more) const {
        return QStringList{SshServer::machine + ("/" + device)} + connection() + QStringList{"-w", file_} + more;
    }
    /// Runs `tapscope-cli VERB --on …` to its end.
    [[nodiscard]] Ran there(const QString& verb, const QStringList& more) const {
        return run(TAPSCOPE_BIN_DIR "/tapscope-cli",
                   QStringList{verb, "--on", SshServer::machine} + connection() + more);
    }
    /// The output of `devices` about a device of the far machine; empty if it does not exist.
    [[nodiscard]] QJsonObject deviceThere(const QString& name) const {
        for (const auto& device : QJsonDocument::fromJson(there("devices", {"--json"}).out).array()) {
            if (device.toObject().value("name") == name)
                return device.toObject();
        }
        return {};
    }
    /// The command lines of the programs on the other side.
    [[nodiscard]] static QByteArray farPrograms() {
        const auto here = QString::number(QCoreApplication::applicationPid());
        return run("pgrep", {"--ns", here, "--nslist", "net", "-a", "-f", "(far0|lo) .*-w - -s|tapscope-cli serve"})
            .out;
    }
    [[nodiscard]] QByteArray fields(const QStringList& names) const {
        QStringList all{"-n", "-r", file_, "-T", "fields"};
        for (const auto& name : names)
            all << "-e" << name;
        return run("tshark", all).out;
    }

private slots:
    void initTestCase() {
        server_.start();
        server_.addKey(limitedKey_, {},
                       "command=\"echo 'tapscope: serve'; exec tapscope-cli serve --ssh-connection "
                       "\\\"$SSH_CONNECTION\\\"\",restrict");
        QCOMPARE(run("ip", {"tuntap", "add", "far0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("far0"));
        device_ = TapDevice::open(*InterfaceName::parse("far0")).value();
    }

    void itCapturesWithWhatIsThere_data() {
        QTest::addColumn<QString>("program");
        for (const char* program : {"any", "tapscope-cli", "dumpcap", "tcpdump"})
            QTest::newRow(program) << QString(program);
    }
    void itCapturesWithWhatIsThere() {
        QFETCH(const QString, program);
        Capture capture(words("far0", {"--set", "program=" + program, "-f", "ether proto 0x88b5", "-c", "2"}));
        QVERIFY2(capture.says("Capturing on ssh://root@127.0.0.1:2222/far0"), capture.said());
        QVERIFY(device_->send(frame()) && device_->send(frame()));
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"frame.len"}), QByteArray("60\n60\n"));
    }

    void nothingIsLeftOnTheOtherSide() {
        // dumpcap and tcpdump of earlier tests notice at their next frame that their output is not read any more.
        QTRY_VERIFY(device_->send(frame()) && farPrograms().isEmpty());
        Capture capture(words("far0", {"--set", "program=tapscope-cli"}));
        QVERIFY2(capture.says("Capturing on ssh:"), capture.said());
        QVERIFY(!farPrograms().isEmpty());
        capture.signal(SIGINT);
        QCOMPARE(capture.end(), 0);
        QTRY_COMPARE(farPrograms(), QByteArray());
    }

    void itsOwnFramesAreLeftOut() {
        Capture capture(words("lo", {"-c", "1"}));
        QVERIFY2(capture.says("Capturing on ssh:"), capture.said());
        run("bash", {"-c", "echo -n hello > /dev/udp/127.0.0.1/9"});
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"udp.dstport"}), QByteArray("9\n"));
    }

    void aBrokenConnectionIsMadeAgain() {
        Capture capture(words("far0", {"--wait", "-f", "ether proto 0x88b5", "-c", "2"}));
        QVERIFY2(capture.says("Capturing on ssh:"), capture.said());
        QVERIFY(device_->send(frame()));
        QTRY_COMPARE(fields({"frame.len"}), QByteArray("60\n"));
        QCOMPARE(run("pkill", {"-KILL", "-P", QString::number(server_.pid())}).status, 0);
        QVERIFY2(capture.says("is back"), capture.said());
        QVERIFY(device_->send(frame()));
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"frame.len"}), QByteArray("60\n60\n"));
        QVERIFY(fields({"frame.comment"}).contains("resumed"));
    }

    void aDeviceThatComesBackIsCapturedAgain() {
        QCOMPARE(run("ip", {"tuntap", "add", "brief0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("brief0"));
        Capture capture(words("brief0", {"--wait", "-c", "1"}));
        QVERIFY2(capture.says("Capturing on ssh:"), capture.said());
        QCOMPARE(run("ip", {"link", "delete", "brief0"}).status, 0);
        QVERIFY2(capture.says("is gone"), capture.said());
        QCOMPARE(run("ip", {"tuntap", "add", "brief0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("brief0"));
        QVERIFY2(capture.says("is back"), capture.said());
        QTRY_VERIFY(carriesFrames("brief0"));
        QVERIFY(Host("brief0").send(frame()));
        QCOMPARE(capture.end(), 0);
        const auto comments = fields({"frame.comment"});
        QVERIFY2(comments.contains("resumed"), comments);
        QCOMPARE(run("ip", {"link", "delete", "brief0"}).status, 0);
    }

    void farDevicesAreListedAndConfigured() {
        const auto made = there("create", {"made0", "--mtu", "1400", "--address", "10.9.0.1/24", "--owner", "root"});
        QVERIFY2(made.status == 0, made.err);
        QCOMPARE(made.out, QByteArray("made0\n"));
        QCOMPARE(ipDevice("made0").value("mtu").toInt(), 1400);
        QCOMPARE(deviceThere("made0").value("mtu").toInt(), 1400);

        const auto set = there("set", {"made0", "--mtu", "1300", "--up", "--alias", "two words", "--add-address",
                                       "fd09::1/64", "--remove-address", "10.9.0.1/24", "--json"});
        QVERIFY2(set.status == 0, set.err);
        const auto told = QJsonDocument::fromJson(set.out).array().first().toObject();
        QCOMPARE(told.value("alias").toString(), QStringLiteral("two words"));
        QVERIFY(told.value("up").toBool());
        QCOMPARE(ipAddresses("made0"), QStringList{"fd09::1/64"});

        QVERIFY(there("set", {"made0", "--persistent", "off", "--down"}).status == 0);
        QTRY_VERIFY(ipDevice("made0").isEmpty()); // no program has it open
        QCOMPARE(there("create", {"pair0", "--kind", "veth", "--peer", "pair1"}).out, QByteArray("pair0\npair1\n"));
        QCOMPARE(there("destroy", {"pair1"}).status, 0);
        QVERIFY(deviceThere("pair0").isEmpty());
    }

    void aRefusalOfTheFarMachineIsTold_data() {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("no such device") << "set" << QStringList{"none0", "--up"} << QByteArray("none0");
        QTest::newRow("a number out of range") << "set" << QStringList{"far0", "--mtu", "10"} << QByteArray("MTU");
        QTest::newRow("no such user there")
            << "set" << QStringList{"far0", "--owner", "nobody-of-this-name"} << QByteArray("nobody-of-this-name");
        QTest::newRow("a name that is taken") << "create" << QStringList{"far0"} << QByteArray("far0");
    }
    void aRefusalOfTheFarMachineIsTold() {
        QFETCH(const QString, verb);
        QFETCH(const QStringList, more);
        QFETCH(const QByteArray, reason);
        const auto refused = there(verb, more);
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains(reason), refused.err);
    }

    void framesAreInjectedThere() {
        const auto sent = there("inject", {"far0", "generator", "count=3000", "rate=0", "size=60", "--json"});
        QVERIFY2(sent.status == 0, sent.err);
        const auto counts = QJsonDocument::fromJson(sent.out).object();
        QCOMPARE(counts.value("sent").toInt(), 3000);
        QCOMPARE(counts.value("failed").toInt(), 0);
    }

    void framesThatTheFarDeviceRefusesAreNotCalledSent() {
        QCOMPARE(run("ip", {"link", "set", "far0", "down"}).status, 0);
        const auto sent = there("inject", {"far0", "generator", "count=3", "rate=0"});
        QCOMPARE(run("ip", {"link", "set", "far0", "up"}).status, 0);
        QCOMPARE(sent.status, 1);
        QVERIFY2(sent.out.contains("0 sent, 3 failed"), sent.out);
    }

    void nothingIsLeftRunningThere() {
        {
            Capture capture(words("far0", {}));
            QVERIFY2(capture.says("Capturing on ssh:"), capture.said());
            capture.signal(SIGKILL);
        }
        const QString here = QString::number(QCoreApplication::applicationPid());
        QTRY_VERIFY(run("pgrep", {"--ns", here, "--nslist", "net", "-f", "tapscope-cli serve"}).out.isEmpty());
    }

    void requestsOfAStrangerEndOnlyTheConnection_data() {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("noise") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("too long");
        QTest::newRow("a kind that there is not") << QByteArray("\0\0\0\1\x7f", 5) << QByteArray("malformed");
        QTest::newRow("no version first") << QByteArray("\0\0\0\1\1", 5) << QByteArray("version");
        QTest::newRow("frames that are none") << QByteArray("\0\0\0\3\0\0\1\0\0\0\5\6abcd", 16) << QByteArray("frames");
    }
    void requestsOfAStrangerEndOnlyTheConnection() {
        QFETCH(const QByteArray, input);
        QFETCH(const QByteArray, reason);
        QProcess serve;
        serve.start(TAPSCOPE_BIN_DIR "/tapscope-cli", {"serve"});
        serve.write(input);
        QVERIFY(serve.waitForFinished());
        QCOMPARE(serve.exitCode(), 1);
        const QByteArray said = serve.readAllStandardError();
        QVERIFY2(said.contains(reason), said);
    }

    void aKeyCanBeLimitedToServing() {
        auto all = words("far0", {"-c", "1"});
        all.replaceInStrings(server_.key(), limitedKey_);
        Capture capture(all);
        QVERIFY2(capture.says("Capturing on ssh:"), capture.said());
        QVERIFY(device_->send(frame()));
        QCOMPARE(capture.end(), 0);
        const auto shell = run("ssh", {"-n", "-p", "2222", "-i", limitedKey_, "-o", "StrictHostKeyChecking=no", "-o",
                                       "UserKnownHostsFile=/dev/null", "root@127.0.0.1", "echo a shell"});
        QVERIFY2(!shell.out.contains("a shell"), shell.out);
    }

    void aFileIsNotServed() {
        auto all = words("x", {"--set", "program=tapscope-cli"});
        all.front() = SshServer::machine + QStringLiteral("//etc/passwd");
        Capture capture(all);
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains("only devices are served"), capture.said());
    }

    void problemsAreReported_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("no such device") << "ssh://root@127.0.0.1:2222/none0" << QByteArray("none0");
        QTest::newRow("nobody listens") << "ssh://127.0.0.1:2/far0" << QByteArray("Connection refused");
        QTest::newRow("an option for a host") << "ssh://-oProxyCommand=x/far0" << QByteArray("no host is named");
        QTest::newRow("no device") << "ssh://host" << QByteArray("no device is named");
    }
    void problemsAreReported() {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, reason);
        auto all = words("far0", {});
        all.front() = name;
        Capture capture(all);
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains(reason), capture.said());
    }

    void aNameIsNeverACommand() {
        auto all = words("x'; touch " + server_.path("touched") + "; '", {});
        Capture capture(all);
        QCOMPARE(capture.end(), 1);
        QVERIFY(!QFile::exists(server_.path("touched")));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(SshTest)
#include "ssh_test.moc"
