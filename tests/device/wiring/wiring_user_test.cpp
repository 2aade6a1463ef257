#include <net/tap_device.h>
#include <support/commands.h>
#include <support/ordinary_user.h>

#include <QCoreApplication>
#include <QTest>

#include <wiring/wiring_reader.h>

#include <algorithm>
#include <filesystem>

using namespace tapscope;
using namespace tapscope::test;

namespace {

UserScene scene;

Wiring readMap() {
    return WiringReader::open().value().read().value();
}

const WiringArea* find(const Wiring& wiring, auto member, const auto& value) {
    const auto found = std::ranges::find(wiring.areas, value, member);
    return found != wiring.areas.end() ? &*found : nullptr;
}

bool says(const Wiring& wiring, std::string_view words) {
    return std::ranges::any_of(wiring.remarks, [&](const auto& each) { return each.contains(words); });
}

} // namespace

/// The map as a user without privileges sees it.
class WiringUserTest : public QObject {
    Q_OBJECT

private slots:
    void cleanupTestCase() { std::filesystem::remove_all(scene.folder); }

    void seesTheOwnNamespaceAndSaysWhatIsMissing() {
        const auto device = TapDevice::open(*InterfaceName::parse("mine0"));
        QVERIFY2(device, device ? "" : device.error().text().c_str());
        const Wiring wiring = readMap();
        const WiringArea* own = find(wiring, &WiringArea::isOwn, true);
        QVERIFY(own != nullptr && !own->refusal);
        const auto mine =
            std::ranges::find(own->devices, "mine0", [](const auto& each) { return each.info.name.text(); });
        QVERIFY(mine != own->devices.end());
        QCOMPARE(mine->holders.size(), std::size_t{1});
        QCOMPARE(mine->holders.front().pid, getpid());
        QVERIFY2(says(wiring, "cannot be examined"), "process 1 is root's");
        const WiringArea* blue = find(wiring, &WiringArea::names, std::vector<std::string>{"blue"});
        QVERIFY(blue != nullptr && blue->refusal && blue->devices.empty());
        QVERIFY(blue->refusal->kind == ErrorKind::NotPermitted);
    }

    void seesTheOwnSandbox() {
        const RunningProgram sandbox("unshare", {"--user", "--map-root-user", "--net", "sleep", "300"});
        QTRY_VERIFY(find(readMap(), &WiringArea::firstProcess, static_cast<pid_t>(sandbox.pid())) != nullptr);
        auto reader = WiringReader::open(static_cast<pid_t>(sandbox.pid())).value();
        const Wiring wiring = reader.read().value();
        const WiringArea* area = find(wiring, &WiringArea::kind, WiringArea::Kind::Sandbox);
        QVERIFY(area != nullptr);
        QVERIFY2(!area->refusal, area->refusal ? area->refusal->text().c_str() : "");
        QCOMPARE(area->devices.size(), std::size_t{1}); // lo
        QCOMPARE(titleOf(*area), std::string("private sandbox"));
    }
};

int main(int argc, char** argv) {
    scene = becomeOrdinaryUser(TunNode::OpenToAll, "mount -t tmpfs none /run && ip netns add blue &&"
                                                   "ip tuntap add mine0 mode tap user 64001 && ip link set mine0 up");
    QCoreApplication application(argc, argv);
    WiringUserTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "wiring_user_test.moc"
