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

namespace {

/// A machine without a disk: its boot ROM asks for an address by DHCP. `witness`: the file in which QEMU itself records
/// the frames of its network.
class Machine : public RunningProgram {
public:
    Machine(const QString& network, const QString& witness)
        : RunningProgram("qemu-system-x86_64",
                         {"-nodefaults", "-display", "none", "-no-user-config", "-m", "64", "-boot", "n", "-netdev",
                          network, "-device", "virtio-net-pci,netdev=n0,mac=02:00:00:00:00:77", "-object",
                          "filter-dump,id=f0,netdev=n0,file=" + witness}) {}
};

} // namespace

/// Virtual networks without any TAP: TapScope is the other end of a machine's network, or a port of a switch.
class VmTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("vm.pcapng"), witness_ = folder_.filePath("witness.pcap"),
                  path_ = folder_.filePath("vm.sock"), itsPath_ = folder_.filePath("its.sock");

    static void ways() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("settings");
        QTest::addColumn<QString>("network");
        QTest::newRow("stream") << "qemu:%1" << QStringList() << "stream,id=n0,server=off,addr.type=unix,addr.path=%1";
        QTest::newRow("socket") << "qemu:5577" << QStringList() << "socket,id=n0,connect=127.0.0.1:5577";
        QTest::newRow("dgram") << "qemu:%1" << QStringList{"--set", "kind=dgram"}
                               << "dgram,id=n0,local.type=unix,local.path=%2,remote.type=unix,remote.path=%1";
    }
    [[nodiscard]] QByteArray framesIn(const QString& file, const QString& filter) const {
        return run("tshark", {"-n", "-r", file, "-Y", filter, "-T", "fields", "-e", "eth.src"}).out;
    }

private slots:
    void cleanup() {
        for (const QString& each : {file_, witness_, path_, itsPath_})
            QFile::remove(each);
    }

    void framesOfAMachineAreCaptured_data() { ways(); }
    void framesOfAMachineAreCaptured() {
        QFETCH(const QString, name);
        QFETCH(const QStringList, settings);
        QFETCH(const QString, network);
        Capture capture(QStringList{QString(name).replace("%1", path_), "-w", file_, "--until", "dhcp.type == 1"} +
                        settings);
        QVERIFY2(capture.says("Capturing on qemu:"), capture.said());
        const Machine machine(QString(network).replace("%1", path_).replace("%2", itsPath_), witness_);
        QCOMPARE(capture.end(), 0);
        QVERIFY(framesIn(file_, "dhcp").startsWith("02:00:00:00:00:77"));
        QVERIFY(!QFile::exists(path_)); // its socket is removed
    }

    void sentFramesReachTheMachine() {
        const QStringList words{"inject",  "qemu:" + path_, "frame",
                                "rate=20", "count=0",       "hex=020000000077 020000000088 88b5" + QString(92, '0')};
        RunningProgram injecting(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"), words);
        QTRY_VERIFY(QFile::exists(path_));
        const Machine machine("stream,id=n0,server=off,addr.type=unix,addr.path=" + path_, witness_);
        QTRY_VERIFY(framesIn(witness_, "eth.src == 02:00:00:00:00:88").startsWith("02:00:00:00:00:88"));
        const auto ended = injecting.interrupt();
        // Frames from before the machine's start are left out.
        QVERIFY2(ended.status == 0 || ended.status == 3, ended.err);
    }

    void aFileThatAMachineWritesIsFollowed() {
        const QString network = "socket,id=n0,udp=127.0.0.1:5599,localaddr=127.0.0.1:5598"; // no program is there
        const Machine machine(network, witness_);
        QTRY_VERIFY(QFile(witness_).size() > 0);
        Capture capture({witness_, "--set", "follow=on", "-w", file_, "--until", "dhcp.type == 1"});
        QCOMPARE(capture.end(), 0);
        QVERIFY(framesIn(file_, "dhcp").startsWith("02:00:00:00:00:77"));
        // The same while frames are printed.
        const auto printed =
            run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"read", "--follow", witness_, "-Y", "dhcp", "-c", "1"});
        QVERIFY2(printed.status == 0 && printed.out.contains("DHCP Discover"), printed.out + printed.err);
    }

    /// Two ports of a switch: one receives the frames that the other sends.
    void aVdeSwitchIsCapturedAndInjectedInto() {
        const QString path = folder_.filePath("switch");
        RunningProgram vdeSwitch("vde_switch", {"-s", path, "-x"});
        QTRY_VERIFY(QFile::exists(path + "/ctl"));
        Capture capture({"vde:" + path, "-w", file_, "-c", "2"});
        QVERIFY2(capture.says("Capturing on vde:"), capture.said());
        const QString broadcast = "hex=ffffffffffff 020000000088 88b5" + QString(92, '0');
        const auto injected = run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"inject", "vde:" + path, "frame", broadcast});
        QVERIFY2(injected.status == 0, injected.err);
        // The same with VDE's own program: a length of two octets, and the frame.
        const auto plug =
            run("bash", {"-c",
                         "(printf '\\0\\074\\377\\377\\377\\377\\377\\377\\2\\0\\0\\0\\0\\231\\210\\265'; "
                         "head -c 46 /dev/zero; sleep 0.2) | timeout 5 vde_plug \"$0\" > /dev/null",
                         path});
        QCOMPARE(capture.end(), 0);
        QCOMPARE(framesIn(file_, "eth"), QByteArray("02:00:00:00:00:88\n02:00:00:00:00:99\n"));
        QCOMPARE(QDir(path).entryList({".tapscope*"}, QDir::AllEntries | QDir::Hidden | QDir::System), QStringList());
    }

    void aVdeSwitchThatEndsEndsItsCapture() {
        const QString path = folder_.filePath("ending");
        auto vdeSwitch = std::make_unique<RunningProgram>("vde_switch", QStringList{"-s", path, "-x"});
        QTRY_VERIFY(QFile::exists(path + "/ctl"));
        Capture capture({"vde:" + path, "-w", file_});
        QVERIFY2(capture.says("Capturing on vde:"), capture.said());
        vdeSwitch.reset();
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains("the switch has closed its connection"), capture.said());
    }

    void whatIsNoVdeSwitchIsRefused() {
        const auto refused =
            run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"capture", "vde:" + folder_.filePath("none"), "-w", file_});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("none"), refused.err);
    }

    void aMachineThatEndsEndsItsCapture() {
        Capture capture({"qemu:" + path_, "-w", file_});
        QVERIFY2(capture.says("Capturing on qemu:"), capture.said());
        {
            const Machine machine("stream,id=n0,server=off,addr.type=unix,addr.path=" + path_, witness_);
            QTRY_VERIFY(framesIn(file_, "dhcp").startsWith("02:00:00:00:00:77"));
        }
        QCOMPARE(capture.end(), 1);
        QVERIFY2(capture.said().contains("the virtual machine has closed its connection"), capture.said());
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(VmTest)
#include "vm_test.moc"
