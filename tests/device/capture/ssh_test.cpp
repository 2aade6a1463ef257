#include "capture_program.h"

#include <support/commands.h>
#include <support/patience.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

/// A capture on another machine: a real sshd, in the test's own network.
class SshTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("far.pcapng"), key_ = folder_.filePath("key"),
                  config_ = folder_.filePath("sshd_config");
    std::unique_ptr<RunningProgram> server_;
    std::optional<TapDevice> device_;

    [[nodiscard]] QStringList words(const QString& device, const QStringList& more) const {
        return QStringList{"ssh://root@127.0.0.1:2222/" + device,
                           "--set",
                           "identity=" + key_,
                           "--set",
                           "option=StrictHostKeyChecking=no",
                           "--set",
                           "option=UserKnownHostsFile=/dev/null",
                           "--set",
                           "option=LogLevel=ERROR",
                           "-w",
                           file_} +
               more;
    }
    [[nodiscard]] QByteArray fields(const QStringList& names) const {
        QStringList all{"-n", "-r", file_, "-T", "fields"};
        for (const auto& name : names)
            all << "-e" << name;
        return run("tshark", all).out;
    }

private slots:
    void initTestCase() {
        enterPrivateNamespaceNames(); // sshd wants a folder in /run
        QVERIFY(QDir().mkpath("/run/sshd"));
        QCOMPARE(run("ssh-keygen", {"-q", "-t", "ed25519", "-N", "", "-f", key_}).status, 0);
        QFile config(config_);
        QVERIFY(config.open(QFile::WriteOnly));
        config.write(QStringLiteral("ListenAddress 127.0.0.1:2222\nHostKey %1\nAuthorizedKeysFile %1.pub\n"
                                    "StrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\nSetEnv PATH=%2:%3\n")
                         .arg(key_, TAPSCOPE_BIN_DIR, "/usr/sbin:/usr/bin:/sbin:/bin")
                         .toLocal8Bit());
        config.close();
        server_ = std::make_unique<RunningProgram>("/usr/sbin/sshd", QStringList{"-D", "-e", "-f", config_});
        QCOMPARE(run("ip", {"tuntap", "add", "far0", "mode", "tap"}).status, 0);
        QCOMPARE(run("ip", {"link", "set", "far0", "up", "addrgenmode", "none"}).status, 0);
        device_ = TapDevice::open(*InterfaceName::parse("far0")).value();
        QTRY_COMPARE(run("bash", {"-c", "exec 3<>/dev/tcp/127.0.0.1/2222"}).status, 0);
    }

    void itCapturesWithWhatIsThere_data() {
        QTest::addColumn<QString>("program");
        for (const char* program : {"any", "tapscope-cli", "dumpcap", "tcpdump"})
            QTest::newRow(program) << QString(program);
    }
    void itCapturesWithWhatIsThere() {
        QFETCH(const QString, program);
        Capture capture(words("far0", {"--set", "program=" + program, "-f", "ether proto 0x88b5", "-c", "2"}));
        QVERIFY2(capture.says("Capturing on ssh://root@127.0.0.1/far0"), capture.said());
        QVERIFY(device_->send(frame()) && device_->send(frame()));
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"frame.len"}), QByteArray("60\n60\n"));
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
        QCOMPARE(run("pkill", {"-KILL", "-P", QString::number(server_->pid())}).status, 0);
        QVERIFY2(capture.says("is back"), capture.said());
        QVERIFY(device_->send(frame()));
        QCOMPARE(capture.end(), 0);
        QCOMPARE(fields({"frame.len"}), QByteArray("60\n60\n"));
    }

    void whatIsWrongIsSaid_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("no such device") << "ssh://root@127.0.0.1:2222/none0" << QByteArray("none0");
        QTest::newRow("nobody listens") << "ssh://127.0.0.1:2/far0" << QByteArray("Connection refused");
        QTest::newRow("an option for a host") << "ssh://-oProxyCommand=x/far0" << QByteArray("no host is named");
        QTest::newRow("no device") << "ssh://host" << QByteArray("no device is named");
    }
    void whatIsWrongIsSaid() {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, reason);
        auto all = words("far0", {});
        all.front() = name;
        Capture capture(all);
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains(reason), capture.said());
    }

    void aNameIsNeverACommand() {
        auto all = words("x'; touch " + folder_.filePath("touched") + "; '", {});
        Capture capture(all);
        QCOMPARE(capture.end(), 1);
        QVERIFY(!QFile::exists(folder_.filePath("touched")));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(SshTest)
#include "ssh_test.moc"
