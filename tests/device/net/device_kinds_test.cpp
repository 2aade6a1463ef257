#include <net/device_watcher.h>
#include <net/interface.h>
#include <net/veth_pair.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QDir>
#include <QTest>

#include <array>

using namespace tapscope;
using namespace tapscope::test;

namespace {

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

QString kindOf(const QString& name) {
    return ipDevice(name).value("linkinfo").toObject().value("info_kind").toString();
}

} // namespace

/// The differences between TUN devices, vETH pairs and TAPs, with iproute2 as the witness.
class DeviceKindsTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QVERIFY2(listDevices()->empty(), "a test left a device behind"); }

    void makesATunOfTheFirstFreeName() {
        auto first = TapDevice::createUnique({.kind = DeviceKind::Tun});
        auto second = TapDevice::createNumbered(7, {.kind = DeviceKind::Tun});
        QVERIFY(first && second);
        QCOMPARE(first->name().text(), std::string("tun0"));
        QCOMPARE(second->name().text(), std::string("tun7"));
        QCOMPARE(ipKindData("tun0").value("type").toString(), QString("tun"));
        QCOMPARE(ipKindData("tun0").value("pi").toBool(), false);
        QCOMPARE(ipDevice("tun0").value("link_type").toString(), QString("none"));
        const auto info = deviceInfo(first->name());
        QVERIFY(info && info->kind == DeviceKind::Tun && !info->mac && info->hasCarrier);
    }

    void configuresATun() {
        auto device = TapDevice::createNamed(named("vpn0"), {.kind = DeviceKind::Tun, .owner = 4321});
        QVERIFY(device);
        QVERIFY(setMtu(device->name(), 1380));
        QVERIFY(addAddress(device->name(),
                           {.prefix = *IpPrefix::parse("10.7.0.1/32"), .peer = *IpAddress::parse("10.7.0.2")}));
        QVERIFY(addAddress(device->name(), {.prefix = *IpPrefix::parse("fd07::1/64")}));
        QVERIFY(setState(device->name(), LinkState::Up));
        QVERIFY(device->setPersistence(Persistence::Kept));
        device = std::unexpected(Error{});
        const auto shown = ipDevice("vpn0");
        QVERIFY(shown.value("flags").toArray().contains("UP"));
        QCOMPARE(shown.value("mtu").toInt(), 1380);
        QCOMPARE(shown.value("linkinfo").toObject().value("info_data").toObject().value("persist").toBool(), true);
        QVERIFY(ipAddresses("vpn0").contains("fd07::1/64"));
        auto again = TapDevice::open(named("vpn0"));
        QVERIFY(again && again->kind() == DeviceKind::Tun);
        const auto refused = setMac(named("vpn0"), *MacAddress::parse("02:00:00:00:00:01"));
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("layer 3") != std::string::npos, refused.error().text().c_str());
        QVERIFY(destroy(named("vpn0")));
    }

    void aTunCarriesPacketsWithoutAnyHeader() {
        auto device = TapDevice::createUnique({.kind = DeviceKind::Tun});
        QVERIFY(device && device->setBlocking(Blocking::No));
        QVERIFY(addAddress(device->name(), {.prefix = *IpPrefix::parse("10.9.0.1/24")}));
        QVERIFY(setState(device->name(), LinkState::Up));
        QVERIFY(run("ping", {"-c", "1", "-W", "1", "10.9.0.2"}).status != 0); // no host answers
        std::array<std::byte, 2000> buffer{};
        bool cameEcho = false;
        const auto sawEcho = [&] { // the host's own IPv6 frames arrive, too
            const auto size = device->receive(buffer);
            cameEcho |= size && *size == 84 && buffer[0] == std::byte{0x45} && buffer[20] == std::byte{8};
            return cameEcho;
        };
        QTRY_VERIFY(sawEcho());
        const std::array<std::byte, 60> ethernet{};
        const auto refused = device->send(ethernet);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("IPv4 or IPv6 packet") != std::string::npos,
                 refused.error().text().c_str());
    }

    void leavesNothingBehindAfterManyCycles() {
        const auto descriptors = [] {
            return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size();
        };
        const auto before = descriptors();
        for (int i = 0; i < 1000; ++i)
            QVERIFY(TapDevice::createUnique({.kind = DeviceKind::Tun}));
        for (int i = 0; i < 100; ++i) {
            const auto pair = createUniqueVethPair();
            QVERIFY(pair);
            QVERIFY(destroy(i % 2 == 0 ? pair->name : pair->peer));
        }
        QCOMPARE(descriptors(), before);
        QVERIFY(listDevices()->empty());
    }

    void opensNoDeviceAsAnotherKind() {
        auto tap = TapDevice::createNamed(named("both0"));
        QVERIFY(tap);
        const auto refused =
            TapDevice::createNamed(named("both0"), {.kind = DeviceKind::Tun, .existing = TapOptions::Existing::Open});
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("it is not a TUN") != std::string::npos, refused.error().text().c_str());
        QCOMPARE(ipKindData("both0").value("type").toString(), QString("tap"));
    }

    void makesAPairThatKnowsItsEnds() {
        QVERIFY(createVethPair(named("left0"), named("right0")));
        QCOMPARE(kindOf("left0"), QString("veth"));
        QCOMPARE(ipDevice("left0").value("link").toString(), QString("right0"));
        const auto left = deviceInfo(named("left0"));
        QVERIFY(left && left->kind == DeviceKind::Veth && left->isPersistent && left->mac);
        QCOMPARE(left->peer.value(), named("right0"));
        QCOMPARE(deviceInfo(named("right0"))->peer.value(), named("left0"));
        QVERIFY(destroy(named("right0")));
        QVERIFY(ipDevice("left0").isEmpty()); // one end is destroyed with the other
    }

    void configuresBothEnds() {
        const auto pair = createUniqueVethPair();
        QVERIFY(pair);
        QCOMPARE(pair->name.text(), std::string("veth0"));
        QCOMPARE(pair->peer.text(), std::string("veth1"));
        const auto second = createUniqueVethPair();
        QVERIFY(second && second->name.text() == "veth2");
        QVERIFY(destroy(second->name));
        for (const auto& [end, prefix] : {std::pair(pair->name, "10.8.0.1/24"), std::pair(pair->peer, "10.8.1.1/24")}) {
            QVERIFY(setMtu(end, 9000));
            QVERIFY(addAddress(end, {.prefix = *IpPrefix::parse(prefix)}));
            QVERIFY(setState(end, LinkState::Up));
            QCOMPARE(ipAddresses(QString::fromStdString(end.text())), QStringList{prefix});
            QCOMPARE(ipDevice(QString::fromStdString(end.text())).value("mtu").toInt(), 9000);
        }
        QVERIFY(setMac(pair->peer, *MacAddress::parse("02:00:00:00:00:09")));
        QCOMPARE(ipDevice("veth1").value("address").toString(), QString("02:00:00:00:00:09"));
        QTRY_VERIFY(deviceInfo(pair->name)->hasCarrier);
        QVERIFY(setState(pair->peer, LinkState::Down));
        QTRY_VERIFY(!deviceInfo(pair->name)->hasCarrier);
        QVERIFY(destroy(pair->name));
    }

    void refusesAPair_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("peer");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("said");
        const auto taken = static_cast<int>(ErrorKind::NameTaken);
        QTest::newRow("first name taken") << "left0" << "new0" << taken << "Cannot create left0";
        QTest::newRow("second name taken") << "new0" << "right0" << taken << "Cannot create right0";
        QTest::newRow("same name twice") << "new0" << "new0" << static_cast<int>(ErrorKind::Invalid) << "both ends";
    }
    void refusesAPair() {
        QFETCH(QString, name);
        QFETCH(QString, peer);
        QFETCH(int, kind);
        QFETCH(QString, said);
        QVERIFY(createVethPair(named("left0"), named("right0")));
        const auto refused = createVethPair(named(qPrintable(name)), named(qPrintable(peer)));
        QVERIFY(destroy(named("left0")));
        QVERIFY(!refused);
        QCOMPARE(static_cast<int>(refused.error().kind), kind);
        QVERIFY2(QString::fromStdString(refused.error().text()).contains(said), refused.error().text().c_str());
        QVERIFY(ipDevice("new0").isEmpty());
    }

    void aVethCannotBeAttached() {
        QVERIFY(createVethPair(named("left0"), named("right0")));
        const auto refused = TapDevice::open(named("left0"));
        QVERIFY(destroy(named("left0")));
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("Monitor it instead") != std::string::npos,
                 refused.error().text().c_str());
    }

    void watchesPairsThatOthersMakeAndDestroy() {
        auto watcher = DeviceWatcher::start();
        QVERIFY(watcher);
        const auto names = [&] {
            static_cast<void>((*watcher)->process());
            QStringList found;
            for (const auto& each : (*watcher)->devices())
                found << QString::fromStdString(each.name.text() + "-" + (each.peer ? each.peer->text() : "?"));
            return found;
        };
        QCOMPARE(run("ip", {"link", "add", "west0", "type", "veth", "peer", "name", "east0"}).status, 0);
        QTRY_COMPARE(names(), (QStringList{"east0-west0", "west0-east0"}));
        QCOMPARE(run("ip", {"link", "set", "east0", "name", "orient0"}).status, 0);
        QTRY_COMPARE(names(), (QStringList{"orient0-west0", "west0-orient0"}));
        QCOMPARE(run("ip", {"link", "delete", "west0"}).status, 0);
        QTRY_COMPARE(names(), QStringList());
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(DeviceKindsTest)
#include "device_kinds_test.moc"
