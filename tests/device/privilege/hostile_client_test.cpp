#include "hostile_client.h"

#include <privilege/helper_connection.h>
#include <privilege/helper_control.h>
#include <support/commands.h>
#include <support/ordinary_user.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <optional>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

namespace {

UserScene scene;
std::optional<std::pair<MessageSocket, MessageSocket>> pairOfRoots; // created by root

InterfaceName named(const QString& text) {
    return *InterfaceName::parse(text.toStdString());
}

PortRequest everything() {
    return {.filter = {{.code = 6, .operand = 262144}}, .bufferSize = 2U << 20}; // ret #262144
}

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

/// The bytes in rings of the packet sockets of this namespace, as ss(8) shows them.
std::size_t ringsShownBySs() {
    const QString shown = QString::fromUtf8(run("ss", {"--packet", "--extended", "--numeric"}).out);
    static const QRegularExpression ring("ring_rx\\(blk_size:(\\d+),blk_nr:(\\d+)");
    std::size_t bytes = 0;
    for (auto each = ring.globalMatch(shown); each.hasNext();) {
        const auto match = each.next();
        bytes += match.captured(1).toULongLong() * match.captured(2).toULongLong();
    }
    return bytes;
}

} // namespace

/// An ordinary user with an installed helper who tries to do more than the helper permits.
class HostileClientTest : public QObject {
    Q_OBJECT

    std::unique_ptr<HostileClient> client_;

    static QByteArray shown(const QString& device) { return run("ip", {"-d", "address", "show", "dev", device}).out; }
    bool ran(const std::string& program, const QStringList& words) {
        const QString proof = QString::fromStdString(scene.folder) + "/proof";
        QFile::remove(proof);
        const auto result = run(QString::fromStdString(program), words + QStringList{"touch", proof});
        return QFile::exists(proof) || result.status == 0;
    }

private slots:
    void cleanupTestCase() { QDir(QString::fromStdString(scene.folder)).removeRecursively(); }
    void init() {
        client_ = std::make_unique<HostileClient>(scene.rightsHelper);
        QCOMPARE(client_->ask(Hello{}), QString("granted"));
    }
    void cleanup() { client_.reset(); }

    void invalidRequestsAreRefused_data() {
        QTest::addColumn<QList<QByteArray>>("messages");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* what, std::vector<Request> requests, const char* said) {
            QList<QByteArray> messages;
            for (const auto& request : requests) {
                const auto bytes = encode(request);
                messages << QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size()));
            }
            QTest::newRow(what) << messages << QString(said);
        };
        QTest::newRow("nonsense") << QList<QByteArray>{"\xff\xff"} << "it is malformed";
        QTest::newRow("40 kB") << QList<QByteArray>{QByteArray(40000, '\1')} << "it is too long";
        row("no greeting", {OpenDevice{named("mine0")}}, "the first request is not a greeting");
        row("another version", {Hello{.version = 99}}, "version 99 was requested");
        row("two greetings", {Hello{}, Hello{}}, "it has greeted its one client already");
        row("a route socket", {Hello{}, OpenRouteSocket{}}, "no rights are needed to open one");
    }
    void invalidRequestsAreRefused() {
        QFETCH(QList<QByteArray>, messages);
        QFETCH(QString, said);
        HostileClient client(scene.rightsHelper);
        for (int i = 0; i < messages.size(); ++i) {
            client.say(std::as_bytes(std::span(messages[i].constData(), static_cast<std::size_t>(messages[i].size()))));
            const QString answer = client.answer();
            if (i + 1 < messages.size())
                QCOMPARE(answer, QString("granted"));
            else
                QVERIFY2(answer.contains(said), qPrintable(answer));
        }
    }

    void devicesOfOthersAreRefused_data() {
        QTest::addColumn<QString>("device");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* device, const char* said) { QTest::newRow(device) << device << said; };
        for (const char* device : {"lo", "phys0"})
            row(device, "it is not a TAP, TUN, vETH or bridge");
        row("none0", "there is no such device");
        for (const char* device : {"free0", "vpn0", "docker0", "docker1", "bridge0"})
            row(device, "it has no owner");
        row("other0", "it belongs to the user with id 4242");
        row("group0", "it belongs to the group with id 4242");
        row("mixed0", "it belongs to the user with id 64001 and the group with id 4242");
    }
    void devicesOfOthersAreRefused() {
        QFETCH(QString, device);
        QFETCH(QString, said);
        const auto name = named(device);
        const auto before = shown(device);
        for (const Request& request : std::initializer_list<Request>{
                 ChangeDevice{name, LinkState::Up}, ChangeDevice{name, Mtu{1400}}, ChangeDevice{name, Owner{64001}},
                 ChangeDevice{name, AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24")}}},
                 ChangeDevice{name, Persistence::Dropped}, ChangeDevice{name, Alias{"tapscope: user 64001"}},
                 ChangeDevice{name, Bridge{}}, ChangeDevice{name, PromiscuousMode::On},
                 ChangeDevice{name, Carrier::Off}, ChangeDevice{name, VnetHeader::On},
                 ChangeDevice{name, PacketInfo::On}, ChangeDevice{name, DeviceGroup{7}},
                 ChangeDevice{name, AddAlternativeName{"mine-too"}}, ChangeDevice{name, RemoveAlternativeName{"x"}},
                 OpenPort{name, everything()}, OpenDevice{name}, DestroyDevice{name}}) {
            const QString answer = client_->ask(request);
            const bool hasNone = device.startsWith("docker") || device == "bridge0";
            if (hasNone && std::holds_alternative<OpenDevice>(request)) {
                QVERIFY2(answer.contains("has no descriptor"), qPrintable(answer));
                continue;
            }
            QVERIFY2(answer.contains(said), qPrintable(answer));
            if (said.startsWith("it belongs")) { // the message also has a hint
                QVERIFY2(answer.contains("others-devices = "), qPrintable(answer));
                QVERIFY2(answer.contains("/etc/tapscope/helper.conf"), qPrintable(answer));
            }
        }
        if (said != "there is no such device")
            QVERIFY(client_->ask(CreateDevice{name, {.existing = TapOptions::Existing::Open}}).startsWith("Cannot "));
        QCOMPARE(shown(device), before);
    }

    void devicesOfTheUserOrTheirGroupsAreGranted_data() {
        QTest::addColumn<QString>("device");
        QTest::newRow("owner") << "mine0";
        QTest::newRow("group") << "ours0";
    }
    void devicesOfTheUserOrTheirGroupsAreGranted() {
        QFETCH(QString, device);
        const auto name = named(device);
        QCOMPARE(client_->ask(ChangeDevice{name, Mtu{1400}}), QString("granted"));
        QCOMPARE(client_->ask(OpenPort{name, everything()}), QString("granted"));
        QCOMPARE(client_->ask(OpenDevice{name}), QString("granted"));
    }

    void aPairStaysItsMakersInLaterSessions() {
        QCOMPARE(client_->ask(CreatePair{VethPair{named("pair0"), named("pair1")}}), QString("granted"));
        client_ = std::make_unique<HostileClient>(scene.rightsHelper);
        QCOMPARE(client_->ask(Hello{}), QString("granted"));
        for (const char* end : {"pair0", "pair1"})
            QCOMPARE(client_->ask(ChangeDevice{named(end), Mtu{1400}}), QString("granted"));
        QCOMPARE(client_->ask(DestroyDevice{named("pair1")}), QString("granted"));
    }

    void devicesAreNotGivenAway_data() {
        QTest::addColumn<std::optional<uid_t>>("owner");
        QTest::addColumn<std::optional<gid_t>>("group");
        using User = std::optional<uid_t>;
        using Group = std::optional<gid_t>;
        QTest::newRow("root") << User(0) << Group();
        QTest::newRow("another user") << User(4242) << Group();
        QTest::newRow("root's group") << User() << Group(0);
        QTest::newRow("another group") << User(ordinaryUser) << Group(4242);
    }
    void devicesAreNotGivenAway() {
        QFETCH(std::optional<uid_t>, owner);
        QFETCH(std::optional<gid_t>, group);
        const QString refused =
            client_->ask(CreateDevice{named("gift0"), {.kind = DeviceKind::Tap, .owner = owner, .group = group}});
        QVERIFY2(refused.contains("it would belong to another user, or to a group that you are not in"),
                 qPrintable(refused));
        QVERIFY(ipDevice("gift0").isEmpty());
        if (group)
            return;
        const QString kept = client_->ask(ChangeDevice{named("mine0"), Owner{owner}});
        QVERIFY2(kept.contains("you may give devices only to yourself"), qPrintable(kept));
    }

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

    void aClientThatNeverListensIsLeftWhenItGoes() {
        MessageSocket socket{UniqueFd(dup(client_->fd()))};
        const auto request = encode(Request(OpenDevice{named("none0")}));
        const auto isFull = [&] {
            int taken = 0;
            while (send(socket.fd(), request.data(), request.size(), MSG_DONTWAIT) > 0)
                ++taken;
            return taken == 0 && errno == EAGAIN;
        };
        QTRY_VERIFY(isFull()); // the helper waits for room for its answers, and then takes no more
        socket = MessageSocket{UniqueFd()};
        QVERIFY(client_->leave());
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
        const auto helper = HelperConnection::start({scene.rightsHelper, "--own-devices"});
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

    void queuesHaveABound() {
        const QString answer = client_->ask(ChangeDevice{named("mine0"), TransmitQueueLength{4'000'000'000}});
        QVERIFY2(answer.contains("tapscope-helper accepts up to 100000"), qPrintable(answer));
    }

    void theRingsOfAUserHaveOneBound() {
        constexpr std::size_t bound = std::size_t{64} << 20;
        std::vector<std::shared_ptr<HelperConnection>> helpers;
        std::vector<HelperConnection::Answer> ports;
        QString refusal;
        for (int i = 0; i < 100 && refusal.isEmpty(); ++i) {
            if (i % 5 == 0) {
                auto helper = HelperConnection::start({scene.rightsHelper, "--own-devices"});
                QVERIFY2(helper, helper ? "" : helper.error().text().c_str());
                helpers.push_back(*helper);
            }
            auto port = helpers.back()->ask(OpenPort{named("mine0"), everything()});
            if (port)
                ports.push_back(std::move(*port));
            else
                refusal = QString::fromStdString(port.error().text());
        }
        QVERIFY2(refusal.contains("your captures hold 6") && refusal.contains("of 64 allowed"), qPrintable(refusal));
        QVERIFY2(refusal.contains("ring-memory = "), qPrintable(refusal));
        QVERIFY2(ports.size() >= 8, qPrintable(QString::number(ports.size())));
        const std::size_t held = ringsShownBySs();
        QVERIFY2(held <= bound && held > bound / 2, qPrintable(QString::number(held)));
        ports.clear();
        helpers.clear();
        QCOMPARE(client_->ask(OpenPort{named("mine0"), everything()}), QString("granted"));
    }

    void nothingWithRightsRunsAProgram_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("words");
        const QString self = QString::number(getpid());
        const auto helper = QString::fromStdString(scene.rightsHelper);
        const auto sandbox = QString::fromStdString(scene.folder) + "/sandbox-with-rights";
        QTest::newRow("the helper") << helper << QStringList{"--run-in", self};
        QTest::newRow("the helper, with its word first") << helper << QStringList{"--own-devices", "--run-in", self};
        QTest::newRow("a sandbox that was given rights") << sandbox << QStringList{"--run-in", self};
        QTest::newRow("a sandbox that is set-user-id root")
            << QString::fromStdString(scene.folder) + "/sandbox-of-root" << QStringList{"--run-in", self};
        QTest::newRow("a helper that is set-user-id root")
            << QString::fromStdString(scene.folder) + "/helper-of-root" << QStringList{"--run-in", self};
    }
    void nothingWithRightsRunsAProgram() {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        QVERIFY(!ran(program.toStdString(), words));
    }

    void aHelperWithItsOwnRightsServesOwnDevicesOnly_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("word");
        for (const QString program : {"tapscope-helper-with-rights", "helper-of-root"}) {
            for (const QString word : {"--watch", "--others-devices"})
                QTest::addRow("%s %s", qPrintable(program), qPrintable(word)) << program << word;
        }
    }
    void aHelperWithItsOwnRightsServesOwnDevicesOnly() {
        QFETCH(QString, program);
        QFETCH(QString, word);
        const auto refused = HelperConnection::start({scene.folder + '/' + program.toStdString(), word.toStdString()});
        QVERIFY(!refused);
        const auto text = QString::fromStdString(refused.error().text());
        QVERIFY2(text.contains("polkit did not start it"), qPrintable(text));
    }

    void theClientIsWhoStartedIt() {
        // A socket that belongs to root according to the kernel does not make its holder root.
        HostileClient client(scene.rightsHelper, std::move(*pairOfRoots));
        const QString answer = client.ask(Hello{});
        QVERIFY2(answer.contains("its client is not the user who started it"), qPrintable(answer));
    }

    void descriptorsOfTheClientStayOut() {
        MessageSocket socket{UniqueFd(dup(client_->fd()))};
        std::array<int, 2> ends{};
        QCOMPARE(pipe(ends.data()), 0);
        const UniqueFd reader(ends[0]);
        {
            std::vector<UniqueFd> gifts;
            for (int i = 0; i < 100; ++i)
                gifts.emplace_back(dup(ends[1]));
            close(ends[1]);
            QVERIFY(socket.send(encode(Request(OpenDevice{named("none0")})), gifts));
        }
        QVERIFY(client_->answer().contains("there is no such device"));
        // The other end of the pipe is closed, and the helper still serves.
        std::byte octet{};
        QCOMPARE(read(reader.get(), &octet, 1), 0);
        QVERIFY(client_->ask(OpenDevice{named("none0")}).contains("there is no such device"));
    }

    void nobodyReachesIntoTheHelper() {
        const pid_t helper = client_->process();
        const UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, helper, 0)));
        QVERIFY(process);
        for (int fd = 0; fd < 16; ++fd)
            QVERIFY(syscall(SYS_pidfd_getfd, process.get(), fd, 0) == -1 && errno == EPERM);
        for (const char* file : {"mem", "environ", "maps", "fd/0", "auxv"}) {
            const auto path = "/proc/" + std::to_string(helper) + "/" + file;
            QVERIFY2(open(path.c_str(), O_RDONLY | O_CLOEXEC) == -1 && errno == EACCES, path.c_str());
        }
        QVERIFY(ptrace(PTRACE_ATTACH, helper, nullptr, nullptr) == -1 && errno == EPERM);
        QCOMPARE(client_->ask(OpenDevice{named("none0")}).contains("there is no such device"), true);
    }

    void surroundingsStayOut_data() {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "GCONV_PATH", "PKEXEC_UID", "closed streams",
              "many descriptors", "a few descriptors", "blocked signals", "a timer"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void surroundingsStayOut() {
        QFETCH(const QString, what);
        const auto before = ip({"link", "show"}).size();
        const auto change = [what] {
            if (what == "closed streams") {
                close(STDOUT_FILENO);
                close(STDERR_FILENO);
            } else if (what == "many descriptors") {
                for (int i = 0; i < 900; ++i)
                    static_cast<void>(dup(STDIN_FILENO));
            } else if (what == "a few descriptors") {
                const rlimit few{.rlim_cur = 12, .rlim_max = 12};
                setrlimit(RLIMIT_NOFILE, &few);
            } else if (what == "blocked signals") {
                sigset_t all;
                sigfillset(&all);
                sigprocmask(SIG_BLOCK, &all, nullptr);
            } else if (what == "a timer") {
                alarm(1000);
            }
        };
        const bool isVariable = what.contains('_');
        const auto value =
            what == "PKEXEC_UID" ? QByteArray("0") : QByteArray::fromStdString(scene.folder + "/foreign.so");
        HostileClient client(scene.rightsHelper, *MessageSocket::pair(), change,
                             isVariable ? what.toLatin1() + '=' + value : QByteArray());
        QCOMPARE(client.ask(Hello{}), QString("granted"));
        QVERIFY2(!QFile::exists(QString::fromStdString(scene.folder) + "/loaded"), "a foreign library was loaded");
        QVERIFY(client.ask(OpenDevice{named("other0")}).contains("it belongs to the user with id 4242"));
        QCOMPARE(client.ask(DestroyDevice{named("mine0")}).contains("granted"), true);
        QCOMPARE(client.ask(CreateDevice{named("mine0"), {.persistence = Persistence::Kept}}), QString("granted"));
        QCOMPARE(ip({"link", "show"}).size(), before);
        QVERIFY(client.leave()); // whichever signals were blocked
    }

    void devicesHaveABound() {
        constexpr int most = 256;
        QStringList names;
        QString answer;
        for (int i = 0; i <= most; ++i) {
            answer =
                client_->ask(CreateDevice{named(QStringLiteral("bound%1").arg(i)), {.persistence = Persistence::Kept}});
            if (answer != "granted")
                break;
            names << QStringLiteral("bound%1").arg(i);
        }
        QVERIFY2(answer.contains("of the 256 that a user may have"), qPrintable(answer));
        QVERIFY(names.size() < most);
        QVERIFY(client_->ask(CreatePair{}).contains("of the 256 that a user may have"));
        for (const QString& name : names)
            QCOMPARE(client_->ask(DestroyDevice{named(name)}), QString("granted"));
    }

    void servesOneProcessOnly() {
        // Another process that has obtained our end of the socket.
        const pid_t child = fork();
        if (child == 0) {
            const auto request = encode(Request(OpenDevice{named("mine0")}));
            _exit(send(client_->fd(), request.data(), request.size(), 0) > 0 ? 0 : 1);
        }
        QCOMPARE(waitpid(child, nullptr, 0), child);
        const QString answer = client_->answer();
        QVERIFY2(answer.contains("it serves process") && answer.contains("and no other"), qPrintable(answer));
    }

    void aFilterThatTheKernelRefusesIsRefused() {
        PortRequest port{.filter = {{.code = 0xffff}}};
        const QString answer = client_->ask(OpenPort{named("mine0"), port});
        QVERIFY2(answer.contains("attach the capture filter"), qPrintable(answer));
    }
};

int main(int argc, char** argv) {
    pairOfRoots = *MessageSocket::pair();
    scene = becomeOrdinaryUser(TunNode::OpenToAll, R"(
        set -e
        ip link add phys0 type ifb; ip link add bridge0 type bridge
        ip tuntap add free0 mode tap; ip tuntap add vpn0 mode tun
        ip link add docker0 type veth peer name docker1
        ip tuntap add other0 mode tap user 4242; ip tuntap add group0 mode tap group 4242
        ip tuntap add mixed0 mode tap user 64001 group 4242
        ip tuntap add mine0 mode tap user 64001; ip tuntap add ours0 mode tap group 64001
        ip link add up0 type veth peer name up1
        ip link set up0 up; ip link set up1 up
        ip address add 192.168.7.2/24 dev up0; ip address add fd77::2/64 dev up0 nodad
        ip route add default via 192.168.7.1
        ip route add 10.77.0.0/16 via 192.168.7.1
        ip route add blackhole 10.88.0.0/16 table 7
        ip neighbour add 10.55.0.9 lladdr 02:00:00:00:00:09 dev up0 nud permanent
        for program in sandbox helper; do
            cp "$SCENE/tapscope-$program" "$SCENE/$program-of-root"; chmod 4755 "$SCENE/$program-of-root"
        done
        cp "$SCENE/tapscope-sandbox" "$SCENE/sandbox-with-rights"
        printf '#include <fcntl.h>\n__attribute__((constructor)) static void loaded() { creat("'"$SCENE"'/loaded", 0600); }\n' |
            cc -shared -fPIC -x c -o "$SCENE/foreign.so" -
        setcap cap_net_admin,cap_net_raw+ep "$SCENE/sandbox-with-rights")");
    QCoreApplication application(argc, argv);
    HostileClientTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "hostile_client_test.moc"
