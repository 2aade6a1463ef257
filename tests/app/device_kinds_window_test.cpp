#include "window_driver.h"

#include <app/devices/device_delegate.h>
#include <net/tap_device.h>
#include <support/private_network.h>

#include <QComboBox>
#include <QRadioButton>

#include <linux/if_tun.h>
#include <sys/ioctl.h>

#include <algorithm>

using namespace tapscope;
using namespace tapscope::test;

/// TUN devices, vETH pairs and namespaces in the window, driven through its widgets, with iproute2 and ping as
/// witnesses.
class DeviceKindsWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    QDialog* openDialogFor(const char* kind) {
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        form->findChild<QRadioButton*>(kind)->click();
        return form;
    }
    QString described() {
        return find<QListView>("deviceList")->currentIndex().data(DeviceListModel::DescriptionRole).toString();
    }

private slots:
    void initTestCase() {
        enterPrivateNamespaceNames();
        prepare();
        // The program that enters other namespaces is looked for beside this one.
        QFile::link(TAPSCOPE_BIN_DIR "/tapscope-sandbox", QApplication::applicationDirPath() + "/tapscope-sandbox");
    }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void theDialogShowsTheFieldsOfTheKind_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QStringList>("shown");
        QTest::addColumn<QStringList>("hidden");
        QTest::newRow("TAP") << QByteArray("tap") << QStringList{"owner", "queues", "keep", "virtioHeader", "namespace"}
                             << QStringList{"peer", "peerAddresses"};
        QTest::newRow("TUN") << QByteArray("tun") << QStringList{"owner", "queues", "keep", "virtioHeader", "namespace"}
                             << QStringList{"peer", "peerAddresses"};
        QTest::newRow("vETH") << QByteArray("veth") << QStringList{"peer", "peerAddresses", "namespace"}
                              << QStringList{"owner", "queues", "keep", "virtioHeader"};
    }
    void theDialogShowsTheFieldsOfTheKind() {
        QFETCH(QByteArray, kind);
        QFETCH(QStringList, shown);
        QFETCH(QStringList, hidden);
        QDialog* form = openDialogFor(kind.data());
        for (const auto& name : shown)
            QVERIFY2(form->findChild<QWidget*>(name)->isVisible(), qPrintable(name));
        for (const auto& name : hidden)
            QVERIFY2(!form->findChild<QWidget*>(name)->isVisible(), qPrintable(name));
        form->reject();
    }

    void createsATunAndAnswersPingOnIt() {
        QDialog* form = openDialogFor("tun");
        QTest::keyClicks(form->findChild<QLineEdit*>("addresses"), "10.9.0.1/24");
        form->findChild<QCheckBox*>("queues")->click();
        create();
        QTRY_COMPARE(current(), QString("tun0"));
        QCOMPARE(ipKindData("tun0").value("type").toString(), QString("tun"));
        QCOMPARE(ipKindData("tun0").value("multi_queue").toBool(), true);
        QTRY_VERIFY2(described().startsWith("TUN"), qPrintable(described()));
        QVERIFY(!find<CheckedLine>("mac")->isVisible()); // layer 3 has no MAC address
        QVERIFY(find<CheckedLine>("owner")->isVisible());
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QCOMPARE(window_->session().request().devices.front().role, std::string(source_role::attach));
        find<QLineEdit>("address")->setText("10.9.0.2");
        QTest::mouseClick(find<QPushButton>("injectButton"), Qt::LeftButton);
        QTRY_VERIFY(find<QPushButton>("injectButton")->text() == "&Stop");
        const auto ping = run("ping", {"-c", "2", "-i", "0.1", "-W", "5", "10.9.0.2"});
        QVERIFY2(ping.out.contains("2 received"), ping.out);
        QTRY_VERIFY(frames() >= 4);
        QTRY_COMPARE(find<QLabel>("openQueues")->text(), QString("several, 1 open"));
    }

    void createsATapWithAVirtioHeader_data() {
        QTest::addColumn<int>("choice");
        QTest::addColumn<int>("bytes");
        QTest::newRow("10 bytes") << 1 << 10;
        QTest::newRow("12 bytes") << 2 << 12;
    }
    void createsATapWithAVirtioHeader() {
        QFETCH(int, choice);
        QFETCH(int, bytes);
        QDialog* form = fillDialog("virtio0");
        form->findChild<QComboBox*>("virtioHeader")->setCurrentIndex(choice);
        create();
        QCOMPARE(ipKindData("virtio0").value("vnet_hdr").toBool(), true);
        // The header's size can be asked for through a queue with a header.
        const auto device = TapDevice::createNamed(*InterfaceName::parse("virtio0"),
                                                   {.existing = TapOptions::Existing::Open, .vnetHeader = true});
        QVERIFY2(device.has_value(), device ? "" : device.error().text().c_str());
        int size = 0;
        QCOMPARE(ioctl(device->fd(), TUNGETVNETHDRSZ, &size), 0);
        QCOMPARE(size, bytes);
    }

    void createsADeviceInAnotherNamespace() {
        QCOMPARE(run("ip", {"netns", "add", "blue"}).status, 0);
        createTap("same0");
        QDialog* form = fillDialog("same0");
        auto* made = form->findChild<QPushButton*>("create");
        QVERIFY(!made->isEnabled()); // the name is taken here
        auto* target = form->findChild<QComboBox*>("namespace");
        QTRY_VERIFY(target->findText("blue") >= 0);
        target->setEditText("red");
        QVERIFY(made->isEnabled());
        QTest::mouseClick(made, Qt::LeftButton);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QTRY_VERIFY2(refusal->text().contains("red"), qPrintable(refusal->text()));
        target->setEditText("blue");
        QTest::mouseClick(made, Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        const auto there = run("ip", {"-n", "blue", "address", "show", "same0"});
        QVERIFY2(there.out.contains("10.9.0.1/24"), there.out + there.err);
        QCOMPARE(find<QListView>("deviceList")->model()->rowCount(), 1);
        QCOMPARE(run("ip", {"netns", "delete", "blue"}).status, 0);
    }

    void createsAPairAndMonitorsIt() {
        QDialog* form = openDialogFor("veth");
        auto* name = form->findChild<QLineEdit*>("name");
        QTest::keyClicks(name, "left0");
        QVERIFY(!form->findChild<QPushButton*>("create")->isEnabled()); // one end has no name
        QCOMPARE(form->findChild<QLabel*>("refusal")->text(), QString("Name both ends, or neither."));
        QTest::keyClicks(form->findChild<QLineEdit*>("peer"), "right0");
        QTest::keyClicks(form->findChild<QLineEdit*>("addresses"), "10.8.0.1/24");
        QTest::keyClicks(form->findChild<QLineEdit*>("peerAddresses"), "10.8.1.1/24");
        create();
        QTRY_COMPARE(current(), QString("left0"));
        QCOMPARE(ipAddresses("left0"), QStringList{"10.8.0.1/24"});
        QCOMPARE(ipAddresses("right0"), QStringList{"10.8.1.1/24"});
        QTRY_VERIFY2(described().contains("vETH · peer right0"), qPrintable(described()));
        QVERIFY(find<CheckedLine>("mac")->isVisible());
        QVERIFY(!find<CheckedLine>("owner")->isVisible());
        QVERIFY(!find<QCheckBox>("persistent")->isVisible());
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QCOMPARE(window_->session().request().devices.front().role, std::string(source_role::monitor));
        emit find<QLabel>("peerLink")->linkActivated("right0");
        QTRY_COMPARE(current(), QString("right0"));
        QTest::mouseClick(find<QPushButton>("destroy"), Qt::LeftButton);
        auto* question = qobject_cast<QMessageBox*>(dialog());
        QVERIFY2(question->text().contains("Its peer, left0, is destroyed with it"), qPrintable(question->text()));
        for (auto* button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(ipDevice("left0").isEmpty());
    }

    void aRefusedPairLeavesNothingBehind() {
        QDialog* form = openDialogFor("veth");
        QTest::keyClicks(form->findChild<QLineEdit*>("peerAddresses"), "10.8.1.1/24");
        QTest::keyClicks(form->findChild<QLineEdit*>("mtu"), "99999");
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QTRY_VERIFY2(refusal->text().contains("accepts 68 to "), qPrintable(refusal->text()));
        QVERIFY(ipDevice("veth0").isEmpty());
        form->reject();
    }

    void movesADeviceToANamespace() {
        QCOMPARE(run("ip", {"netns", "add", "blue"}).status, 0);
        createTap("away0");
        QTest::mouseClick(find<QPushButton>("move"), Qt::LeftButton);
        QDialog* form = dialog();
        auto* target = form->findChild<QComboBox*>("namespace");
        QTRY_COMPARE(target->findText("blue"), 0);
        target->setEditText("red");
        QTest::mouseClick(form->findChild<QPushButton*>("move"), Qt::LeftButton);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QTRY_VERIFY2(refusal->text().contains("There are: blue"), qPrintable(refusal->text()));
        target->setEditText("blue");
        QTest::mouseClick(form->findChild<QPushButton*>("move"), Qt::LeftButton);
        QTRY_VERIFY(ipDevice("away0").isEmpty());
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(run("ip", {"-n", "blue", "link", "show", "away0"}).status == 0);
        QTRY_COMPARE(find<QListView>("deviceList")->model()->rowCount(), 0);
        QCOMPARE(run("ip", {"netns", "delete", "blue"}).status, 0);
    }

    void survivesADeviceThatIsPulledAwayUnderTheEditor() {
        createTap("stay0");
        createTap("pulled0");
        QTRY_COMPARE(editor("mtu")->text(), QString("1500"));
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        editor("mtu")->setFocus();
        editor("mtu")->selectAll();
        QTest::keyClicks(editor("mtu"), "130"); // still typing
        QCOMPARE(run("ip", {"link", "delete", "pulled0"}).status, 0);
        QTRY_COMPARE(find<QListView>("deviceList")->model()->rowCount(), 1);
        // What the user types on must not affect the neighbour: nothing is selected, and the list has the focus.
        QCOMPARE(current(), QString());
        QVERIFY(find<QListView>("deviceList")->selectionModel()->selectedIndexes().isEmpty());
        QVERIFY(!editor("mtu")->isVisible());
        QVERIFY2(find<QLabel>("message")->text().contains("pulled0 is gone"),
                 qPrintable(find<QLabel>("message")->text()));
        QVERIFY(find<QListView>("deviceList")->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), "0 stay "); // Space switches the selected device
        QCOMPARE(current(), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        window_->selectDevice("stay0");
        QCOMPARE(editor("mtu")->text(), QString("1500"));
        type(editor("mtu"), "1400");
        QTRY_COMPARE(ipDevice("stay0").value("mtu").toInt(), 1400);
    }

    void destroyingSelectsNoNeighbour() {
        createTap("after0");
        createTap("before0");
        createTap("between0");
        window_->selectDevice("before0");
        QTest::mouseClick(find<QPushButton>("destroy"), Qt::LeftButton);
        auto* question = qobject_cast<QMessageBox*>(dialog());
        for (auto* button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(find<QListView>("deviceList")->model()->rowCount(), 2);
        QCOMPARE(current(), QString());
        QVERIFY(!find<QPushButton>("destroy")->isVisible()); // a second click meets nothing
        createTap("before0");                                // it comes back
        QTRY_COMPARE(current(), QString("before0"));
    }

    void severalDevicesAreSwitchedAndDestroyedTogether() {
        const QStringList names{"many0", "many1", "many2"};
        for (const QString& name : names)
            createTap(name);
        QCOMPARE(run("ip", {"link", "set", "many1", "down"}).status, 0);
        auto* devices = find<QListView>("deviceList");
        QTRY_VERIFY(!devices->model()->index(1, 0).data(DeviceListModel::IsUpRole).toBool());
        devices->selectAll();
        const auto up = [&] {
            return std::ranges::count_if(
                names, [](const QString& name) { return run("ip", {"link", "show", name}).out.contains(",UP"); });
        };
        trigger("switchDevice"); // one is off: all are on afterwards
        QTRY_COMPARE(up(), 3);
        QTRY_VERIFY(devices->model()->index(1, 0).data(DeviceListModel::IsUpRole).toBool());
        trigger("switchDevice");
        QTRY_COMPARE(up(), 0);
        trigger("destroyDevice");
        auto* question = qobject_cast<QMessageBox*>(dialog());
        for (const QString& name : names)
            QVERIFY2(question->text().contains(name), qPrintable(question->text()));
        QTest::keyClick(question, Qt::Key_Return); // means Cancel
        QCOMPARE(devices->model()->rowCount(), 3);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        trigger("destroyDevice");
        dialog()->findChild<QPushButton*>("confirmDestroy")->click();
        QTRY_COMPARE(devices->model()->rowCount(), 0);
        for (const QString& name : names)
            QVERIFY(ipDevice(name).isEmpty());
    }

    void aSearchHidesTheOtherDevicesUntilEsc() {
        createTap("near0");
        createTap("far0");
        auto* devices = find<QListView>("deviceList");
        auto* line = find<QLineEdit>("deviceSearch");
        QCOMPARE(current(), QString("far0"));
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        devices->setFocus();
        trigger("Ctrl+L");
        QVERIFY(line->hasFocus());
        QTest::keyClicks(line, "near");
        QCOMPARE(devices->model()->rowCount(), 1);
        QCOMPARE(current(), QString()); // the device that is hidden is not acted on
        QVERIFY(std::ranges::none_of(window_->findChildren<QLabel*>(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains("is gone");
        }));
        QTest::keyClick(line, Qt::Key_Down);
        QVERIFY(devices->hasFocus());
        QCOMPARE(current(), QString("near0"));
        trigger("Ctrl+L");
        QTest::keyClicks(line, "nothing");
        QCOMPARE(devices->model()->rowCount(), 0);
        QVERIFY(find<QLabel>("devicesNote")->isVisible());
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(line->text(), QString());
        QVERIFY(devices->hasFocus());
        QCOMPARE(devices->model()->rowCount(), 2);
        QCOMPARE(current(), QString("near0")); // the one that was selected before
        QVERIFY(!find<QLabel>("devicesNote")->isVisible());
        // A new device is shown, whatever was searched for.
        trigger("Ctrl+L");
        QTest::keyClicks(line, "near");
        createTap("other0");
        QCOMPARE(devices->model()->rowCount(), 3);
    }

    void aCompactRowIsOneLineAndItsSwitchStaysBelowThePointer() {
        createTap("row1");
        createTap("row0");
        auto* devices = find<QListView>("deviceList");
        const auto rowOf = [&](int row) { return devices->visualRect(devices->model()->index(row, 0)); };
        const int high = rowOf(0).height();
        find<QAction>("compactDevices")->trigger();
        QTRY_VERIFY(rowOf(1).height() < high * 2 / 3);
        QTRY_COMPARE(rowOf(0).height(), high); // the current device
        QTest::mouseClick(devices->viewport(), Qt::LeftButton, {}, DeviceDelegate::switchRect(rowOf(1)).center());
        QTRY_VERIFY(!run("ip", {"link", "show", "row1"}).out.contains(",UP"));
        QTRY_COMPARE(rowOf(1).height(), high); // it is the current one now
        QVERIFY(rowOf(0).height() < high);
        closeWindow();
        openWindow();
        QVERIFY(find<QAction>("compactDevices")->isChecked());
    }

    void theKeysSelectTheCompactRowThatTheyMakeCurrent() {
        for (const char* name : {"row3", "row2", "row1", "row0"})
            createTap(name);
        find<QAction>("compactDevices")->setChecked(true);
        auto* devices = find<QListView>("deviceList");
        devices->setFocus();
        for (const int key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Up, Qt::Key_Down, Qt::Key_End, Qt::Key_Home}) {
            QTest::keyClick(devices, static_cast<Qt::Key>(key));
            QCOMPARE(devices->selectionModel()->selectedIndexes(), QModelIndexList{devices->currentIndex()});
            QCoreApplication::processEvents();
        }
        find<QAction>("compactDevices")->setChecked(false);
    }

    void aDeviceThatIsSwitchedOffAndOnKeepsItsAddresses() {
        createTap("v6");
        QCOMPARE(run("ip", {"address", "add", "fd09::1/64", "dev", "v6", "nodad"}).status, 0);
        const auto addresses = [] { return run("ip", {"address", "show", "dev", "v6"}).out; };
        QTRY_COMPARE(window_->findChildren<QCheckBox*>("up").size(), 1); // the dialog, which has one, too, is deleted
        for (const bool isUp : {false, true}) {
            QTRY_VERIFY(find<QCheckBox>("up")->isEnabled()); // the change before has been made
            QTest::mouseClick(find<QCheckBox>("up"), Qt::LeftButton, {}, QPoint(8, 8));
            QTRY_COMPARE(addresses().contains(",UP"), isUp);
            QTRY_COMPARE(find<QCheckBox>("up")->isChecked(), isUp);
            QVERIFY2(addresses().contains("fd09::1/64") && addresses().contains("10.9.0.1/24"), addresses());
        }
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    DeviceKindsWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "device_kinds_window_test.moc"
