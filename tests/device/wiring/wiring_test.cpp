#include <net/device_users.h>
#include <net/interface.h>
#include <net/tap_device.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <wiring/wiring_reader.h>

#include <algorithm>

using namespace tapscope;
using namespace tapscope::test;

namespace {

constexpr const char* program = TAPSCOPE_BIN_DIR "/tapscope-cli";

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

/// Runs a shell command, which has to succeed.
void shell(const char* line) {
    const auto done = run("sh", {"-e", "-c", line});
    if (done.status != 0)
        qFatal("%s: %s", line, done.err.constData());
}

/// One reading of the map, and functions that examine it.
struct Map {
    Wiring wiring;

    static Map read() { return {WiringReader::open().value().read().value()}; }

    const WiringArea* area(std::string_view title) const {
        const auto found = std::ranges::find(wiring.areas, title, [](const auto& each) { return titleOf(each); });
        return found != wiring.areas.end() ? &*found : nullptr;
    }
    const WiringArea* own() const {
        const auto found = std::ranges::find(wiring.areas, true, &WiringArea::isOwn);
        return found != wiring.areas.end() ? &*found : nullptr;
    }
    static const WiredDevice* device(const WiringArea* area, std::string_view name) {
        if (area == nullptr)
            return nullptr;
        const auto found = std::ranges::find(area->devices, name,
                                             [](const auto& each) { return std::string_view(each.info.name.text()); });
        return found != area->devices.end() ? &*found : nullptr;
    }
    /// Edges as text: "tap0 port br0", "here0 pair there0@netns blue" (a device of another namespace with that
    /// namespace's title).
    QStringList edges() const {
        QStringList all;
        for (const auto& edge : wiring.edges) {
            const auto text = [&](const WiredAt& at) {
                const WiringArea& its = wiring.areas[at.area];
                return wiring.at(at).info.name.text() + (its.isOwn ? "" : "@" + titleOf(its));
            };
            if (!wiring.areas[edge.from.area].isOwn && (!edge.to || !wiring.areas[edge.to->area].isOwn))
                continue; // other tests run at the same time
            all << QString::fromStdString(text(edge.from) + " " + std::string(edgeWord(edge.kind)) + " " +
                                          (edge.to ? text(*edge.to) : "?"));
        }
        all.sort();
        return all;
    }
};

std::vector<pid_t> holdersOf(const WiredDevice* device) {
    std::vector<pid_t> all;
    if (device != nullptr)
        std::ranges::transform(device->holders, std::back_inserter(all), &DeviceUser::pid);
    return all;
}

} // namespace

/// The map of real devices in private namespaces.
class WiringTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

private slots:
    void initTestCase() { enterPrivateNamespaceNames(); }
    void init() { shell("ip netns add blue"); }
    void cleanup() {
        shell("ip netns delete blue; ip route flush type blackhole; ip link delete br0 2>/dev/null || true; ip link "
              "delete vx0 2>/dev/null || true");
        QVERIFY2(listDevices()->empty(), "a test left a device behind");
    }

    void tellsDevicesOfEveryNamespace() {
        shell("ip link add br0 type bridge; ip tuntap add tap0 mode tap; ip tuntap add tun0 mode tun;"
              "ip link set tap0 master br0 mtu 1400; ip link set br0 up; ip address add 10.9.0.1/24 dev br0;"
              "ip link property add dev br0 altname the-bridge-with-a-long-name;"
              "ip link add here0 type veth peer name there0 netns blue; ip link set here0 master br0 up;"
              "ip -n blue link set there0 up; ip -n blue address add 10.9.0.2/24 dev there0");
        const Map map = Map::read();
        const WiringArea* own = map.own();
        QVERIFY(own != nullptr && own->place.empty() && own->processes >= 1 && !own->refusal);
        const auto kind = [&](const char* name) {
            const WiredDevice* device = Map::device(own, name);
            return device != nullptr ? QString::fromStdString(kindWord(*device)) : QString("none");
        };
        QCOMPARE(kind("lo"), QString("loopback"));
        QCOMPARE(kind("br0"), QString("bridge"));
        QCOMPARE(kind("tap0"), QString("tap"));
        QCOMPARE(kind("tun0"), QString("tun"));
        QCOMPARE(kind("here0"), QString("veth"));
        const WiredDevice* bridge = Map::device(own, "br0");
        QCOMPARE(bridge->info.addresses.front().prefix.text(), std::string("10.9.0.1/24"));
        QCOMPARE(bridge->info.alternativeNames, std::vector<std::string>{"the-bridge-with-a-long-name"});
        QCOMPARE(Map::device(own, "tap0")->info.mtu, std::uint32_t{1400});
        QVERIFY(Map::device(own, "tap0")->state() == WiredState::Off);
        QVERIFY(Map::device(own, "here0")->state() == WiredState::Up);
        QCOMPARE(operStateWord(Map::device(own, "here0")->operState), std::string_view("up"));

        const WiringArea* blue = map.area("netns blue");
        QVERIFY(blue != nullptr);
        QCOMPARE(blue->place, std::string("blue"));
        QCOMPARE(blue->names, std::vector<std::string>{"blue"});
        QVERIFY(Map::device(blue, "there0") != nullptr);
        QCOMPARE(map.edges(), (QStringList{"here0 pair there0@netns blue", "here0 port br0", "tap0 port br0"}));
        const auto relations = relationsOf(map.wiring);
        const auto ownAt = static_cast<std::size_t>(own - map.wiring.areas.data());
        const auto hereAt = static_cast<std::size_t>(Map::device(own, "here0") - own->devices.data());
        QCOMPARE(relations[ownAt][hereAt], std::string("port of br0, peer there0 in netns blue"));
        shell("ip link delete here0; ip link delete tap0; ip link delete tun0");
    }

    void aPairWithinANamespaceIsToldOnce() {
        shell("ip link add a0 type veth peer name b0");
        QCOMPARE(Map::read().edges(), QStringList{"a0 pair b0"});
        shell("ip link delete a0");
    }

    void tellsRoutesAndWhatABridgeHasLearned() {
        shell("ip link add br0 type bridge; ip link add here0 type veth peer name there0 netns blue;"
              "ip link set here0 master br0 up; ip link set br0 up; ip -n blue link set there0 up;"
              "ip link add dummy0 type bridge; ip link set dummy0 up; ip address add 10.9.0.1/24 dev br0;"
              "ip address add 10.8.0.1/24 dev dummy0; ip address add fd09::1/64 dev br0 nodad;"
              "ip route add default via 10.9.0.2 metric 50; ip route add 10.7.0.0/16 dev br0 table 77;"
              "ip route add 10.6.0.0/16 nexthop via 10.9.0.3 nexthop via 10.8.0.3;"
              "ip route add 10.5.0.0/16 via inet6 fd09::5 dev br0; ip route add blackhole 10.4.0.0/16;"
              "bridge fdb add 02:00:00:00:00:09 dev here0 master static");
        const Map map = Map::read();
        const auto routes = [&](const char* name) {
            QStringList all;
            for (const auto& route : Map::device(map.own(), name)->forwarding.routes) {
                if (const QString text = QString::fromStdString(routeText(route)); !text.startsWith("fe80"))
                    all << text;
            }
            all.sort();
            return all;
        };
        QCOMPARE(routes("br0"),
                 (QStringList{"10.5.0.0/16 via fd09::5", "10.6.0.0/16 via 10.9.0.3", "10.7.0.0/16 table 77",
                              "10.9.0.0/24", "default via 10.9.0.2 metric 50", "fd09::/64 metric 256"}));
        QCOMPARE(routes("dummy0"), (QStringList{"10.6.0.0/16 via 10.8.0.3", "10.8.0.0/24"}));
        const WiredForwarding& port = Map::device(map.own(), "here0")->forwarding;
        QVERIFY(port.portState.has_value());
        QCOMPARE(portStateWord(*port.portState), std::string_view("forwarding"));
        QVERIFY(std::ranges::find(port.learned, *MacAddress::parse("02:00:00:00:00:09")) != port.learned.end());
        QVERIFY(port.learnedCount >= 1);
        QVERIFY(!Map::device(map.own(), "br0")->forwarding.portState);
        shell("ip link delete here0; ip link delete dummy0");
    }

    void keepsSomeOfManyRoutes() {
        shell("ip link add br0 type bridge; ip link set br0 up; for n in $(seq 40); do"
              " echo route add 10.$n.0.0/16 dev br0 table 9; echo route add 11.$n.0.0/16 dev br0; done | ip -batch -");
        const Map map = Map::read();
        const WiredForwarding& its = Map::device(map.own(), "br0")->forwarding;
        QVERIFY(its.routeCount >= 80);
        QCOMPARE(its.routes.size(), WiredForwarding::mostRoutes);
        QVERIFY(std::ranges::all_of(its.routes, [](const auto& each) { return each.table == WiredRoute::mainTable; }));
    }

    /// The kernel is asked for routes only after a change, of which it tells some only by what is gone.
    void routesFollowEachChange_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QStringList>("routes");
        QTest::newRow("none") << "true"
                              << QStringList{"10.4.0.0/16", "10.5.0.0/16", "10.6.0.0/16 via 10.9.0.2", "10.9.0.0/24"};
        QTest::newRow("a route is added")
            << "ip route add 10.7.0.0/16 dev br0"
            << QStringList{"10.4.0.0/16", "10.5.0.0/16", "10.6.0.0/16 via 10.9.0.2", "10.7.0.0/16", "10.9.0.0/24"};
        QTest::newRow("a route is removed")
            << "ip route delete 10.5.0.0/16" << QStringList{"10.4.0.0/16", "10.6.0.0/16 via 10.9.0.2", "10.9.0.0/24"};
        QTest::newRow("the address is removed") << "ip addr flush dev br0" << QStringList{"10.6.0.0/16 via 10.9.0.2"};
        QTest::newRow("the device is down") << "ip link set br0 down" << QStringList();
        QTest::newRow("the next hop is removed")
            << "ip nexthop delete id 5" << QStringList{"10.4.0.0/16", "10.5.0.0/16", "10.9.0.0/24"};
    }
    void routesFollowEachChange() {
        QFETCH(const QString, change);
        QFETCH(const QStringList, routes);
        shell("ip link add br0 type bridge; ip link set br0 up; ip addr add 10.9.0.1/24 dev br0;"
              "ip route add 10.4.0.0/16 dev br0 src 10.9.0.1; ip route add 10.5.0.0/16 dev br0; ip nexthop add id 5 "
              "via 10.9.0.2 dev br0;"
              "ip route add 10.6.0.0/16 nhid 5");
        WiringReader reader = WiringReader::open().value();
        const auto read = [&] {
            const Map map{reader.read().value()};
            QStringList all;
            for (const auto& route : Map::device(map.own(), "br0")->forwarding.routes) {
                if (route.destination.address.family == IpAddress::Family::V4)
                    all << QString::fromStdString(routeText(route));
            }
            all.sort();
            return all;
        };
        QCOMPARE(read(), (QStringList{"10.4.0.0/16", "10.5.0.0/16", "10.6.0.0/16 via 10.9.0.2", "10.9.0.0/24"}));
        shell(qPrintable(change));
        QTRY_COMPARE(read(), routes);
    }

    void tellsNamespacesOfProcesses() {
        const RunningProgram container("unshare", {"-n", "sleep", "300"});
        const auto network = [&] {
            return run("readlink", {QStringLiteral("/proc/%1/ns/net").arg(container.pid())}).out;
        };
        QTRY_VERIFY(network() != run("readlink", {"/proc/self/ns/net"}).out);
        shell(qPrintable(QStringLiteral("ip link add out0 type veth peer name eth0 netns %1").arg(container.pid())));
        const Map map = Map::read();
        const auto area = std::ranges::find(map.wiring.areas, container.pid(), &WiringArea::firstProcess);
        QVERIFY(area != map.wiring.areas.end());
        QVERIFY(area->kind == WiringArea::Kind::Process);
        QCOMPARE(area->place, "pid:" + std::to_string(container.pid()));
        QVERIFY(Map::device(&*area, "eth0") != nullptr);
        QCOMPARE(map.edges(), QStringList{QString::fromStdString("out0 pair eth0@" + titleOf(*area))});
        shell("ip link delete out0");
    }

    void tellsATunnelAndWhatItSendsThrough() {
        shell("ip link add br0 type bridge; ip link add vx0 type vxlan id 77 dstport 4789 remote 192.0.2.9 dev br0");
        const Map map = Map::read();
        const WiredDevice* tunnel = Map::device(map.own(), "vx0");
        QVERIFY(tunnel != nullptr && tunnel->kind == WiredKind::Vxlan);
        QCOMPARE(tunnel->tag.value_or(0), std::uint32_t{77});
        QCOMPARE(tunnel->remote->text(), std::string("192.0.2.9"));
        QCOMPARE(map.edges(), QStringList{"vx0 tunnel br0"});
    }

    void namesTheProcessThatHasThisDeviceAndNoneOfTheSameName() {
        shell("ip tuntap add same0 mode tap; ip -n blue tuntap add same0 mode tap; ip link set same0 up;"
              "ip -n blue link set same0 up");
        const RunningProgram there(
            "ip", {"netns", "exec", "blue", program, "capture", "same0", "-w", folder_.filePath("there.pcapng")});
        const auto pid = static_cast<pid_t>(there.pid()); // `ip netns exec` becomes the program
        QTRY_COMPARE(holdersOf(Map::device(Map::read().area("netns blue"), "same0")), std::vector<pid_t>{pid});
        QCOMPARE(holdersOf(Map::device(Map::read().own(), "same0")), std::vector<pid_t>{});
        QVERIFY(usersOf(named("same0")).empty());
        QCOMPARE(usersOf(named("same0"), pid).size(), std::size_t{1});
        shell("ip link delete same0");
    }

    void namesAProcessWithADevOfItsOwn() {
        shell("ip tuntap add boxed0 mode tap; ip link set boxed0 up");
        const QString script = "mount -t tmpfs none /dev; mkdir /dev/net; mknod /dev/net/tun c 10 200;"
                               "mknod /dev/null c 1 3; exec \"$0\" capture boxed0 -w \"$1\"";
        const RunningProgram container("unshare",
                                       {"--mount", "sh", "-c", script, program, folder_.filePath("boxed.pcapng")});
        QTRY_COMPARE(holdersOf(Map::device(Map::read().own(), "boxed0")),
                     std::vector<pid_t>{static_cast<pid_t>(container.pid())});
        shell("ip link delete boxed0");
    }

    void namesTheProcessOfADeviceThatWentElsewhere() {
        shell("ip tuntap add away0 mode tap; ip link set away0 up");
        const RunningProgram here(program, {"capture", "away0", "-w", folder_.filePath("here.pcapng")});
        const auto pid = static_cast<pid_t>(here.pid());
        QTRY_COMPARE(holdersOf(Map::device(Map::read().own(), "away0")), std::vector<pid_t>{pid});
        // The process that has it open stays in this namespace, where another device gets the name.
        shell("ip link set away0 netns blue; ip tuntap add away0 mode tap; ip link set away0 up");
        const Map map = Map::read();
        QCOMPARE(holdersOf(Map::device(map.area("netns blue"), "away0")), std::vector<pid_t>{pid});
        QCOMPARE(holdersOf(Map::device(map.own(), "away0")), std::vector<pid_t>{});
        QVERIFY(usersOf(named("away0")).empty());
        shell("ip link delete away0");
    }

    void waitsForAChangeInAnyNamespace() {
        auto reader = WiringReader::open().value();
        QVERIFY(reader.read());
        reader.wake();
        reader.wait(std::chrono::minutes(4)); // ends at once
        shell("ip -n blue link add new0 type bridge");
        reader.wait(std::chrono::minutes(4)); // ends because the kernel has reported the change
        const Map map{reader.read().value()};
        QVERIFY(Map::device(map.area("netns blue"), "new0") != nullptr);
        shell("ip netns delete blue; ip netns add blue");
        const Map again{reader.read().value()};
        QVERIFY(Map::device(again.area("netns blue"), "new0") == nullptr);
    }

    void tellsHundredsOfDevices() {
        shell("for n in $(seq 20); do ip netns add many$n; for d in $(seq 12); do"
              " echo link add a$d netns many$n type veth peer name b$d netns many$n; done | ip -batch -; done");
        const Map map = Map::read();
        std::size_t devices = 0;
        for (int i = 1; i <= 20; ++i) {
            const WiringArea* area = map.area("netns many" + std::to_string(i));
            QVERIFY(area != nullptr);
            devices += area->devices.size();
        }
        QCOMPARE(devices, std::size_t{20} * (24 + 1));
        QVERIFY(std::ranges::count(map.wiring.edges, WiringEdge::Kind::Pair, &WiringEdge::kind) >= 20 * 12);
        shell("for n in $(seq 20); do ip netns delete many$n; done");
    }

    void aHostileNameIsPrintable() {
        shell("ip netns add \"$(printf 'red\\033[31m\\n')\"");
        const Map map = Map::read();
        QVERIFY(map.area("netns red\\033[31m") != nullptr);
        shell("ip netns delete \"$(printf 'red\\033[31m\\n')\"");
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(WiringTest)
#include "wiring_test.moc"
