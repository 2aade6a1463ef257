#include <capture/sources.h>
#include <net/interface.h>
#include <privilege/escalating_control.h>
#include <privilege/helper_connection.h>
#include <privilege/helper_control.h>
#include <support/commands.h>
#include <support/ordinary_user.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <future>
#include <set>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

UserScene scene;

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

constexpr std::size_t most = 4096; // frames at once

QByteArray statusOf(pid_t process, const QByteArray& key) {
    QFile file(QStringLiteral("/proc/%1/status").arg(process));
    if (!file.open(QFile::ReadOnly))
        return {};
    for (const auto& line : file.readAll().split('\n')) {
        if (line.startsWith(key + ':'))
            return line.mid(key.size() + 1).simplified();
    }
    return {};
}

class FrameCounter final : public PortSink {
public:
    void interface(std::uint32_t, const CaptureInterface&) override {}
    void frames(std::span<const Frame> batch) override {
        for (const Frame& frame : batch) {
            ++count;
            directions.insert(frame.direction);
        }
    }
    void gap(std::string_view, std::optional<std::uint64_t>) override { ++gaps; }
    void block(std::uint32_t, Bytes) override {}
    int count = 0, gaps = 0;
    std::set<Direction> directions;
};

} // namespace

/// tapscope-helper and its client, as an ordinary user whose helper has file capabilities. Whether numbered frames
/// arrive at the device's owner in order.
bool sendsInOrder(Port& port, TapDevice& owner) {
    constexpr std::uint32_t many = 4000;
    std::array<std::byte, 2000> buffer{};
    std::uint32_t sent = 0, received = 0;
    const auto takeWhatIsThere = [&] {
        while (const auto size = owner.receive(buffer)) {
            if (*size < 100 || buffer[12] != std::byte{0x88} || buffer[13] != std::byte{0xb6})
                continue;
            std::uint32_t number = 0;
            std::memcpy(&number, buffer.data() + 14, sizeof number);
            if (number != received++)
                return false;
        }
        return true;
    };
    while (sent < many) {
        std::vector<std::array<std::byte, 100>> bytes(std::min<std::uint32_t>(many - sent, 50));
        std::vector<Frame> frames;
        for (auto& each : bytes) {
            each[12] = std::byte{0x88};
            each[13] = std::byte{0xb6};
            const std::uint32_t number = sent + static_cast<std::uint32_t>(frames.size());
            std::memcpy(each.data() + 14, &number, sizeof number);
            frames.push_back({.bytes = each});
        }
        const Sent done = port.send(frames);
        sent += static_cast<std::uint32_t>(done.frames);
        // The device's queue is short, so frames in it are read before more are sent.
        if (done.failed() != 0 || !QTest::qWaitFor([&] { return !takeWhatIsThere() || received >= sent; }))
            return false;
    }
    return received == many;
}

class HelperTest : public QObject {
    Q_OBJECT

    const HelperProgram withRights_{.path = scene.rightsHelper, .pkexec = "/nowhere/pkexec"};
    const HelperProgram withoutRights_{.path = scene.helper, .pkexec = "/nowhere/pkexec"};

private slots:
    void cleanupTestCase() { QDir(QString::fromStdString(scene.folder)).removeRecursively(); }

    void theUserAloneMayNotCreateDevices() {
        const auto refused = directControl()->create(named("own0"), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotPermitted);
    }

    void doesAllThatTheDeviceEditorAsks() {
        const auto control = escalatingControl(withRights_);
        auto device = control->create(named("edit0"), {});
        QVERIFY2(device, device ? "" : device.error().text().c_str());
        const auto name = device->name();
        for (const DeviceChange& change : std::initializer_list<DeviceChange>{
                 Mtu{1400}, *MacAddress::parse("02:42:0a:09:00:01"), TransmitQueueLength{77},
                 AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24")}}, LinkState::Up,
                 AddAddress{{.prefix = *IpPrefix::parse("fd09::1/64")}}}) {
            const auto done = control->change(name, change);
            QVERIFY2(done, done ? "" : done.error().text().c_str());
        }
        const auto shown = ipDevice("edit0");
        QVERIFY(shown.value("flags").toArray().contains("UP"));
        QCOMPARE(shown.value("mtu").toInt(), 1400);
        QCOMPARE(shown.value("txqlen").toInt(), 77);
        QCOMPARE(shown.value("address").toString(), QString("02:42:0a:09:00:01"));
        QCOMPARE(ipAddresses("edit0"), (QStringList{"10.9.0.1/24", "fd09::1/64"}));
        // It belongs to its creator, who can open it again.
        QCOMPARE(control->info(name)->owner.value_or(0), ordinaryUser);
        QVERIFY(control->change(name, RemoveAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24")}}));
        QVERIFY(control->change(name, LinkState::Down));
        QVERIFY(device->setPersistence(Persistence::Kept));
        device = std::unexpected(Error{});
        QVERIFY(control->change(name, Persistence::Kept));
        QVERIFY(control->open(name)); // as its owner, without the helper
        QVERIFY(control->change(name, Owner{ordinaryUser}));
        QVERIFY(control->destroy(name));
        QVERIFY(ipDevice("edit0").isEmpty());
    }

    void makesConfiguresAndOpensATun() {
        const auto control = escalatingControl(withRights_);
        auto device = control->create({}, {.kind = DeviceKind::Tun});
        QVERIFY2(device && device->setBlocking(Blocking::No), device ? "" : device.error().text().c_str());
        const auto name = device->name();
        QCOMPARE(name.text(), std::string("tun0"));
        QCOMPARE(ipKindData("tun0").value("type").toString(), QString("tun"));
        for (const DeviceChange& change : std::initializer_list<DeviceChange>{
                 Mtu{1400}, AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24")}}, LinkState::Up}) {
            const auto done = control->change(name, change);
            QVERIFY2(done, done ? "" : done.error().text().c_str());
        }
        QCOMPARE(ipDevice("tun0").value("mtu").toInt(), 1400);
        QCOMPARE(ipAddresses("tun0"), QStringList{"10.9.0.1/24"});
        QVERIFY(!control->change(name, *MacAddress::parse("02:42:0a:09:00:01"))); // layer 3 has no MAC address
        const UniqueFd sender(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in beyond{
            .sin_family = AF_INET, .sin_port = htons(5201), .sin_addr = {htonl(0x0a090002)}, .sin_zero = {}};
        const auto gotPacket = [&] { // without a header before it
            sendto(sender.get(), "hello", 5, 0, reinterpret_cast<const sockaddr*>(&beyond), sizeof(beyond));
            std::array<std::byte, 2000> buffer{};
            const auto size = device->receive(buffer);
            return size && *size == 20 + 8 + 5 && buffer[0] == std::byte{0x45};
        };
        QTRY_VERIFY(gotPacket());
        QVERIFY(device->setPersistence(Persistence::Kept));
        device = std::unexpected(Error{});
        QVERIFY(control->open(name)); // as its owner
        QVERIFY(control->destroy(name));
        QVERIFY(ipDevice("tun0").isEmpty());
    }

    void makesConfiguresAndMonitorsAPair() {
        const auto control = escalatingControl(withRights_);
        const auto pair = control->createPair({});
        QVERIFY2(pair, pair ? "" : pair.error().text().c_str());
        for (const auto& end : {pair->name, pair->peer}) {
            for (const DeviceChange& change : std::initializer_list<DeviceChange>{Mtu{9000}, LinkState::Up}) {
                const auto done = control->change(end, change);
                QVERIFY2(done, done ? "" : done.error().text().c_str());
            }
        }
        QVERIFY(control->change(pair->name, AddAddress{{.prefix = *IpPrefix::parse("10.8.0.1/24")}}));
        QVERIFY(control->change(pair->peer, *MacAddress::parse("02:42:0a:08:00:02")));
        QCOMPARE(ipAddresses("veth0"), QStringList{"10.8.0.1/24"});
        QCOMPARE(ipDevice("veth1").value("address").toString(), QString("02:42:0a:08:00:02"));
        QCOMPARE(ipDevice("veth1").value("mtu").toInt(), 9000);
        const MonitorOptions ours{.filter = "ether proto 0x88b5", .bufferSize = 16U << 20};
        auto near = monitorInterface(pair->name, ours, control);
        auto far = monitorInterface(pair->peer, ours, control);
        QVERIFY2(near && far, near ? "" : near.error().text().c_str());
        std::vector<std::byte> frame(60, std::byte{0});
        frame[12] = std::byte{0x88};
        frame[13] = std::byte{0xb5};
        QCOMPARE((*near)->send(std::array{Frame{.bytes = frame}}).frames, std::size_t{1});
        FrameCounter seen;
        QTRY_VERIFY((static_cast<void>((*far)->receive(seen, most)), seen.count == 1));
        QCOMPARE(seen.directions, std::set{Direction::Inbound});
        const auto attached = control->open(pair->name);
        QVERIFY(!attached);
        QVERIFY2(attached.error().text().find("Monitor it instead") != std::string::npos,
                 attached.error().text().c_str());
        QVERIFY(control->destroy(pair->peer)); // the other end is destroyed with it
        QVERIFY(ipDevice("veth0").isEmpty());
    }

    void carriesTheReasonsOfTheSystem() {
        const auto control = escalatingControl(withRights_);
        auto device = control->create(named("why0"), {});
        QVERIFY(device);
        const auto taken = control->create(named("why0"), {});
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::NameTaken);
        const auto large = control->change(device->name(), Mtu{70000});
        QVERIFY(!large);
        QCOMPARE(large.error().kind, ErrorKind::OutOfRange);
        QVERIFY2(large.error().text().find("why0 accepts 68 to 65521") != std::string::npos,
                 large.error().text().c_str());
    }

    void monitorsBothDirectionsAndSends() {
        const auto control = escalatingControl(withRights_);
        auto device = control->create(named("mon0"), {});
        QVERIFY(device && device->setBlocking(Blocking::No));
        QVERIFY(control->change(device->name(), LinkState::Up));
        auto port =
            monitorInterface(device->name(), {.filter = "ether proto 0x88b5", .bufferSize = 16U << 20}, control);
        QVERIFY2(port, port ? "" : port.error().text().c_str());
        std::vector<std::byte> frame(60, std::byte{0});
        frame[12] = std::byte{0x88};
        frame[13] = std::byte{0xb5};
        FrameCounter seen;
        QVERIFY(device->send(frame)); // inbound: from the descriptor's owner
        QCOMPARE((*port)->send(std::array{Frame{.bytes = frame}}).frames,
                 std::size_t{1}); // outbound: the owner receives it
        QTRY_VERIFY((static_cast<void>((*port)->receive(seen, most)), seen.count >= 2));
        QCOMPARE(seen.directions, (std::set{Direction::Inbound, Direction::Outbound}));
        const auto ours = [&] {
            std::array<std::byte, 2000> buffer{};
            const auto size = device->receive(buffer);
            return size && *size == frame.size() && buffer[12] == frame[12] && buffer[13] == frame[13];
        };
        QVERIFY(QTest::qWaitFor(ours, patience));
        // A burst that is read slowly: no frame is lost on the way.
        constexpr int many = 3000;
        frame.resize(1500);
        for (int i = 0; i < many; ++i) {
            QVERIFY(device->send(frame));
            if (i % 100 == 0)
                static_cast<void>((*port)->receive(seen, most));
        }
        QTRY_COMPARE(
            (static_cast<void>((*port)->receive(seen, most)), seen.count + static_cast<int>((*port)->losses().system)),
            many + 2);
        QCOMPARE((*port)->losses().system, std::uint64_t{0});
        // Many frames are sent: the helper passes all of them on, in order.
        QVERIFY(sendsInOrder(**port, *device));
        // The helper reports frames that it could not send with the next request to send.
        QVERIFY(control->change(device->name(), LinkState::Down));
        const std::vector three(3, Frame{.bytes = frame});
        std::size_t refused = 0;
        const auto hears = [&] {
            const Sent sent = (*port)->send({});
            refused += sent.refusedLater;
            return refused == three.size();
        };
        QCOMPARE((*port)->send(three).frames, three.size());
        QTRY_VERIFY(hears());
        QVERIFY(control->destroy(device->name()));
        const auto ended = [&] {
            const auto received = (*port)->receive(seen, most);
            return !received && received.error().kind == ErrorKind::Gone;
        };
        QTRY_VERIFY(ended());
    }

    void oneThatIsStoppedHardlyDelaysTheEnd() {
        const auto helper = HelperConnection::start(withRights_.withItsOwnRights());
        QVERIFY2(helper, helper ? "" : helper.error().text().c_str());
        const auto control = helperControl(*helper, HelperPlace::Here);
        auto device = control->create(named("hung0"), {});
        QVERIFY(device && control->change(device->name(), LinkState::Up));
        auto port = monitorInterface(device->name(), {.bufferSize = 16U << 20}, control);
        QVERIFY2(port, port ? "" : port.error().text().c_str());
        QCOMPARE(kill((*helper)->process(), SIGSTOP), 0);
        FrameCounter seen;
        const auto began = Port::Clock::now();
        (*port)->drain(seen, began);
        QVERIFY(Port::Clock::now() - began < 350ms); // usually 30
        QCOMPARE(seen.gaps, 1);
        QCOMPARE(kill((*helper)->process(), SIGCONT), 0);
    }

    void keepsTwoRightsAndNoOther() {
        const auto helper = HelperConnection::start(withRights_.withItsOwnRights());
        QVERIFY2(helper, helper ? "" : helper.error().text().c_str());
        const pid_t process = (*helper)->process();
        QCOMPARE(statusOf(process, "Uid"), QByteArray("64001 64001 64001 64001"));
        for (const char* set : {"CapEff", "CapPrm"})
            QCOMPARE(statusOf(process, set), QByteArray("0000000000003000")); // CAP_NET_ADMIN 12, CAP_NET_RAW 13
        for (const char* set : {"CapInh", "CapAmb"})
            QCOMPARE(statusOf(process, set), QByteArray("0000000000000000"));
        QCOMPARE(statusOf(process, "NoNewPrivs"), QByteArray("1"));
        QCOMPARE(statusOf(process, "Seccomp"), QByteArray("2"));
    }

    void triesTheWaysInTheirOrder() {
        // A pkexec that authorises: it starts the helper with privileges.
        const QString pkexec = QString::fromStdString(scene.folder) + "/pkexec";
        QFile script(pkexec);
        QVERIFY(script.open(QFile::WriteOnly));
        script.write("#!/bin/sh\nexec \"$2-with-rights\" \"$3\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::Permissions(0x7755)));
        const auto control = escalatingControl({.path = scene.helper, .pkexec = pkexec.toStdString()});
        const auto made = control->create(named("polkit0"), {});
        QVERIFY2(made, made ? "" : made.error().text().c_str());
    }

    void aQuestionForAPasswordThatNobodyAnswersHoldsNothingUp() {
        const QString pkexec = QString::fromStdString(scene.folder) + "/pkexec-that-waits";
        QFile script(pkexec);
        QVERIFY(script.open(QFile::WriteOnly));
        script.write("#!/bin/sh\necho $$ >\"$0.process\"\nexec sleep 1000\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::Permissions(0x7755)));
        const auto control = escalatingControl({.path = scene.helper, .pkexec = pkexec.toStdString()});
        auto waiting = std::async(std::launch::async, [&] { return control->create(named("asked0"), {}); });
        const auto process = [&] {
            QFile file(pkexec + ".process");
            return file.open(QFile::ReadOnly) ? file.readAll().trimmed() : QByteArray();
        };
        QTRY_VERIFY(!process().isEmpty());
        QVERIFY(control->list()); // requests that need no helper still work
        control->abandon();
        const auto given = waiting.get();
        QVERIFY(!given);
        QCOMPARE(given.error().kind, ErrorKind::Cancelled);
        QVERIFY(!QFile::exists("/proc/" + process())); // the question is closed
        const auto later = control->create(named("asked0"), {});
        QVERIFY(!later);
        QCOMPARE(later.error().kind, ErrorKind::Cancelled);
    }

    void saysWhatWasTriedWhenAllIsRefused() {
        const auto refused = escalatingControl(withoutRights_)->create(named("no0"), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotPermitted);
        const auto text = QString::fromStdString(refused.error().text());
        for (const char* part : {"Tried: as yourself; tapscope-helper: it has no right to configure devices; polkit: ",
                                 "The private sandbox needs no right"})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void aWindowThatIsKilledLeavesWhatIsPersistent() {
        QProcess window;
        window.start(QCoreApplication::applicationFilePath(), {"--window", QString::fromStdString(scene.rightsHelper)});
        QTRY_VERIFY(window.waitForReadyRead(100) || window.bytesAvailable() > 0);
        const auto helper = window.readLine().trimmed();
        QVERIFY2(!ipDevice("gone0").isEmpty() && !ipDevice("kept0").isEmpty(), helper);
        window.kill();
        QVERIFY(window.waitForFinished());
        QTRY_VERIFY(ipDevice("gone0").isEmpty());
        QTRY_VERIFY(!QFile::exists("/proc/" + helper));
        QVERIFY(!ipDevice("kept0").isEmpty());
        QVERIFY(escalatingControl(withRights_)->destroy(named("kept0")));
    }
};

namespace {

/// Plays a window: creates one device of each kind, prints its helper's process id, and waits until it is ended.
int playWindow(const std::string& helper) {
    const auto connection = HelperConnection::start({helper, "--own-devices"});
    if (!connection)
        return 1;
    const auto control = helperControl(*connection, HelperPlace::Here);
    const auto gone = control->create(named("gone0"), {});
    const auto kept = control->create(named("kept0"), {.persistence = Persistence::Kept});
    if (!gone || !kept)
        return 1;
    std::printf("%d\n", (*connection)->process());
    std::fflush(stdout);
    pause();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--window")
        return playWindow(argv[2]);
    scene = becomeOrdinaryUser(TunNode::OpenToAll);
    QCoreApplication application(argc, argv);
    HelperTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "helper_test.moc"
