#include "../capture/capture_program.h"

#include <support/commands.h>
#include <support/numbered_frames.h>
#include <support/ordinary_user.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace tapscope;
using namespace tapscope::test;

namespace {

UserScene scene;

} // namespace

/// The programs as `cmake --install` installs them, run by a user without privileges: the command line in the sandbox
/// and with an installed helper.
class OrdinaryUserCliTest : public QObject {
    Q_OBJECT

    const QString prefix_ = QString::fromStdString(scene.folder) + "/usr";
    const QString program_ = prefix_ + "/bin/tapscope-cli";

    Ran cli(const QStringList& words) { return run(program_, words); }

    /// A capture in monitor mode of a device of the user's, through a helper, that has received three frames.
    struct Watched {
        std::optional<TapDevice> owner;
        std::unique_ptr<Capture> capture;
        pid_t helper = 0;
    };
    void watch(Watched& watched, const QString& file) {
        QCOMPARE(cli({"create", "watch0", "--up"}).status, 0);
        watched.owner = TapDevice::open(*InterfaceName::parse("watch0")).value();
        watched.capture = std::make_unique<Capture>(QStringList{"watch0", "--mode", "monitor", "-w", file},
                                                    QStringList{}, QString(), program_);
        QVERIFY2(watched.capture->says("Capturing on"), watched.capture->said());
        const auto parent = QString::number(watched.capture->process());
        watched.helper = run("ps", {"--ppid", parent, "-o", "pid="}).out.trimmed().toInt();
        QVERIFY(watched.helper > 0);
        for (std::uint64_t number = 1; number <= 3; ++number)
            QVERIFY(watched.owner->send(NumberedFrame(number).bytes()));
        QTRY_COMPARE(numbersIn(file).numbers, numbersTo(3)); // all have arrived
    }

    void kinds() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("names");
        QTest::newRow("TAP") << QStringList{"--kind", "tap"} << QByteArray("tap0\n");
        QTest::newRow("TUN") << QStringList{"--kind", "tun"} << QByteArray("tun0\n");
        QTest::newRow("vETH") << QStringList{"--kind", "veth"} << QByteArray("veth0\nveth1\n");
    }

private slots:
    void cleanupTestCase() { QDir(QString::fromStdString(scene.folder)).removeRecursively(); }

    void theInstalledTreeIsWhole() {
        for (const char* file : {"/bin/tapscope-cli", "/libexec/tapscope-helper", "/libexec/tapscope-sandbox"})
            QVERIFY2(QFileInfo(prefix_ + file).isExecutable(), file);
        QFile policy(prefix_ + "/share/polkit-1/actions/org.tapscope.helper.policy");
        QVERIFY(policy.open(QFile::ReadOnly));
        QVERIFY(policy.readAll().contains((">" + prefix_ + "/libexec/tapscope-helper<").toUtf8()));
        const auto installed = QDir(prefix_ + "/lib/tapscope/plugins").entryList({"*.so"});
        QVERIFY(!installed.isEmpty());
        const auto listed = cli({"plugins"}).out;
        for (const auto& name : installed)
            QVERIFY2(listed.contains(name.chopped(3).toUtf8()), qPrintable(name));
    }

    void createsEveryKindThroughTheHelper_data() { kinds(); }
    void createsEveryKindThroughTheHelper() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, names);
        const auto made = cli(QStringList{"create", "--address", "10.9.0.1/24", "--mtu", "1400", "--up"} + words);
        QCOMPARE(made.err, QByteArray());
        QCOMPARE(made.out, names);
        for (const auto& name : names.trimmed().split('\n')) {
            QCOMPARE(ipDevice(name).value("mtu").toInt(), 1400);
            QVERIFY(ipDevice(name).value("flags").toArray().contains("UP"));
        }
        const QString first = names.split('\n').first();
        QCOMPARE(ipAddresses(first), QStringList{"10.9.0.1/24"});
        QCOMPARE(cli({"set", first, "--mtu", "1300"}).status, 0);
        QCOMPARE(ipDevice(first).value("mtu").toInt(), 1300);
        QCOMPARE(cli({"destroy", first}).status, 0);
        QVERIFY(ipDevice(first).isEmpty());
    }

    void createsEveryKindInTheSandbox_data() { kinds(); }
    void createsEveryKindInTheSandbox() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, names);
        // Programs in the sandbox work on its devices.
        const auto inside =
            cli(QStringList{"--sandbox", "run", "sh", "-ec",
                            R"("$0" create "$@" --up; ip -o link | grep -vc LOOPBACK; id -u)", program_} +
                words);
        QCOMPARE(inside.err, QByteArray());
        QCOMPARE(inside.out, names + QByteArray::number(names.count('\n')) + "\n64001\n");
        QVERIFY(ipDevice(names.split('\n').first()).isEmpty()); // they are not visible outside
    }

    void pingIsAnsweredInTheSandbox() {
        const auto inside = cli({"--sandbox", "run", "sh", "-ec",
                                 "\"$0\" create echo0 --address 10.9.0.1/24 --up\n"
                                 "\"$0\" inject echo0 echo address=10.9.0.2 & echo_host=$!\n"
                                 "ping -c 3 -i 0.2 -w 20 10.9.0.2; kill $echo_host; wait $echo_host",
                                 program_});
        QVERIFY2(inside.out.contains("3 received"), inside.out + inside.err);
    }

    void aHelperThatHangsHoldsNoSignalUp_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void aHelperThatHangsHoldsNoSignalUp() {
        QFETCH(int, signal);
        const QString file = QString::fromStdString(scene.folder) + "/hung.pcapng";
        Watched watched;
        watch(watched, file);
        if (QTest::currentTestFailed())
            return;
        kill(watched.helper, SIGSTOP);
        watched.capture->signal(signal);
        QVERIFY2(watched.capture->end() == 0, watched.capture->said());
        QVERIFY2(watched.capture->said().contains("were not handed over in time"), watched.capture->said());
        const auto content = numbersIn(file);
        QVERIFY(content.isWhole);
        QCOMPARE(content.numbers, numbersTo(3));
        QVERIFY2(watched.capture->printed().contains("3 received"), watched.capture->printed());
        QTRY_VERIFY(kill(watched.helper, 0) != 0); // it has ended
        QCOMPARE(cli({"destroy", "watch0"}).status, 0);
    }

    void anyCapturesTheUsersDevicesThroughTheHelper() {
        const QString file = QString::fromStdString(scene.folder) + "/any.pcapng";
        QCOMPARE(cli({"create", "any0", "--up"}).status, 0);
        auto first = TapDevice::open(*InterfaceName::parse("any0")).value();
        Capture capture({"any", "-f", "ether proto 0x88b5", "-w", file}, {}, {}, program_);
        QVERIFY2(capture.says("Capturing on any"), capture.said());
        QVERIFY(first.send(NumberedFrame(1).bytes()));
        QCOMPARE(cli({"create", "any1", "--up"}).status, 0); // appears later
        auto second = TapDevice::open(*InterfaceName::parse("any1")).value();
        const auto interfaces = [&] {
            return cli({"read", file, "-T", "fields", "-e", "frame.interface_name"}).out.split('\n');
        };
        QTRY_VERIFY(second.send(NumberedFrame(2).bytes()) && interfaces().contains("any1"));
        capture.signal(SIGINT);
        QVERIFY2(capture.end() == 0, capture.said());
        QCOMPARE(interfaces().count("any0"), 1);
        QVERIFY2(capture.printed().contains(" 0 dropped"), capture.printed());
        for (const char* name : {"any0", "any1"})
            QCOMPARE(cli({"destroy", name}).status, 0);
    }

    void aHelperThatIsKilledEndsTheCaptureWithTheReason() {
        const QString file = QString::fromStdString(scene.folder) + "/killed.pcapng";
        Watched watched;
        watch(watched, file);
        if (QTest::currentTestFailed())
            return;
        kill(watched.helper, SIGKILL);
        QCOMPARE(watched.capture->end(), 1);
        QVERIFY2(watched.capture->said().contains("tapscope-helper, which reads it, has ended"),
                 watched.capture->said());
        const auto content = numbersIn(file);
        QVERIFY(content.isWhole);
        QCOMPARE(content.numbers, numbersTo(3));
        QVERIFY2(watched.capture->printed().contains("3 received"), watched.capture->printed());
        QCOMPARE(cli({"destroy", "watch0"}).status, 0);
    }

    void theNetworksOfIpNetnsAreRootsToEnter() {
        const auto refused = cli({"--netns", "blue", "devices"});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("Only root may enter namespaces created by ip netns"), refused.err);
    }
};

int main(int argc, char** argv) {
    scene = becomeOrdinaryUser(TunNode::OpenToAll, R"(
        set -e
        cmake --install ")" TAPSCOPE_BIN_DIR R"(/.." --prefix "$SCENE/usr" --strip >/dev/null
        chown -R 64001:64001 "$SCENE/usr"
        setcap cap_net_admin,cap_net_raw+ep "$SCENE/usr/libexec/tapscope-helper"
        mount -t tmpfs run /run
        echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6
        ip netns add blue)");
    QCoreApplication application(argc, argv);
    OrdinaryUserCliTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "ordinary_user_cli_test.moc"
