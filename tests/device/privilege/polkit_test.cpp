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

/// A private system bus and polkitd, with our action and a rule that answers instead of a person: no while "denied"
/// exists.
constexpr const char* startPolkit = R"(
    set -e
    cd "$SCENE"
    mount -t tmpfs run /run
    mkdir -p /run/dbus actions rules
    cp /usr/share/polkit-1/actions/org.freedesktop.policykit.policy actions
    sed "s|@TAPSCOPE_HELPER@|$SCENE/tapscope-helper|" ")" TAPSCOPE_SOURCE_DIR
                                    R"(/resources/polkit/org.tapscope.helper.policy.in" \
        >actions/org.tapscope.helper.policy
    cat >rules/tapscope.rules <<RULE
polkit.addRule(function(action, subject) {
    if (action.id != "org.tapscope.helper")
        return undefined;
    try {
        polkit.spawn(["/usr/bin/test", "-e", "$SCENE/denied"]);
        return polkit.Result.NO;
    } catch (error) {
        return polkit.Result.YES;
    }
});
RULE
    mount --bind actions /usr/share/polkit-1/actions
    mount --bind rules /etc/polkit-1/rules.d
    { cat /etc/passwd; echo "tapscope-test:x:64001:64001::/:/bin/sh"; } >passwd
    mount --bind passwd /etc/passwd
    dbus-daemon --system --fork --nopidfile 2>/dev/null
    /usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 &
    timeout 60 sh -c "until pkaction --action-id org.tapscope.helper >/dev/null 2>&1; do sleep 0.1; done"
)";

} // namespace

/// A real polkit between the window's core and the helper: pkexec starts the helper, or not, for a user who has no
/// right.
class PolkitTest : public QObject {
    Q_OBJECT

    const HelperProgram program_{.path = scene.helper};
    const QString denied_ = QString::fromStdString(scene.folder) + "/denied";

private slots:
    void cleanupTestCase() { QDir(QString::fromStdString(scene.folder)).removeRecursively(); }

    void givesTheHelperToWhoIsAuthorised() {
        const auto control = escalatingControl(program_);
        auto device = control->create({}, {});
        QVERIFY2(device, device ? "" : device.error().text().c_str());
        QCOMPARE(control->info(device->name())->owner.value_or(0), ordinaryUser);
        QVERIFY(control->change(device->name(), LinkState::Up));
        QVERIFY(ipDevice("tap0").value("flags").toArray().contains("UP"));
        const auto pair = control->createPair({});
        QVERIFY2(pair, pair ? "" : pair.error().text().c_str());
        QVERIFY(control->destroy(pair->name));
    }

    void saysThatPolkitRefused() {
        QVERIFY(QFile(denied_).open(QFile::WriteOnly));
        const auto refused = escalatingControl(program_)->create({}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotPermitted);
        const auto text = QString::fromStdString(refused.error().text());
        QVERIFY2(text.contains("polkit: polkit did not authorise it"), qPrintable(text));
    }
};

int main(int argc, char** argv) {
    // In a process namespace of its own, below its first process: the daemons end with the test, and pkexec serves no
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
