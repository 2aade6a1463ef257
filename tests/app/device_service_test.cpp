#include <app/devices/device_service.h>
#include <net/device_control.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tapscope;
using namespace tapscope::test;

/// The list of devices as the window gets it from the thread that watches them.
class DeviceServiceTest : public QObject {
    Q_OBJECT

    static bool has(const DeviceSnapshots& devices, std::string_view name) {
        return devices && std::ranges::any_of(
                              *devices, [&](const DeviceSnapshot& device) { return device.info.name.text() == name; });
    }

private slots:
    void aStormOfLinkEventsIsOneListForAWindowThatIsBusy() {
        DeviceService service(directControl());
        DeviceSnapshots latest;
        connect(&service, &DeviceService::devicesChanged, this, [&](const DeviceSnapshots& list) { latest = list; });
        QTRY_VERIFY(latest != nullptr);
        QSignalSpy lists(&service, &DeviceService::devicesChanged);
        const QTemporaryDir folder;
        QFile batch(folder.filePath("storm"));
        QVERIFY(batch.open(QFile::WriteOnly));
        batch.write("link add storm0 type veth peer storm1\n");
        for (int i = 0; i < 500; ++i)
            batch.write(i % 2 == 0 ? "link set storm0 up\n" : "link set storm0 down\n");
        batch.write("link add name last0 type veth peer last1\n");
        batch.close();
        QCOMPARE(run("ip", {"-batch", batch.fileName()}).status, 0); // meanwhile no event of this thread is handled
        QCoreApplication::sendPostedEvents(&service);
        QVERIFY2(lists.size() <= 1, qPrintable(QString::number(lists.size())));
        QTRY_VERIFY(has(latest, "last0"));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    DeviceServiceTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "device_service_test.moc"
