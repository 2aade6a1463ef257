#include <net/device_watcher.h>
#include <net/interface.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <set>

using namespace tapscope;
using namespace tapscope::test;

namespace {

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

/// Counts descriptors and fails one ioctl.
class FaultySystem : public Syscalls {
public:
    explicit FaultySystem(unsigned failing) : failing_(failing) {}
    int open(const char* path, int flags, unsigned mode) override {
        const int fd = Syscalls::open(path, flags, mode);
        if (fd >= 0)
            open_.insert(fd);
        return fd;
    }
    int close(int fd) override {
        open_.erase(fd);
        return Syscalls::close(fd);
    }
    int ioctl(int fd, unsigned long request, void* argument) override {
        if (++calls_ == failing_) {
            errno = EPERM;
            return -1;
        }
        return Syscalls::ioctl(fd, request, argument);
    }
    [[nodiscard]] std::size_t openDescriptors() const { return open_.size(); }

private:
    unsigned failing_, calls_ = 0;
    std::set<int> open_;
};

int descriptorsOfThisProcess() {
    return static_cast<int>(QDir("/proc/self/fd").entryList(QDir::AllEntries | QDir::System).size());
}

} // namespace

class TapDeviceTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QVERIFY2(listDevices()->empty(), "a test left a device behind"); }

    void createsTheFirstFreeNameAndRemovesItOnDrop() {
        {
            auto first = TapDevice::createUnique();
            auto second = TapDevice::createUnique();
            QVERIFY(first && second);
            QCOMPARE(first->name().text(), std::string("tap0"));
            QCOMPARE(second->name().text(), std::string("tap1"));
            QCOMPARE(
                ipDevice("tap0").value("linkinfo").toObject().value("info_data").toObject().value("type").toString(),
                QString("tap"));
        }
        QVERIFY(ipDevice("tap0").isEmpty());
    }

    void createsNumberedAndNamed() {
        auto numbered = TapDevice::createNumbered(42);
        auto withName = TapDevice::createNamed(named("vpn-a"));
        QVERIFY(numbered && withName);
        QVERIFY(!ipDevice("tap42").isEmpty());
        QVERIFY(!ipDevice("vpn-a").isEmpty());
        const auto again = TapDevice::createNamed(named("vpn-a"));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::NameTaken);
    }

    void aPersistentDeviceOutlivesItsDescriptor() {
        QVERIFY(
            TapDevice::createNamed(named("keep0"), {.persistence = Persistence::Kept, .owner = 4321, .group = 8765}));
        const auto data = ipDevice("keep0").value("linkinfo").toObject().value("info_data").toObject();
        QCOMPARE(data.value("persist").toBool(), true);
        const auto info = deviceInfo(named("keep0"));
        QVERIFY(info);
        QCOMPARE(info->owner.value_or(0), uid_t{4321});
        QCOMPARE(info->group.value_or(0), gid_t{8765});
        QVERIFY(!info->hasCarrier);
        QVERIFY(setPersistence(named("keep0"), Persistence::Dropped)); // it disappears at once
        QVERIFY(ipDevice("keep0").isEmpty());
    }

    void configuresEverything() {
        auto device = TapDevice::createNamed(named("conf0"));
        QVERIFY(device);
        const auto name = device->name();
        QVERIFY(setState(name, LinkState::Up));
        QVERIFY(setMtu(name, 1280));
        QVERIFY(setMac(name, *MacAddress::parse("02:42:0a:09:00:01")));
        QVERIFY(addAddress(name, {.prefix = *IpPrefix::parse("10.9.0.1/24")}));
        QVERIFY(addAddress(name, {.prefix = *IpPrefix::parse("fd09::1/64")}));
        QVERIFY(addAddress(name, {.prefix = *IpPrefix::parse("10.7.0.1/32"), .peer = *IpAddress::parse("10.7.0.2")}));
        const auto shown = ipDevice("conf0");
        QVERIFY(shown.value("flags").toArray().contains("UP"));
        QCOMPARE(shown.value("mtu").toInt(), 1280);
        QCOMPARE(shown.value("address").toString(), QString("02:42:0a:09:00:01"));
        QVERIFY(ipAddresses("conf0").contains("10.9.0.1/24"));
        QVERIFY(ipAddresses("conf0").contains("fd09::1/64"));
        const auto info = deviceInfo(name);
        QVERIFY(info && info->isUp && info->hasCarrier);
        QCOMPARE(info->addresses[0].broadcast->text(), std::string("10.9.0.255"));
        QVERIFY(std::ranges::any_of(info->addresses,
                                    [](const auto& each) { return each.peer && each.peer->text() == "10.7.0.2"; }));
        QVERIFY(removeAddress(name, {.prefix = *IpPrefix::parse("10.9.0.1/24")}));
        QVERIFY(!ipAddresses("conf0").contains("10.9.0.1/24"));
        QVERIFY(setState(name, LinkState::Down));
        QVERIFY(!ipDevice("conf0").value("flags").toArray().contains("UP"));
    }

    void saysWhyTheSystemRefused_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("said");
        QTest::newRow("MTU") << 0 << "ref0 accepts 68 to 65521";
        QTest::newRow("address twice") << 1 << "It has that address already";
        QTest::newRow("address not there") << 2 << "It does not have that address";
        QTest::newRow("group MAC") << 3 << "A group address";
        QTest::newRow("no such device") << 4 << "there is no such device";
        QTest::newRow("not a TAP") << 5 << "it is not a TAP, TUN, vETH or bridge";
        QTest::newRow("IPv6 switched off") << 7 << "IPv6 is switched off here";
        QTest::newRow("in use") << 6 << "It is open in tap_device_test (pid";
    }
    void saysWhyTheSystemRefused() {
        QFETCH(int, what);
        QFETCH(QString, said);
        auto device = TapDevice::createNamed(named("ref0"));
        QVERIFY(device && addAddress(device->name(), {.prefix = *IpPrefix::parse("10.9.0.1/24")}));
        const auto attempt = [&]() -> Result<void> {
            const auto name = device->name();
            switch (what) {
            case 0:
                return setMtu(name, 70000);
            case 1:
                return addAddress(name, {.prefix = *IpPrefix::parse("10.9.0.1/24")});
            case 2:
                return removeAddress(name, {.prefix = *IpPrefix::parse("10.9.9.9/24")});
            case 3:
                return setMac(name, *MacAddress::parse("03:00:00:00:00:01"));
            case 4:
                return setState(named("nobody0"), LinkState::Up).has_value() ? Result<void>{}
                                                                             : destroy(named("nobody0"));
            case 5:
                return destroy(named("lo"));
            case 7: {
                QFile setting("/proc/sys/net/ipv6/conf/ref0/disable_ipv6");
                if (!setting.open(QFile::WriteOnly) || setting.write("1") != 1)
                    return {};
                setting.close();
                return addAddress(name, {.prefix = *IpPrefix::parse("fd09::1/64")});
            }
            default: {
                auto second = TapDevice::open(name);
                return second ? Result<void>{} : std::unexpected(second.error());
            }
            }
        };
        const auto refused = attempt();
        QVERIFY(!refused);
        QVERIFY2(QString::fromStdString(refused.error().text()).contains(said), refused.error().text().c_str());
    }

    void duplicatesKeepADeviceAlive() {
        auto device = TapDevice::createNamed(named("dup0"));
        QVERIFY(device);
        auto copy = device->duplicate();
        QVERIFY(copy);
        device = std::unexpected(Error{});
        QVERIFY(!ipDevice("dup0").isEmpty());
        copy = std::unexpected(Error{});
        QVERIFY(ipDevice("dup0").isEmpty());
    }

    void sendsAndReceivesFrames() {
        auto device = TapDevice::createNamed(named("io0"));
        QVERIFY(device && device->setBlocking(Blocking::No));
        QCOMPARE(*device->blocking(), Blocking::No);
        std::array<std::byte, 2000> buffer{};
        const auto nothing = device->receive(buffer);
        QVERIFY(!nothing && nothing.error().code == EAGAIN);
        const std::array<std::byte, 60> frame{};
        const auto refused = device->send(frame);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("switched off") != std::string::npos, refused.error().text().c_str());
        QVERIFY(setState(device->name(), LinkState::Up));
        QVERIFY(device->send(frame));
        QTRY_COMPARE(deviceInfo(device->name())->counters.receivedFrames, std::uint64_t{1});
    }

    void leaksNoDescriptorOnAnyFailure() {
        for (unsigned failing = 1; failing <= 5; ++failing) {
            FaultySystem system(failing);
            const auto device = TapDevice::createNamed(
                named("leak0"), {.persistence = Persistence::Kept, .owner = 1, .group = 1}, system);
            if (failing <= 4) {
                QVERIFY(!device);
                QCOMPARE(device.error().kind, ErrorKind::NotPermitted);
                QCOMPARE(system.openDescriptors(), std::size_t{0});
                QVERIFY(ipDevice("leak0").isEmpty());
            } else {
                QVERIFY(device);
            }
        }
        QVERIFY(destroy(named("leak0")));
    }

    void leavesNothingBehindAfterManyCycles() {
        const int before = descriptorsOfThisProcess();
        for (int i = 0; i < 1000; ++i)
            QVERIFY(TapDevice::createUnique());
        QCOMPARE(descriptorsOfThisProcess(), before);
        QVERIFY(listDevices()->empty());
    }

    void watchesWhatOthersDo() {
        auto watcher = DeviceWatcher::start();
        QVERIFY(watcher);
        const auto seen = [&](auto condition) {
            static_cast<void>((*watcher)->process());
            return std::ranges::any_of((*watcher)->devices(), condition);
        };
        QCOMPARE(run("ip", {"tuntap", "add", "other0", "mode", "tap"}).status, 0);
        QTRY_VERIFY(seen([](const DeviceInfo& each) { return each.name.text() == "other0" && !each.isUp; }));
        QCOMPARE(run("ip", {"link", "set", "other0", "up", "mtu", "1400"}).status, 0);
        QTRY_VERIFY(seen([](const DeviceInfo& each) { return each.isUp && each.mtu == 1400; }));
        QCOMPARE(run("ip", {"address", "add", "10.9.0.5/24", "dev", "other0"}).status, 0);
        QTRY_VERIFY(seen([](const DeviceInfo& each) { return each.addresses.size() == 1; }));
        QCOMPARE(run("ip", {"tuntap", "add", "tunnel0", "mode", "tun"}).status, 0);
        QTRY_VERIFY(seen([](const DeviceInfo& each) { return each.kind == DeviceKind::Tun; }));
        QCOMPARE(run("ip", {"link", "delete", "other0"}).status, 0);
        QCOMPARE(run("ip", {"link", "delete", "tunnel0"}).status, 0);
        QTRY_VERIFY((static_cast<void>((*watcher)->process()), (*watcher)->devices().empty()));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(TapDeviceTest)
#include "tap_device_test.moc"
