#include <net/device_users.h>
#include <net/device_watcher.h>
#include <net/tap_device.h>
#include <support/commands.h>
#include <support/lengths.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

/// Thousands of devices, and more messages of the kernel than a program can read in time.
class ManyDevicesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    /// Runs `ip -batch` with this number of lines, in which %1 is a number.
    void batch(const QByteArray& line, int count) const {
        QFile file(folder_.filePath("batch"));
        QVERIFY(file.open(QFile::WriteOnly));
        for (int i = 0; i < count; ++i)
            file.write(QByteArray(line).replace("%1", QByteArray::number(i)) + '\n');
        file.close();
        QProcess process;
        process.start("ip", {"-batch", file.fileName()});
        QVERIFY(process.waitForFinished(-1));
        QCOMPARE(process.exitCode(), 0);
    }

private slots:
    void theListIsTrueAfterMessagesWereLost() {
        const auto watcher = DeviceWatcher::start();
        QVERIFY(watcher);
        const int pairs = lengthOf(300, 5'000);
        const auto shows = [&](int devices) {
            const auto taken = (*watcher)->process();
            return taken && std::ssize((*watcher)->devices()) == devices;
        };
        batch("link add many%1 type veth", pairs); // nothing reads the messages meanwhile
        QTRY_VERIFY(shows(2 * pairs));
        batch("link set many%1 up", pairs);
        batch("link set many%1 down", pairs);
        batch("link set many%1 name other%1", pairs);
        batch("link delete other%1", pairs);
        QTRY_VERIFY(shows(0));
    }

    void usersOfAllDevicesAreFoundInOneScan() {
        const int count = lengthOf(100, 1'000);
        std::vector<TapDevice> held;
        std::vector<InterfaceName> names;
        for (int i = 0; i < count; ++i) {
            held.push_back(TapDevice::createNamed(*InterfaceName::parse("held" + std::to_string(i))).value());
            names.push_back(held.back().name());
        }
        QCOMPARE(run("ip", {"tuntap", "add", "free0", "mode", "tap"}).status, 0);
        names.push_back(*InterfaceName::parse("free0"));
        const auto users = usersOfAll(names);
        QCOMPARE(std::ssize(users), std::ptrdiff_t{count});
        for (const auto& [name, who] : users) {
            QCOMPARE(who.size(), std::size_t{1});
            QCOMPARE(who.front().pid, getpid());
        }
        QVERIFY(!users.contains(names.back()));
        QCOMPARE(usersOf(names.front()), users.at(names.front()));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(ManyDevicesTest)
#include "many_devices_test.moc"
