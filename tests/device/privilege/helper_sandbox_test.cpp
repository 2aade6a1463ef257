#include <capture/sources.h>
#include <net/interface.h>
#include <privilege/helper_connection.h>
#include <privilege/helper_control.h>
#include <privilege/helper_program.h>
#include <privilege/namespaces.h>
#include <support/commands.h>
#include <support/ordinary_user.h>

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

namespace {

UserScene scene;

InterfaceName named(const char* text) {
    return *InterfaceName::parse(text);
}

/// The names of the interfaces whose frames arrived.
class InterfaceNames final : public PortSink {
public:
    void interface(std::uint32_t, const CaptureInterface& description) override { names.insert(description.name); }
    void frames(std::span<const Frame>) override {}
    void gap(std::string_view, std::optional<std::uint64_t>) override {}
    void block(std::uint32_t, Bytes) override {}
    std::set<std::string> names;
};

int descriptorsOf(pid_t process) {
    return static_cast<int>(
        QDir(QStringLiteral("/proc/%1/fd").arg(process)).entryList(QDir::AllEntries | QDir::System).size());
}

} // namespace

/// The private sandbox that a helper creates for an ordinary user whose window stays outside.
class HelperSandboxTest : public QObject {
    Q_OBJECT

    HelperProgram program_{.path = scene.helper, .sandbox = scene.sandbox};
    std::shared_ptr<HelperConnection> helper_;
    std::shared_ptr<DeviceControl> control_;

    Ran runInside(const QStringList& words) {
        QStringList all;
        for (const auto& word : program_.runIn(helper_->process()))
            all << QString::fromStdString(word);
        all += words;
        return run(all.takeFirst(), all);
    }

private slots:
    void cleanupTestCase() { QDir(QString::fromStdString(scene.folder)).removeRecursively(); }
    void init() {
        auto helper = HelperConnection::start(program_.inSandbox());
        QVERIFY2(helper, helper ? "" : helper.error().text().c_str());
        helper_ = *helper;
        control_ = helperControl(helper_, HelperPlace::Elsewhere);
    }
    void cleanup() {
        control_.reset();
        helper_.reset();
    }

    void devicesAreMadeInsideAndSeenByNobodyElse() {
        auto device = control_->create({}, {});
        QVERIFY2(device, device ? "" : device.error().text().c_str());
        QCOMPARE(device->name().text(), std::string("tap0"));
        QVERIFY(control_->change(device->name(), AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24")}}));
        QVERIFY(control_->change(device->name(), LinkState::Up));
        const auto listed = control_->list();
        QVERIFY(listed && listed->size() == 1);
        QVERIFY(listed->front().isUp);
        QCOMPARE(listed->front().addresses.front().prefix.text(), std::string("10.9.0.1/24"));
        QVERIFY(ipDevice("tap0").isEmpty());
        QVERIFY(runInside({"ip", "address", "show", "dev", "tap0"}).out.contains("10.9.0.1/24"));
    }

    void framesComeThroughDescriptors() {
        auto device = control_->create({}, {});
        QVERIFY(device && device->setBlocking(Blocking::No));
        const auto name = device->name();
        QVERIFY(control_->change(name, AddAddress{{.prefix = *IpPrefix::parse("10.9.0.1/24")}}));
        QVERIFY(control_->change(name, LinkState::Up));
        runInside({"ping", "-c", "1", "-W", "1", "10.9.0.2"}); // makes the host ask who has 10.9.0.2
        const auto gotArp = [&] {
            std::array<std::byte, 2000> frame{};
            const auto size = device->receive(frame);
            return size && *size >= 42 && frame[12] == std::byte{0x08} && frame[13] == std::byte{0x06};
        };
        QVERIFY(QTest::qWaitFor(gotArp, patience));
    }

    // Their indices mean nothing in the window's network, or belong to other interfaces there.
    void aCaptureOfAllNamesTheInterfacesInside() {
        auto device = control_->create(named("inside0"), {});
        QVERIFY(device && control_->change(device->name(), LinkState::Up));
        auto port = monitorInterface(named("any"), {}, control_);
        QVERIFY2(port, port ? "" : port.error().text().c_str());
        InterfaceNames seen;
        const std::vector<std::byte> frame(60, std::byte{2});
        QTRY_VERIFY((static_cast<void>(device->send(frame)), static_cast<void>((*port)->receive(seen, 1)),
                     seen.names.contains("inside0")));
    }

    void tellsWhatOthersDoInside() {
        auto watcher = control_->watch();
        QVERIFY2(watcher, watcher ? "" : watcher.error().text().c_str());
        // Programs in the sandbox may do everything with its network that its owner may.
        const auto made = runInside({"ip", "tuntap", "add", "inside0", "mode", "tap"});
        QVERIFY2(made.status == 0, made.err);
        const auto seen = [&] {
            static_cast<void>((*watcher)->process());
            return (*watcher)->devices().size() == 1 && (*watcher)->devices()[0].name.text() == "inside0";
        };
        QTRY_VERIFY(seen());
    }

    void listsTheProgramsInside() {
        const auto network = networkOf(helper_->process());
        QVERIFY2(network, network ? "" : network.error().text().c_str());
        QVERIFY(*network != *networkOf(getpid()));
        QProcess program;
        QStringList words;
        for (const auto& word : program_.runIn(helper_->process()))
            words << QString::fromStdString(word);
        const QString starter = words.takeFirst();
        program.start(starter, words + QStringList{"sleep", "1000"});
        const auto isListed = [&] {
            const auto processes = processesIn(*network);
            return std::ranges::count(processes, NamespaceProcess{static_cast<pid_t>(program.processId()), "sleep"}) ==
                   1;
        };
        QTRY_VERIFY(isListed());
        QCOMPARE(std::ranges::count(processesIn(*network), helper_->process(), &NamespaceProcess::id), 1);
        program.terminate();
        QVERIFY(program.waitForFinished());
        QVERIFY(!isListed());
    }

    void theNetworkOfAProcessIsOpenedByItsUser() {
        auto device = control_->create(named("shared0"), {});
        QVERIFY(device);
        const auto other = HelperConnection::start(program_.inNetworkOf(helper_->process()));
        QVERIFY2(other, other ? "" : other.error().text().c_str());
        const auto listed = helperControl(*other, HelperPlace::Elsewhere)->list();
        QVERIFY(listed && listed->size() == 1 && listed->front().name.text() == "shared0");
    }

    void saysWhyAPlaceCannotBeEntered_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("no such namespace")
            << QStringList{"--netns", "nowhere"} << "there is no namespace with that name";
        QTest::newRow("a path") << QStringList{"--netns", "../x"} << "there is no namespace with that name";
        QTest::newRow("no such process") << QStringList{"--process", "999999999"} << "there is no such process";
        QTest::newRow("no process id") << QStringList{"--process", "x"} << "that is not a process id";
        QTest::newRow("root's") << QStringList{"--process", "1"} << "It may be entered by root";
    }
    void saysWhyAPlaceCannotBeEntered() {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        HelperProgram::Command command{scene.sandbox};
        for (const auto& word : words)
            command.push_back(word.toStdString());
        const auto refused = HelperConnection::start(command);
        QVERIFY(!refused);
        const QString text = QString::fromStdString(refused.error().text());
        QVERIFY2(text.contains(said), qPrintable(text));
    }

    void leavesNothingBehindAfterAThousandCycles() {
        static_cast<void>(control_->create({}, {})); // descriptors that are opened only once are open now
        const int ours = descriptorsOf(getpid());
        const int theirs = descriptorsOf(helper_->process());
        QVERIFY(theirs > 0);
        for (int i = 0; i < 1000; ++i) {
            const auto device = control_->create({}, {});
            QVERIFY(device);
            QCOMPARE(device->name().text(), std::string("tap0"));
            if (i % 2 == 0)
                QVERIFY(control_->destroy(device->name()));
        }
        QCOMPARE(descriptorsOf(getpid()), ours);
        // The helper may still have been closing the first device's descriptor when they were counted.
        QTRY_VERIFY(descriptorsOf(helper_->process()) <= theirs);
        QVERIFY(control_->list()->empty());
    }
};

int main(int argc, char** argv) {
    scene = becomeOrdinaryUser(TunNode::OpenToAll);
    QCoreApplication application(argc, argv);
    HelperSandboxTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "helper_sandbox_test.moc"
