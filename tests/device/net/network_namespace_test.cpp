#include <net/interface.h>
#include <net/veth_pair.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QTest>

#include <filesystem>

using namespace tapscope;
using namespace tapscope::test;

namespace {

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

bool isIn(const QString& space, const QString& device) {
    return run("ip", {"-n", space, "link", "show", "dev", device}).status == 0;
}

} // namespace

class NetworkNamespaceTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { enterPrivateNamespaceNames(); }
    void init() { QCOMPARE(run("ip", {"netns", "add", "blue"}).status, 0); }
    void cleanup() {
        QCOMPARE(run("ip", {"netns", "delete", "blue"}).status, 0);
        QVERIFY2(listDevices()->empty(), "a test left a device behind");
    }

    void movesADevice_data() {
        QTest::addColumn<DeviceKind>("kind");
        QTest::newRow("TAP") << DeviceKind::Tap;
        QTest::newRow("TUN") << DeviceKind::Tun;
    }
    void movesADevice() {
        QFETCH(DeviceKind, kind);
        auto device = TapDevice::createNamed(named("away0"), {.kind = kind});
        auto blue = NetworkNamespace::named("blue");
        QVERIFY(device && blue);
        QVERIFY(moveToNamespace(device->name(), *blue));
        QVERIFY(ipDevice("away0").isEmpty());
        QVERIFY(isIn("blue", "away0"));
        // The descriptor stays valid: frames that the other namespace sends are received here.
        QVERIFY(device->setBlocking(Blocking::No));
        QCOMPARE(run("ip", {"-n", "blue", "link", "set", "away0", "up"}).status, 0);
        std::array<std::byte, 2000> buffer{};
        bool came = false;
        QTRY_VERIFY(came = came || device->receive(buffer)); // the first IPv6 frames
        device = std::unexpected(Error{});
        QTRY_VERIFY(!isIn("blue", "away0"));
    }

    void movesOneEndOfAPairToAProcess() {
        const auto pair = createVethPair(named("here0"), named("there0"));
        const RunningProgram container("unshare", {"-n", "sleep", "300"});
        QVERIFY(pair);
        const auto spaceOf = [](const std::string& process) {
            return std::filesystem::read_symlink("/proc/" + process + "/ns/net");
        };
        QTRY_VERIFY(spaceOf(std::to_string(container.pid())) != spaceOf("self"));
        auto target = NetworkNamespace::find(std::to_string(container.pid()));
        QVERIFY(target);
        QVERIFY(moveToNamespace(named("there0"), *target));
        QVERIFY(ipDevice("there0").isEmpty());
        const auto here = deviceInfo(named("here0"));
        QVERIFY(here && here->kind == DeviceKind::Veth);
        QVERIFY(!here->peer); // it is in another namespace
        QCOMPARE(run("nsenter", {"-n", "-t", QString::number(container.pid()), "ip", "link", "show", "there0"}).status,
                 0);
        QVERIFY(destroy(named("here0")));
    }

    void saysWhyItCannotMove() {
        auto device = TapDevice::createNamed(named("here0"));
        auto blue = NetworkNamespace::named("blue");
        QVERIFY(device && blue);
        QCOMPARE(run("ip", {"-n", "blue", "tuntap", "add", "here0", "mode", "tun"}).status, 0);
        const auto taken = moveToNamespace(named("here0"), *blue);
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::NameTaken);
        QCOMPARE(QString::fromStdString(taken.error().text()),
                 QString("Cannot move here0 to the namespace blue: a device with that name already exists."));
        const auto loopback = moveToNamespace(named("lo"), *blue);
        QVERIFY(!loopback);
        QVERIFY2(loopback.error().text().find("not a TAP, TUN, vETH or bridge") != std::string::npos,
                 loopback.error().text().c_str());
    }

    void findsNoNamespace_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown name") << "red" << "There are: blue";
        QTest::newRow("a path") << "../../proc/self/ns/net" << "there is no namespace with that name";
        QTest::newRow("empty") << "" << "there is no namespace with that name";
        QTest::newRow("no such process") << "999999999" << "there is no such process";
    }
    void findsNoNamespace() {
        QFETCH(QString, words);
        QFETCH(QString, said);
        const auto found = NetworkNamespace::find(words.toStdString());
        QVERIFY(!found);
        QVERIFY2(QString::fromStdString(found.error().text()).contains(said), found.error().text().c_str());
    }

    void namesAreThoseOfIproute2() {
        QCOMPARE(run("ip", {"netns", "add", "azure"}).status, 0);
        QCOMPARE(NetworkNamespace::names(), (std::vector<std::string>{"azure", "blue"}));
        QCOMPARE(run("ip", {"netns", "delete", "azure"}).status, 0);
        QCOMPARE(NetworkNamespace::names(), std::vector<std::string>{"blue"});
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(NetworkNamespaceTest)
#include "network_namespace_test.moc"
