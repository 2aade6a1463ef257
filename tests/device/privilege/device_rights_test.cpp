#include <net/bridge.h>
#include <net/device_setting.h>
#include <net/frame_batch.h>
#include <net/interface.h>
#include <privilege/device_rights.h>
#include <privilege/helper_server.h>
#include <privilege/setting_effects.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QMap>
#include <QTest>

#include <sys/socket.h>

#include <map>
#include <thread>

using namespace tapscope;

namespace {

constexpr uid_t user = 64001, another = 64002;

constexpr std::array operations = {
    DeviceOperation::Watch,     DeviceOperation::WatchPromiscuous, DeviceOperation::Send,   DeviceOperation::Attach,
    DeviceOperation::Configure, DeviceOperation::GiveAway,         DeviceOperation::Destroy};
constexpr std::array operationNames = {
    "watch", "watch, promiscuous", "send while watching", "attach", "configure", "give away", "destroy"};
constexpr std::array ownerships = {Ownership::Users, Ownership::NoOwner, Ownership::OtherUser};
constexpr std::array ownershipNames = {"yours", "nobody's", "another's"};
constexpr std::array kinds = {DeviceKind::Tap, DeviceKind::Tun, DeviceKind::Veth, DeviceKind::Bridge};

const InterfaceName device = *InterfaceName::parse("cell0");

/// A helper with these grants, and a client with one request.
class Session {
public:
    explicit Session(HelperPolicy policy) : Session(std::move(policy), pair()) { static_cast<void>(ask(Hello{})); }
    ~Session() {
        ours_ = MessageSocket{UniqueFd()};
        server_.join();
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// The refusal; none if the request was carried out.
    std::optional<Error> ask(const Request& request) {
        if (!ours_.send(encode(request)))
            return Error{.reason = "the helper is gone"};
        auto message = ours_.receive(largestReply, 2);
        auto reply = message ? parseReply(message->bytes) : std::unexpected(message.error());
        if (!reply)
            return reply.error();
        descriptors_ = std::move(message->descriptors);
        return std::holds_alternative<Error>(*reply) ? std::optional(std::get<Error>(*reply)) : std::nullopt;
    }
    /// The errno with which the port that was opened last refuses a frame. The device is switched off.
    int sendFrame() {
        const std::array<std::byte, 60> frame{};
        FrameBatch batch;
        FramesRefused refused;
        const Bytes message = batch.add(frame) ? batch.message() : Bytes();
        if (descriptors_.size() != 2 || send(descriptors_[1].get(), message.data(), message.size(), 0) < 0)
            return -1;
        while (recv(descriptors_[1].get(), &refused, sizeof refused, 0) == 1) {
        } // messages about blocks
        return refused.frames == 1 ? refused.code : -1;
    }

private:
    static std::pair<MessageSocket, MessageSocket> pair() {
        auto ends = *MessageSocket::pair();
        static_cast<void>(ends.second.tellSenders()); // before the first message
        return ends;
    }
    Session(HelperPolicy policy, std::pair<MessageSocket, MessageSocket> ends)
        : ours_(std::move(ends.first)),
          server_([server = HelperServer(std::move(ends.second), std::move(policy))]() mutable { server.serve(); }) {}

    MessageSocket ours_;
    std::vector<UniqueFd> descriptors_;
    std::thread server_;
};

bool make(DeviceKind kind, Ownership ownership) {
    const auto owner =
        ownership == Ownership::NoOwner ? std::nullopt : std::optional(ownership == Ownership::Users ? user : another);
    if (kind == DeviceKind::Veth)
        return createVethPair(device, *InterfaceName::parse("cell1"), owner).has_value();
    if (kind == DeviceKind::Bridge)
        return createBridge(device, owner).has_value();
    return TapDevice::createNamed(device, {.kind = kind, .persistence = Persistence::Kept, .owner = owner}).has_value();
}

/// A value that the setting accepts. It differs from the current value, unless the setting's effect depends on that.
std::string example(const DeviceSetting& setting) {
    static const std::map<std::string_view, std::string> examples = {
        {"up", "on"},          {"mac", "02:42:0a:09:00:01"}, {"mtu", "1400"},       {"address", "8.8.8.1/24"},
        {"persistent", "off"}, {"owner", "64002"},           {"group", "64002"},    {"bridge", "bridge0"},
        {"alias", "text"},     {"altname", "eth0-spare"},    {"txqueuelen", "77"},  {"promiscuous", "on"},
        {"carrier", "off"},    {"vnet-hdr", "on"},           {"packet-info", "on"}, {"device-group", "7"}};
    const auto found = examples.find(setting.key);
    return found != examples.end() ? found->second : std::string();
}

/// The cell in the second table of the manual.
QString effectWord(HostEffect effect) {
    constexpr std::array words = {"own", "own, if the host is not affected", "host", "–"};
    return QString::fromUtf8(words[static_cast<std::size_t>(effect)]);
}

/// The result of an attempt: refused for lack of a grant, done, or impossible.
enum class Outcome { Refused, Done, Impossible };
Outcome attempt(Session& session, DeviceOperation operation) {
    const auto ask = [&](const Request& request) {
        const auto refusal = session.ask(request);
        if (!refusal)
            return Outcome::Done;
        return refusal->kind == ErrorKind::NotPermitted ? Outcome::Refused : Outcome::Impossible;
    };
    PortRequest port{.filter = {{.code = 6, .operand = 262144}}, .bufferSize = 2U << 20};
    port.promiscuous =
        operation == DeviceOperation::WatchPromiscuous ? PortRequest::Promiscuous::Yes : PortRequest::Promiscuous::No;
    switch (operation) {
    case DeviceOperation::Watch:
    case DeviceOperation::WatchPromiscuous:
        return ask(OpenPort{device, port});
    case DeviceOperation::Send:
        if (const auto opened = ask(OpenPort{device, port}); opened != Outcome::Done)
            return opened;
        return session.sendFrame() == EPERM ? Outcome::Refused : Outcome::Done;
    case DeviceOperation::Attach:
        return ask(OpenDevice{device});
    case DeviceOperation::Configure:
        return ask(ChangeDevice{device, Mtu{1400}});
    case DeviceOperation::GiveAway:
        return ask(ChangeDevice{device, Owner{another}});
    case DeviceOperation::Destroy:
        return ask(DestroyDevice{device});
    }
    return Outcome::Impossible;
}

QString cell(Grant grant) {
    return QString::fromUtf8(grantWord(grant).data(), static_cast<int>(grantWord(grant).size()));
}

} // namespace

/// The table of permissions on devices: the code, the manual and the behaviour of a helper agree.
class DeviceRightsTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup() {
        if (deviceInfo(device)) // left by a test that failed
            QVERIFY(destroy(device));
    }

    void theManualShowsTheTable() {
        QFile manual(TAPSCOPE_SOURCE_DIR "/docs/permissions.md");
        QVERIFY(manual.open(QFile::ReadOnly));
        QMap<QString, QStringList> rows; // by "kind | whose"
        for (const QString& line : QString::fromUtf8(manual.readAll()).split('\n')) {
            QStringList cells = line.split(" | ");
            if (cells.size() != 9) // the first table
                continue;
            cells.first().remove("| ");
            cells.last().remove(" |");
            rows[cells[0] + ' ' + cells[1]] = cells.mid(2);
        }
        QCOMPARE(rows.take("kind whose"), QStringList(operationNames.begin(), operationNames.end()));
        QCOMPARE(rows.size(), static_cast<int>(kinds.size() * ownerships.size()));
        for (const DeviceKind kind : kinds) {
            for (const Ownership ownership : ownerships) {
                QStringList expected;
                for (const DeviceOperation operation : operations)
                    expected << cell(neededGrant(kind, ownership, operation));
                const QString row = QString::fromUtf8(kindTitle(kind).data()) + ' ' +
                                    ownershipNames[static_cast<std::size_t>(ownership)];
                QCOMPARE(rows.value(row), expected);
            }
        }
    }

    void theManualShowsEachSetting() {
        QFile manual(TAPSCOPE_SOURCE_DIR "/docs/permissions.md");
        QVERIFY(manual.open(QFile::ReadOnly));
        QMap<QString, QStringList> rows; // by key
        for (const QString& line : QString::fromUtf8(manual.readAll()).split('\n')) {
            QStringList cells = line.split(" | ");
            if (cells.size() == 4 && cells.first().startsWith("| `"))
                rows[cells.first().mid(3).chopped(1)] = {cells[1], cells[2]};
        }
        for (const auto& setting : deviceSettings()) {
            const auto change = setting.change(example(setting));
            QVERIFY2(change, change ? "" : change.error().text().c_str());
            QStringList expected;
            for (const DeviceKind kind : {DeviceKind::Tap, DeviceKind::Veth})
                expected << (setting.has(kind) ? effectWord(effectOf(*change, kind)) : "–");
            const QString key = QString::fromUtf8(setting.key.data(), static_cast<int>(setting.key.size()));
            QCOMPARE(rows.take(key), expected);
        }
        QVERIFY2(rows.isEmpty(), qPrintable(rows.keys().join(' ')));
    }

    void eachSettingIsTheOwnersAlone_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<DeviceKind>("kind");
        for (const auto& setting : deviceSettings()) {
            for (const DeviceKind kind : kinds) {
                if (setting.has(kind))
                    QTest::addRow("%s of a %s", setting.key.data(), kindWord(kind).data())
                        << QByteArray(setting.key.data()) << kind;
            }
        }
    }
    void eachSettingIsTheOwnersAlone() {
        QFETCH(QByteArray, key);
        QFETCH(DeviceKind, kind);
        const auto* setting = *findDeviceSetting(key.toStdString());
        const auto change = setting->change(example(*setting));
        for (const Ownership ownership : {Ownership::NoOwner, Ownership::OtherUser}) {
            QVERIFY(make(kind, ownership));
            const auto before = *deviceInfo(device);
            Session session({.user = {.user = user, .groups = {user}},
                             .grants = {Grant::OwnDevices, Grant::WatchOthers, Grant::HostTraffic}});
            const auto refusal = session.ask(ChangeDevice{device, *change});
            QVERIFY(refusal && refusal->kind == ErrorKind::NotPermitted);
            QVERIFY(setting->read(*deviceInfo(device)) == setting->read(before));
            QVERIFY(destroy(device));
        }
        // A setting that affects the host is not permitted to the owner, either.
        if (effectOf(*change, kind) == HostEffect::None)
            return;
        QVERIFY(make(kind, Ownership::Users));
        QVERIFY(setState(device, LinkState::Down));
        const auto before = *deviceInfo(device);
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        const auto refusal = session.ask(ChangeDevice{device, *change});
        const bool isHarmless =
            key == "mtu" || key == "txqueuelen" || key == "up" || (key == "alias" && hasDescriptor(kind));
        QCOMPARE(refusal.has_value(), !isHarmless);
        QVERIFY(isHarmless || setting->read(*deviceInfo(device)) == setting->read(before));
        QVERIFY(destroy(device));
    }

    void aSettingThatAKindLacksIsRefused() {
        QVERIFY(make(DeviceKind::Tun, Ownership::Users));
        Session session(HelperPolicy::unlimited({.user = user, .groups = {user}}));
        const auto refusal = session.ask(ChangeDevice{device, Bridge{*InterfaceName::parse("bridge0")}});
        QVERIFY(refusal && refusal->kind == ErrorKind::Invalid);
        QVERIFY2(refusal->reason.find("no setting \"bridge\"") != std::string::npos, refusal->reason.c_str());
        QVERIFY(destroy(device));
    }

    void namesOfADeviceAreChecked_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("of a physical interface") << QByteArray("eth7");
        QTest::newRow("with a line break") << QByteArray("a\nb");
        QTest::newRow("with a null") << QByteArray("a\0b", 3);
        QTest::newRow("with a slash") << QByteArray("../a");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("too long") << QByteArray(128, 'x');
        QTest::newRow("all devices") << QByteArray("all");
    }
    void namesOfADeviceAreChecked() {
        QFETCH(QByteArray, name);
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        QVERIFY(session.ask(ChangeDevice{device, AddAlternativeName{name.toStdString()}}));
        QVERIFY(deviceInfo(device)->alternativeNames.empty());
        QVERIFY(destroy(device));
    }

    void textsThatAttackTerminalsAndToolsAreRefused() {
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        QVERIFY(session.ask(ChangeDevice{device, Alias{"\x1b]0;root\x07"}}));
        const auto labelled = session.ask(
            ChangeDevice{device, AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24"), .label = "eth0:1"}}});
        QVERIFY(labelled && labelled->reason.find("begins with its name") != std::string::npos);
        QVERIFY(deviceInfo(device)->alias.empty() && deviceInfo(device)->addresses.empty());
        QVERIFY(!session.ask(
            ChangeDevice{device, AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24"), .label = "cell0:1"}}}));
        QVERIFY(destroy(device));
    }

    void aDeviceDoesNotLeaveAGroupThatRulesMayDistrust() {
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        QCOMPARE(test::run("ip", {"link", "set", "cell0", "group", "7"}).status, 0);
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        const auto refusal = session.ask(ChangeDevice{device, DeviceGroup{0}});
        QVERIFY(refusal && refusal->kind == ErrorKind::NotPermitted);
        QCOMPARE(deviceInfo(device)->deviceGroup, 7U);
        QVERIFY(destroy(device));
    }

    void aDeviceHasOnlySoManyNames() {
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        for (int i = 0; i < 16; ++i)
            QVERIFY(!session.ask(ChangeDevice{device, AddAlternativeName{"guest-" + std::to_string(i)}}));
        const auto refusal = session.ask(ChangeDevice{device, AddAlternativeName{"guest-16"}});
        QVERIFY(refusal && refusal->kind == ErrorKind::NoSpace);
        QVERIFY(!session.ask(ChangeDevice{device, RemoveAlternativeName{"guest-3"}}));
        QCOMPARE(deviceInfo(device)->alternativeNames.size(), std::size_t{15});
        QVERIFY(destroy(device));
    }

    void makingABridgeNeedsTheAdministratorsWord() {
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        const auto refusal = session.ask(CreateBridge{device});
        QVERIFY(refusal && refusal->kind == ErrorKind::NotPermitted);
        QVERIFY(!deviceInfo(device));
        Session allowed({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices, Grant::HostTraffic}});
        QVERIFY(!allowed.ask(CreateBridge{device}));
        QCOMPARE(deviceInfo(device)->owner, std::optional(user));
        QVERIFY(!session.ask(DestroyDevice{device})); // it belongs to another user
        QVERIFY(!deviceInfo(device));
    }

    void aHelperDoesWhatTheTableSays_data() {
        QTest::addColumn<DeviceKind>("kind");
        QTest::addColumn<Ownership>("ownership");
        for (const DeviceKind kind : kinds) {
            for (const Ownership ownership : ownerships)
                QTest::addRow("%s %s", kindWord(kind).data(), ownershipNames[static_cast<std::size_t>(ownership)])
                    << kind << ownership;
        }
    }
    void aHelperDoesWhatTheTableSays() {
        QFETCH(DeviceKind, kind);
        QFETCH(Ownership, ownership);
        const std::vector<Grants> sessions = {{Grant::HostTraffic},
                                              {Grant::OwnDevices},
                                              {Grant::WatchOthers},
                                              {Grant::OwnDevices, Grant::WatchOthers, Grant::ChangeOthers}};
        for (std::size_t i = 0; i < sessions.size(); ++i) {
            for (const DeviceOperation operation : operations) {
                const char* name = operationNames[static_cast<std::size_t>(operation)];
                QVERIFY(make(kind, ownership));
                const Grant needed = neededGrant(kind, ownership, operation);
                Session session({.user = {.user = user, .groups = {user}},
                                 .grants = sessions[i],
                                 .ringMemory = std::size_t{8} << 20});
                const Outcome outcome = attempt(session, operation);
                const Outcome expected = needed == Grant::Impossible ? Outcome::Impossible
                                         : sessions[i].has(needed)   ? Outcome::Done
                                                                     : Outcome::Refused;
                QVERIFY2(outcome == expected, qPrintable(QString("%1 in session %2: %3 instead of %4")
                                                             .arg(name)
                                                             .arg(i)
                                                             .arg(static_cast<int>(outcome))
                                                             .arg(static_cast<int>(expected))));
                if (deviceInfo(device))
                    QVERIFY(destroy(device));
            }
        }
    }

    void anAddressThatTheHostGotMeanwhileIsNotSwitchedOn() {
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        const InterfaceAddress address{.prefix = *IpPrefix::parse("10.66.0.1/24")};
        QVERIFY(!session.ask(ChangeDevice{device, AddAddress{address}}));
        const auto wire = *InterfaceName::parse("wire0");
        QVERIFY(createVethPair(wire, *InterfaceName::parse("wire1")));
        QVERIFY(setState(wire, LinkState::Up) && addAddress(wire, {.prefix = *IpPrefix::parse("10.66.0.7/24")}));
        const auto refusal = session.ask(ChangeDevice{device, LinkState::Up});
        QVERIFY(refusal && refusal->kind == ErrorKind::NotPermitted);
        QVERIFY2(refusal->reason.find("10.66.0.0/24 of wire0") != std::string::npos, refusal->reason.c_str());
        QVERIFY(!deviceInfo(device)->isUp);
        // With the administrator's permission.
        Session allowed({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices, Grant::HostTraffic}});
        QVERIFY(!allowed.ask(ChangeDevice{device, AddAddress{{.prefix = *IpPrefix::parse("8.8.8.1/24")}}}));
        QVERIFY(!allowed.ask(ChangeDevice{device, LinkState::Up}));
        QVERIFY(destroy(device) && destroy(wire));
    }

    void aGroupIsAnOwnerToo() {
        constexpr gid_t others = 64'321;
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        const auto given = session.ask(ChangeDevice{device, Group{others}});
        QVERIFY(given && given->kind == ErrorKind::NotPermitted);
        QVERIFY(!session.ask(ChangeDevice{device, Group{user}}));
        QCOMPARE(deviceInfo(device)->group, std::optional<gid_t>(user));
        const auto taken = session.ask(ChangeDevice{device, Group{}});
        QVERIFY(taken && taken->kind == ErrorKind::NotPermitted);
        QVERIFY(destroy(device));
    }

    void theAliasOfAVethSaysWhoseItIs() {
        QVERIFY(make(DeviceKind::Veth, Ownership::Users));
        Session session({.user = {.user = user, .groups = {user}}, .grants = Grants::all()});
        const auto refusal = session.ask(ChangeDevice{device, Alias{"tapscope: user 0"}});
        QVERIFY(refusal && refusal->kind == ErrorKind::NotPermitted);
        QVERIFY(destroy(device));
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        QVERIFY(!session.ask(ChangeDevice{device, Alias{"of the web server"}}));
        QCOMPARE(deviceInfo(device)->alias, std::string("of the web server"));
        QVERIFY(destroy(device));
    }

    void aBridgeNeedsTheAdministratorsWord() {
        QVERIFY(make(DeviceKind::Tap, Ownership::Users));
        const auto bridge = *InterfaceName::parse("bridge0");
        QCOMPARE(test::run("ip", {"link", "add", "bridge0", "type", "bridge"}).status, 0);
        Session session({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}});
        const auto refusal = session.ask(ChangeDevice{device, Bridge{bridge}});
        QVERIFY(refusal && refusal->kind == ErrorKind::NotPermitted);
        QVERIFY(!deviceInfo(device)->bridge);
        Session allowed({.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices, Grant::HostTraffic}});
        QVERIFY(!allowed.ask(ChangeDevice{device, Bridge{bridge}}));
        QCOMPARE(deviceInfo(device)->bridge, std::optional(bridge));
        QVERIFY(!session.ask(ChangeDevice{device, Bridge{}}));
        QVERIFY(!deviceInfo(device)->bridge);
        QVERIFY(destroy(device));
        QCOMPARE(test::run("ip", {"link", "delete", "bridge0"}).status, 0);
    }

    void aUserWithAllGrantsMayChangeEveryDevice() {
        QVERIFY(make(DeviceKind::Tap, Ownership::OtherUser));
        Session session(HelperPolicy::unlimited({.user = user, .groups = {user}}));
        QVERIFY(!session.ask(ChangeDevice{device, AddAddress{{.prefix = *IpPrefix::parse("8.8.8.1/24")}}}));
        QVERIFY(!session.ask(ChangeDevice{device, Owner{0}}));
        QVERIFY(!session.ask(DestroyDevice{device}));
    }

    void aComplaintAboutTheConfigurationGoesWithARefusal() {
        QVERIFY(make(DeviceKind::Tap, Ownership::NoOwner));
        HelperPolicy policy{.user = {.user = user, .groups = {user}}, .grants = {Grant::OwnDevices}};
        policy.complaint = "Line 3 of /etc/tapscope/helper.conf is not understood";
        Session session(policy);
        const auto refusal = session.ask(DestroyDevice{device});
        QVERIFY(refusal && refusal->hint.ends_with(policy.complaint));
        QVERIFY(destroy(device));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(DeviceRightsTest)
#include "device_rights_test.moc"
