#include <privilege/escalating_control.h>
#include <support/commands.h>
#include <support/ordinary_user.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <unistd.h>

#include <vector>

using namespace tapscope;
using namespace tapscope::test;

namespace {

UserScene scene;

/// A private system bus and polkitd, with our actions and a rule that answers instead of a person: yes while
/// "allowed-ACTION" exists.
constexpr const char* startPolkit = R"(
    set -e
    cd "$SCENE"
    ip tuntap add free0 mode tap
    ip tuntap add mine0 mode tap user 64001
    mount -t tmpfs run /run
    mkdir -p /run/dbus actions rules
    cp /usr/share/polkit-1/actions/org.freedesktop.policykit.policy actions
    sed "s|@TAPSCOPE_HELPER@|$SCENE/tapscope-helper|" ")" TAPSCOPE_SOURCE_DIR
                                    R"(/resources/polkit/org.tapscope.helper.policy.in" \
        >actions/org.tapscope.helper.policy
    cat >rules/tapscope.rules <<RULE
polkit.addRule(function(action, subject) {
    try {
        polkit.spawn(["/usr/bin/test", "-e", "$SCENE/allowed-" + action.id]);
        return polkit.Result.YES;
    } catch (error) {
        return polkit.Result.NO;
    }
});
RULE
    mount --bind actions /usr/share/polkit-1/actions
    mount --bind rules /etc/polkit-1/rules.d
    { cat /etc/passwd; echo "tapscope-test:x:64001:64001::/:/bin/sh"; } >passwd
    mount --bind passwd /etc/passwd
    dbus-daemon --system --fork --nopidfile 2>/dev/null
    /usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 &
    timeout 60 sh -c "until pkaction --action-id org.tapscope.helper.watch >/dev/null 2>&1; do sleep 0.1; done"
)";

} // namespace

/// A real polkit between the window's core and the helper: pkexec starts the helper or refuses to, for a user without
/// privileges.
class PolkitTest : public QObject {
    Q_OBJECT

    const HelperProgram program_{.path = scene.helper, .sandbox = scene.sandbox};
    const QString folder_ = QString::fromStdString(scene.folder);

    void allow(const QStringList& actions) {
        for (const auto& action : actions)
            QVERIFY(QFile(folder_ + "/allowed-org.tapscope.helper." + action).open(QFile::WriteOnly));
    }
    std::shared_ptr<DeviceControl> control_;

private slots:
    void cleanupTestCase() { QDir(folder_).removeRecursively(); }
    void init() { control_ = escalatingControl(program_); }
    void cleanup() {
        control_.reset();
        for (const auto& file : QDir(folder_).entryList({"allowed-*"}))
            QVERIFY(QFile::remove(folder_ + '/' + file));
    }

    void givesTheHelperToWhoIsAuthorised() {
        allow({"own-devices"});
        auto device = control_->create({}, {});
        QVERIFY2(device, device ? "" : device.error().text().c_str());
        QCOMPARE(control_->info(device->name())->owner.value_or(0), ordinaryUser);
        QVERIFY(control_->change(device->name(), LinkState::Up));
        QVERIFY(ipDevice("tap0").value("flags").toArray().contains("UP"));
        const auto pair = control_->createPair({});
        QVERIFY2(pair, pair ? "" : pair.error().text().c_str());
        QVERIFY(control_->destroy(pair->name));
    }

    void saysThatPolkitRefused() {
        const auto refused = control_->create({}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotPermitted);
        const auto text = QString::fromStdString(refused.error().text());
        QVERIFY2(text.contains("polkit: polkit did not authorise it"), qPrintable(text));
    }

    void eachActionAllowsItsKindOnly_data() {
        QTest::addColumn<QStringList>("actions");
        QTest::addColumn<QList<bool>>("results"); // change one's own, watch others', change others'
        QTest::newRow("own devices") << QStringList{"own-devices"} << QList<bool>{true, false, false};
        QTest::newRow("watch") << QStringList{"watch"} << QList<bool>{false, true, false};
        QTest::newRow("own and watch") << QStringList{"own-devices", "watch"} << QList<bool>{true, true, false};
        QTest::newRow("others' devices") << QStringList{"others-devices"} << QList<bool>{false, false, true};
        QTest::newRow("all") << QStringList{"own-devices", "watch", "others-devices"} << QList<bool>{true, true, true};
    }
    void eachActionAllowsItsKindOnly() {
        QFETCH(QStringList, actions);
        QFETCH(QList<bool>, results);
        allow(actions);
        const auto mine = *InterfaceName::parse("mine0"), free = *InterfaceName::parse("free0");
        QCOMPARE(control_->change(mine, Mtu{1400}).has_value(), results[0]);
        const PortRequest port{.filter = {{.code = 6, .operand = 262144}}, .bufferSize = 2U << 20};
        QCOMPARE(control_->openPacketPort(free, port).has_value(), results[1]);
        const auto changed = control_->change(free, Mtu{1400});
        QCOMPARE(changed.has_value(), results[2]);
        if (!changed && results[0]) { // refused by the running helper, which knows the device
            const auto text = QString::fromStdString(changed.error().text());
            QVERIFY2(text.contains("it has no owner"), qPrintable(text));
        }
    }

    void nothingThatPolkitStartsRunsAProgram_data() {
        QTest::addColumn<QStringList>("words");
        const QString self = QString::number(getpid());
        QTest::newRow("no session") << QStringList{"--run-in", self};
        for (const char* session : {"--own-devices", "--watch", "--others-devices"})
            QTest::newRow(session) << QStringList{session, "--run-in", self};
        QTest::newRow("a session behind it") << QStringList{"--run-in", self, "--own-devices"};
    }
    void nothingThatPolkitStartsRunsAProgram() {
        QFETCH(QStringList, words);
        allow({"own-devices", "watch", "others-devices"});
        const QString proof = folder_ + "/proof";
        const auto ran = run(QString::fromStdString(program_.pkexec),
                             QStringList{"--disable-internal-agent", QString::fromStdString(program_.path)} + words +
                                 QStringList{"touch", proof});
        QVERIFY2(ran.status != 0, ran.out + ran.err);
        QVERIFY(!QFile::exists(proof));
        if (words.first() == "--run-in") // no action of ours is for this: polkit asks whether the user may become root
            QVERIFY2(ran.status == 127 || ran.status == 126, QByteArray::number(ran.status) + ran.err);
        else
            QVERIFY2(ran.err.contains("It takes one of these words"), ran.err);
    }
};

int main(int argc, char** argv) {
    // In a separate process namespace, below its first process: the daemons end with the test, and pkexec serves no
    // child of process 1.
    constexpr const char* inside = "TAPSCOPE_PRIVATE_PROCESSES";
    if (!qEnvironmentVariableIsSet(inside)) {
        qputenv(inside, "1");
        std::vector<char*> words;
        for (const char* word : {"unshare", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
                                 "\"$@\"; exit $?", "sh"})
            words.push_back(const_cast<char*>(word));
        words.insert(words.end(), argv, argv + argc + 1);
        execvp(words.front(), words.data());
        perror("unshare");
        return 1;
    }
    scene = becomeOrdinaryUser(TunNode::OpenToAll, startPolkit);
    QCoreApplication application(argc, argv);
    PolkitTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "polkit_test.moc"
