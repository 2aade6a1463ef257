#include "hostile_session.h"

#include <net/tap_device.h>
#include <privilege/helper_connection.h>
#include <support/commands.h>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>

#include <unistd.h>

#include <memory>
#include <optional>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

namespace {

PortRequest everything() {
    return {.filter = {{.code = 6, .operand = 262144}}, .bufferSize = 2U << 20}; // ret #262144
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

/// Requests of a client that is not to be trusted: which devices it may change, and how many it may have.
class HostileClientTest : public QObject, private HostileSession {
    Q_OBJECT

    static QByteArray shown(const QString& device) { return run("ip", {"-d", "address", "show", "dev", device}).out; }

public:
    explicit HostileClientTest(UserScene scene) : HostileSession(std::move(scene)) {}

private slots:
    void init() { begin(); }
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
        HostileClient client(scene_.rightsHelper);
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
        if (said != "there is no such device") {
            const QString answer = client_->ask(CreateDevice{name, {.existing = TapOptions::Existing::Open}});
            QVERIFY2(answer.startsWith("Cannot "), qPrintable(answer));
        }
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

    /// The helper finds the program in /proc, and may not ask the kernel for more about it.
    void whoHasADeviceOpenIsTold() {
        const auto held = TapDevice::open(named("mine0"));
        QVERIFY2(held, held ? "" : held.error().text().c_str());
        const QString busy = client_->ask(OpenDevice{named("mine0")});
        QVERIFY2(busy.contains("It is open in ") && busy.contains(QStringLiteral("(pid %1)").arg(getpid())),
                 qPrintable(busy));
        const QString taken = client_->ask(CreateDevice{named("mine0"), {}});
        QVERIFY2(taken.contains("a device with that name already exists"), qPrintable(taken));
    }

    void aPairStaysItsMakersInLaterSessions() {
        QCOMPARE(client_->ask(CreatePair{VethPair{named("pair0"), named("pair1")}}), QString("granted"));
        begin();
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
                auto helper = HelperConnection::start({scene_.rightsHelper, "--own-devices"});
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

    void aFilterThatTheKernelRefusesIsRefused() {
        PortRequest port{.filter = {{.code = 0xffff}}};
        const QString answer = client_->ask(OpenPort{named("mine0"), port});
        QVERIFY2(answer.contains("attach the capture filter"), qPrintable(answer));
    }
};

int main(int argc, char** argv) {
    auto scene = becomeOrdinaryUser(TunNode::OpenToAll, R"(
        set -e
        ip link add phys0 type ifb; ip link add bridge0 type bridge
        ip tuntap add free0 mode tap; ip tuntap add vpn0 mode tun
        ip link add docker0 type veth peer name docker1
        ip tuntap add other0 mode tap user 4242; ip tuntap add group0 mode tap group 4242
        ip tuntap add mixed0 mode tap user 64001 group 4242
        ip tuntap add mine0 mode tap user 64001; ip tuntap add ours0 mode tap group 64001)");
    QCoreApplication application(argc, argv);
    HostileClientTest test(std::move(scene));
    return QTest::qExec(&test, argc, argv);
}

#include "hostile_client_test.moc"
