#include <net/interface.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

namespace {

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

/// A machine without a disk or a screen. The boot ROM of its network card requests an address on our TAP.
QStringList machineOn(const QString& tap, const QString& options = {}) {
    return {"-nodefaults",
            "-display",
            "none",
            "-m",
            "32",
            "-boot",
            "n",
            "-netdev",
            "tap,id=net,script=no,downscript=no,ifname=" + tap + options,
            "-device",
            "virtio-net-pci,netdev=net"};
}

} // namespace

/// Several programs on the same device, and the frames that each of them receives.
class SharedDeviceTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QVERIFY2(listDevices()->empty(), "a test left a device behind"); }

    void attachesAQueueBesideAnother_data() {
        QTest::addColumn<DeviceKind>("kind");
        QTest::newRow("TAP") << DeviceKind::Tap;
        QTest::newRow("TUN") << DeviceKind::Tun;
    }
    void attachesAQueueBesideAnother() {
        QFETCH(DeviceKind, kind);
        auto first = TapDevice::createNamed(named("mq0"), {.kind = kind, .multiQueue = true});
        QVERIFY(first);
        QCOMPARE(deviceInfo(first->name())->openQueues, std::uint32_t{1});
        auto second = TapDevice::open(first->name());
        QVERIFY2(second, second ? "" : second.error().text().c_str());
        QCOMPARE(second->kind(), kind);
        QCOMPARE(ipKindData("mq0").value("numqueues").toInt(), 2);
        const auto info = deviceInfo(first->name());
        QVERIFY(info->isMultiQueue);
        QCOMPARE(info->openQueues, std::uint32_t{2});
        QCOMPARE(usersOf(first->name()).size(), std::size_t{1}); // both queues are this process's
        first = std::unexpected(Error{});
        QCOMPARE(ipKindData("mq0").value("numqueues").toInt(), 1); // the device lives on with the second queue
    }

    void devicesMadeByIpAreListedOpenedAndDestroyed() {
        QCOMPARE(run("ip", {"tuntap", "add", "theirs0", "mode", "tun", "user", "4321", "multi_queue"}).status, 0);
        const auto info = deviceInfo(named("theirs0"));
        QVERIFY(info && info->kind == DeviceKind::Tun && info->isMultiQueue && info->isPersistent);
        QCOMPARE(info->owner.value_or(0), uid_t{4321});
        auto device = TapDevice::open(named("theirs0"));
        QVERIFY(device && deviceInfo(named("theirs0"))->hasCarrier);
        QVERIFY(destroy(named("theirs0")));
    }

    void devicesMadeByOpenvpnAreListedAndStayItsOwn() {
        const auto made = run("openvpn", {"--mktun", "--dev", "ovpn0", "--dev-type", "tun"});
        QVERIFY2(made.status == 0, made.out + made.err);
        const auto info = deviceInfo(named("ovpn0"));
        QVERIFY(info && info->kind == DeviceKind::Tun && info->isPersistent && !info->hasPacketInfo);
        QVERIFY(addAddress(named("ovpn0"), {.prefix = *IpPrefix::parse("10.7.0.1/24")}));
        QVERIFY(TapDevice::open(named("ovpn0")));
        QCOMPARE(run("openvpn", {"--rmtun", "--dev", "ovpn0", "--dev-type", "tun"}).status, 0);
        QVERIFY(ipDevice("ovpn0").isEmpty());
    }

    void aVirtualMachineTakesOurDevice() {
        QVERIFY(TapDevice::createNamed(named("vm0"), {.persistence = Persistence::Kept}));
        QVERIFY(setState(named("vm0"), LinkState::Up));
        {
            const RunningProgram machine("qemu-system-x86_64", machineOn("vm0"));
            QTRY_VERIFY(deviceInfo(named("vm0"))->hasCarrier);
            QTRY_VERIFY(!usersOf(named("vm0")).empty());
            QCOMPARE(usersOf(named("vm0")).front().pid, static_cast<pid_t>(machine.pid()));
            const auto busy = TapDevice::open(named("vm0"));
            QVERIFY(!busy);
            QCOMPARE(busy.error().kind, ErrorKind::Busy);
            QVERIFY2(busy.error().text().find("qemu-system-x86 (pid") != std::string::npos,
                     busy.error().text().c_str());
        }
        QTRY_VERIFY(!deviceInfo(named("vm0"))->hasCarrier);
        QVERIFY(destroy(named("vm0")));
    }

    void doesNotTakeTheHeaderFromAVirtualMachinesQueues() {
        QVERIFY(TapDevice::createNamed(named("vm0"), {.persistence = Persistence::Kept, .multiQueue = true}));
        {
            const RunningProgram machine("qemu-system-x86_64", machineOn("vm0", ",queues=2"));
            // The second queue is attached at the start and when a guest requests it, not in between.
            QTRY_VERIFY(deviceInfo(named("vm0"))->openQueues >= 1);
            QTRY_VERIFY(deviceInfo(named("vm0"))->hasVnetHeader);
            const auto refused = TapDevice::open(named("vm0"));
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
            QVERIFY2(refused.error().text().find("Monitor it instead") != std::string::npos,
                     refused.error().text().c_str());
            QVERIFY(deviceInfo(named("vm0"))->hasVnetHeader);
        }
        QVERIFY(destroy(named("vm0")));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(SharedDeviceTest)
#include "shared_device_test.moc"
