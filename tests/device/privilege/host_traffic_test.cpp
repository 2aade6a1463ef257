#include "hostile_session.h"

#include <privilege/helper_connection.h>
#include <privilege/helper_control.h>
#include <support/commands.h>

#include <QCoreApplication>
#include <QFile>
#include <QTest>

#include <array>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// Ethernet and IPv6 headers, and an ICMPv6 message (RFC 4443) with its checksum.
std::vector<std::byte> icmp6Frame(const char* from, const char* to, std::vector<std::uint8_t> message) {
    const auto source = IpAddress::parse(from)->octets, target = IpAddress::parse(to)->octets;
    std::vector<std::uint8_t> sum(source.begin(), source.end());
    sum.insert(sum.end(), target.begin(), target.end());
    sum.insert(sum.end(), {0, 0, 0, static_cast<std::uint8_t>(message.size()), 0, 0, 0, 58});
    sum.insert(sum.end(), message.begin(), message.end());
    std::uint32_t total = 0;
    for (std::size_t i = 0; i < sum.size(); i += 2)
        total += static_cast<std::uint32_t>(sum[i]) << 8 | sum[i + 1];
    while (total >> 16 != 0)
        total = (total & 0xffff) + (total >> 16);
    message[2] = static_cast<std::uint8_t>(~total >> 8 & 0xff);
    message[3] = static_cast<std::uint8_t>(~total & 0xff);
    std::vector<std::uint8_t> frame{0x33, 0x33, 0, 0, 0, 1, 2, 0x42, 0xfe, 0, 0, 9, 0x86, 0xdd, 0x60, 0, 0, 0};
    frame.insert(frame.end(), {0, static_cast<std::uint8_t>(message.size()), 58, 255});
    frame.insert(frame.end(), source.begin(), source.end());
    frame.insert(frame.end(), target.begin(), target.end());
    frame.insert(frame.end(), message.begin(), message.end());
    const auto bytes = std::as_bytes(std::span(frame));
    return {bytes.begin(), bytes.end()};
}

} // namespace

/// Devices of a user must not divert traffic of the host: their names, addresses and routes.
class HostTrafficTest : public QObject, private HostileSession {
    Q_OBJECT

public:
    explicit HostTrafficTest(UserScene scene) : HostileSession(std::move(scene)) {}

private slots:
    void init() { begin(); }
    void cleanup() { client_.reset(); }

    void namesOfPhysicalInterfacesAreRefused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"eth7", "enp3s0", "wlan0", "wwan0", "all", "default"})
            QTest::newRow(name) << name;
    }
    void namesOfPhysicalInterfacesAreRefused() {
        QFETCH(QString, name);
        for (const Request& request : std::initializer_list<Request>{
                 CreateDevice{named(name), {}}, CreateDevice{named(name), {.existing = TapOptions::Existing::Open}},
                 CreatePair{VethPair{named(name), named("pair1")}},
                 CreatePair{VethPair{named("pair0"), named(name)}}}) {
            const QString answer = client_->ask(request);
            QVERIFY2(answer.contains("take a device with that name for a physical interface"), qPrintable(answer));
            QVERIFY2(answer.contains("host-traffic = allowed"), qPrintable(answer));
        }
        QVERIFY(ipDevice(name).isEmpty() && ipDevice("pair0").isEmpty());
    }

    void addressesThatDivertTrafficOfTheHostAreRefused_data() {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("broadcast");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* prefix, const char* said, const char* peer = "", const char* broadcast = "") {
            QTest::newRow((std::string(prefix) + ' ' + peer + ' ' + broadcast).c_str())
                << prefix << peer << broadcast << said;
        };
        for (const char* somebodys : {"8.8.8.1/24", "1.0.0.1/1", "0.0.0.1/0", "10.0.0.1/7", "100.100.100.200/32",
                                      "169.254.169.254/32", "127.0.0.5/32", "224.0.0.1/32", "2001:4860::1/32",
                                      "2000::1/3", "::1/0", "::2/128", "fe80::1/9", "ff02::1/128"})
            row(somebodys, "is not for private use");
        row("192.168.7.9/24", "the route 192.168.7.0/24 of up0");
        row("192.168.7.2/32", "of up0");
        row("192.168.0.1/16", "the route 192.168.7.0/24 of up0");
        row("10.77.5.1/24", "the route 10.77.0.0/16 of up0"); // an overlap with a part is enough
        row("10.0.0.1/8", "the route 10.");
        row("10.88.0.1/24", "the route 10.88.0.0/16"); // in another table, and without a device
        row("10.55.0.9/32", "the neighbour 10.55.0.9 of up0");
        row("fd77::9/64", "of up0");
        row("10.9.0.1/32", "8.8.8.8/32 is not for private use", "8.8.8.8");
        row("10.9.0.1/24", "8.8.8.0/24 is not for private use", "8.8.8.0");
        row("10.9.0.1/24", "8.8.8.8/32 is not for private use", "", "8.8.8.8");
        row("10.9.0.1/32", "the route 192.168.7.0/24 of up0", "192.168.7.1");
    }
    void addressesThatDivertTrafficOfTheHostAreRefused() {
        QFETCH(QString, prefix);
        QFETCH(QString, peer);
        QFETCH(QString, broadcast);
        QFETCH(QString, said);
        InterfaceAddress address{.prefix = *IpPrefix::parse(prefix.toStdString())};
        if (!peer.isEmpty())
            address.peer = *IpAddress::parse(peer.toStdString());
        if (!broadcast.isEmpty())
            address.broadcast = *IpAddress::parse(broadcast.toStdString());
        const auto before = ipAddresses("mine0");
        const QString answer = client_->ask(ChangeDevice{named("mine0"), AddAddress{address}});
        QVERIFY2(answer.contains("it would divert traffic of the host: ") && answer.contains(said), qPrintable(answer));
        QVERIFY2(answer.contains("host-traffic = allowed in /etc/tapscope/helper.conf"), qPrintable(answer));
        QCOMPARE(ipAddresses("mine0"), before);
    }

    void addressesThatNobodyUsesAreGranted_data() {
        QTest::addColumn<QString>("prefix");
        for (const char* prefix : {"10.9.0.1/24", "10.9.0.2/24", "172.31.255.1/30", "192.168.8.1/24", "203.0.113.1/24",
                                   "fd09::1/64", "fe80::5/64", "2001:db8::1/48"})
            QTest::newRow(prefix) << prefix;
    }
    void addressesThatNobodyUsesAreGranted() {
        QFETCH(QString, prefix);
        // The same address on two of the user's own devices is allowed.
        for (const char* device : {"mine0", "ours0"}) {
            const auto name = named(device);
            const InterfaceAddress address{.prefix = *IpPrefix::parse(prefix.toStdString())};
            QCOMPARE(client_->ask(ChangeDevice{name, LinkState::Up}), QString("granted"));
            QCOMPARE(client_->ask(ChangeDevice{name, AddAddress{address}}), QString("granted"));
        }
        for (const char* device : {"mine0", "ours0"}) {
            const InterfaceAddress address{.prefix = *IpPrefix::parse(prefix.toStdString())};
            QCOMPARE(client_->ask(ChangeDevice{named(device), RemoveAddress{address}}), QString("granted"));
        }
    }

    void theUserOfADeviceIsNotTheHostsRouter() {
        const auto helper = HelperConnection::start({scene_.rightsHelper, "--own-devices"});
        QVERIFY2(helper, helper ? "" : helper.error().text().c_str());
        const auto control = helperControl(*helper, HelperPlace::Here);
        auto device = control->open(named("mine0"));
        QVERIFY2(device, device ? "" : device.error().text().c_str());
        QVERIFY(device->setBlocking(Blocking::No));
        QVERIFY(control->change(named("mine0"), Mtu{1500}));
        QVERIFY(control->change(named("mine0"), LinkState::Up));
        QTRY_VERIFY(carriesFrames("mine0"));
        // A router advertisement: a default route for half an hour, and a prefix for addresses (RFC 4861).
        std::vector<std::uint8_t> advertisement{134, 0, 0, 0, 64, 0, 0x07, 0x08, 0,  0,
                                                0,   0, 0, 0, 0,  0, 3,    4,    32, 0xc0};
        advertisement.insert(advertisement.end(), {0, 0, 7, 8, 0, 0, 7, 8, 0, 0, 0, 0, 0x20, 1, 0x48, 0x60});
        advertisement.insert(advertisement.end(), 12, 0);
        QVERIFY(device->send(icmp6Frame("fe80::66", "ff02::1", advertisement)));
        // A ping after it is answered when the advertisement has been processed.
        const auto ping = icmp6Frame("fe80::66", "ff02::1", {128, 0, 0, 0, 0, 1, 0, 1});
        bool answered = false;
        const auto isAnswered = [&] {
            static_cast<void>(device->send(ping));
            std::array<std::byte, 2000> frame{};
            for (auto size = device->receive(frame); size; size = device->receive(frame)) {
                // The host first asks for our address, so neighbour discovery counts as an answer.
                answered = answered || (*size >= 78 && frame[20] == std::byte{58} && frame[54] == std::byte{135} &&
                                        frame[77] == std::byte{0x66});
            }
            return answered;
        };
        QTRY_VERIFY(isAnswered());
        const QByteArray routes = run("ip", {"-6", "route", "show", "dev", "mine0"}).out;
        QVERIFY2(!routes.contains("default") && !routes.contains("2001:4860"), routes);
    }

    void ipv6DoesNotComeToADeviceThatIsOn() {
        const auto name = named("mine0");
        QCOMPARE(client_->ask(ChangeDevice{name, LinkState::Down}), QString("granted"));
        QCOMPARE(client_->ask(ChangeDevice{name, Mtu{1000}}), QString("granted")); // less than IPv6 requires
        QCOMPARE(client_->ask(ChangeDevice{name, LinkState::Up}), QString("granted"));
        const QString answer = client_->ask(ChangeDevice{name, Mtu{1500}});
        QVERIFY2(answer.contains("Switch it off first"), qPrintable(answer));
        QCOMPARE(client_->ask(ChangeDevice{name, LinkState::Down}), QString("granted"));
        QCOMPARE(client_->ask(ChangeDevice{name, Mtu{1500}}), QString("granted"));
        QCOMPARE(client_->ask(ChangeDevice{name, LinkState::Up}), QString("granted"));
        QFile setting("/proc/sys/net/ipv6/conf/mine0/accept_ra");
        QVERIFY(setting.open(QFile::ReadOnly));
        QCOMPARE(setting.readAll().trimmed(), QByteArray("0"));
    }
};

int main(int argc, char** argv) {
    auto scene = becomeOrdinaryUser(TunNode::OpenToAll, R"(
        set -e
        ip tuntap add mine0 mode tap user 64001; ip tuntap add ours0 mode tap group 64001
        ip link add up0 type veth peer name up1
        ip link set up0 up; ip link set up1 up
        ip address add 192.168.7.2/24 dev up0; ip address add fd77::2/64 dev up0 nodad
        ip route add default via 192.168.7.1
        ip route add 10.77.0.0/16 via 192.168.7.1
        ip route add blackhole 10.88.0.0/16 table 7
        ip neighbour add 10.55.0.9 lladdr 02:00:00:00:00:09 dev up0 nud permanent)");
    QCoreApplication application(argc, argv);
    HostTrafficTest test(std::move(scene));
    return QTest::qExec(&test, argc, argv);
}

#include "host_traffic_test.moc"
