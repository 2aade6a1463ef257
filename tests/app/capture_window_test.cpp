#include "window_driver.h"

#include <app/capture/capture_options_dialog.h>
#include <app/devices/device_order.h>
#include <app/filter/filter_bar.h>
#include <app/find/find_bar.h>
#include <app/main_window/frame_pane.h>
#include <app/text/styled_label.h>
#include <net/device_control.h>
#include <net/tap_device.h>
#include <support/private_network.h>

#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableWidget>

#include <sys/mount.h>

using namespace tapscope;
using namespace tapscope::test;

/// Captures in the window: several devices at once, and a ring of files.
class CaptureWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    void makeTaps(const QStringList& names) {
        for (const QString& name : names) {
            QCOMPARE(run("ip", {"tuntap", "add", name, "mode", "tap"}).status, 0);
            QVERIFY(bringUpQuiet(name));
        }
        QTRY_COMPARE(devices()->model()->rowCount(), static_cast<int>(names.size()));
        // The window may have listed them while ip still had them open.
        const auto* order = qobject_cast<DeviceOrder*>(devices()->model());
        const auto* model = qobject_cast<DeviceListModel*>(order->sourceModel());
        QTRY_VERIFY(std::ranges::none_of(names, [&](const auto& name) { return model->find(name)->info.hasCarrier; }));
    }
    QListView* devices() { return find<QListView>("deviceList"); }
    void click(int row, Qt::KeyboardModifiers modifiers = {}) {
        const QRect rect = devices()->visualRect(devices()->model()->index(row, 0));
        QTest::mouseClick(devices()->viewport(), Qt::LeftButton, modifiers, rect.topLeft() + QPoint(60, 8));
    }
    /// A frame that the host sends out of a device.
    static void send(const QString& device, int number, int payload = 46) {
        QCOMPARE(run("python3",
                     {"-c",
                      "import socket,sys\n"
                      "s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)\n"
                      "s.bind((sys.argv[1], 0))\n"
                      "for i in range(int(sys.argv[2])): s.send(b'\\2' * 12 + b'\\x88\\xb5' + bytes(int(sys.argv[3])))",
                      device, QString::number(number), QString::number(payload)})
                     .status,
                 0);
    }
    /// A datagram from 10.9.0.1:4001 to 10.9.0.2:4002 that the host sends out of a device.
    static void sendDatagram(const QString& device, const QString& words) {
        QCOMPARE(run("python3", {"-c",
                                 "import socket,struct,sys\n"
                                 "s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)\n"
                                 "s.bind((sys.argv[1], 0))\n"
                                 "words = sys.argv[2].encode()\n"
                                 "udp = struct.pack('>HHHH', 4001, 4002, 8 + len(words), 0) + words\n"
                                 "ip = struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0)\n"
                                 "ip += bytes([10, 9, 0, 1, 10, 9, 0, 2])\n"
                                 "s.send(b'\\2' * 12 + b'\\x08\\0' + ip + udp)",
                                 device, words})
                     .status,
                 0);
    }
    /// Mounts a disk in memory, or changes its size.
    void mountDisk(unsigned long flags, const char* room) {
        QVERIFY(QDir().mkpath(folder_.filePath("disk")));
        const QByteArray options = QByteArray("size=") + room;
        QCOMPARE(mount("tmpfs", folder_.filePath("disk").toUtf8().constData(), "tmpfs", flags, options.constData()), 0);
    }
    QString text(quint64 row, int column) { return list()->model().row(row).texts[static_cast<std::size_t>(column)]; }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void capturesTheDevicesThatAreSelected() {
        makeTaps({"one0", "two0", "zero0"});
        click(0);
        click(1, Qt::ControlModifier);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_COMPARE(window_->session().ports().size(), std::size_t{2});
        QTRY_VERIFY(carriesFrames("one0") && carriesFrames("two0"));
        QVERIFY(window_->windowTitle().contains("one0, two0"));
        send("one0", 1);
        send("two0", 2);
        QTRY_COMPARE(frames(), quint64{3});
        QTRY_COMPARE(list()->model().count(), quint64{3});
        QTRY_VERIFY(!list()->header()->isSectionHidden(FrameListModel::Interface));
        QTRY_COMPARE(text(0, FrameListModel::Interface), QString("one0"));
        QTRY_COMPARE(text(2, FrameListModel::Interface), QString("two0"));

        list()->setCurrentRow(2);
        QTRY_VERIFY(list()->currentRow().has_value());
        QTRY_VERIFY(window_->findChild<FramePane*>()->frame() != nullptr); // it is decoded on another thread
        trigger("Ctrl+Alt+Shift+I");                                       // this interface only
        QTRY_COMPARE(list()->model().count(), quint64{2});
        QTRY_COMPARE(text(0, FrameListModel::Interface), QString("two0"));
    }

    void aSecondStartWhileTheFirstPreparesIsIgnored() {
        makeTaps({"one0"});
        QStringList started;
        connect(&window_->session(), &CaptureSession::noted, this,
                [&](const QString& text) { started += text.contains("started") ? QStringList(text) : QStringList(); });
        const CaptureRequest request{.devices = {{.name = "one0", .role = std::string(source_role::attach)}},
                                     .file = {},
                                     .ring = {},
                                     .stop = {}};
        window_->startCapture(request);
        QCOMPARE(window_->session().state(), CaptureSession::State::Starting);
        window_->startCapture(request);
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("one0"));
        send("one0", 1);
        QTRY_COMPARE(frames(), quint64{1});
        window_->session().stop();
        QTRY_COMPARE(window_->session().state(), CaptureSession::State::Idle);
        QCOMPARE(started.size(), 1);
    }

    void eachCapturedDeviceIsShown() {
        makeTaps({"one0", "two0"});
        click(0);
        click(1, Qt::ControlModifier);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("one0") && carriesFrames("two0"));
        send("one0", 1);
        send("two0", 2);
        QTRY_COMPARE(frames(), quint64{3});
        QTest::mouseClick(find<QLabel>("state"), Qt::LeftButton);
        auto* dialog = find<QDialog>("portsDialog");
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* table = dialog->findChild<QTableWidget*>("ports");
        QCOMPARE(table->rowCount(), 2);
        const auto row = [table](int row) {
            QStringList cells;
            for (int column = 0; column < table->columnCount(); ++column)
                cells << table->item(row, column)->text();
            return cells.join('|');
        };
        QTRY_COMPARE(row(0), QString("one0|attached|1|0|0|0|"));
        QTRY_COMPARE(row(1), QString("two0|attached|2|0|0|0|"));
        QCOMPARE(run("ip", {"link", "delete", "two0"}).status, 0);
        QTRY_COMPARE(row(1), QString("two0|waiting for the device|2|0|0|0|"));
        QVERIFY(table->columnWidth(1) >= table->fontMetrics().horizontalAdvance("waiting for the device")); // not cut
        QCOMPARE(row(0), QString("one0|attached|1|0|0|0|"));
        trigger("stop");
        QTRY_COMPARE(row(0), QString("one0|ended|1|0|0|0|")); // it stays until another capture is shown
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(window_->findChild<QDialog*>("portsDialog") == nullptr);
        trigger("ports");
        QTRY_VERIFY(window_->findChild<QDialog*>("portsDialog") != nullptr);
    }

    void aQueueIsJoinedOnlyWhenItIsAskedFor_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("isAttached");
        QTest::newRow("attach where possible") << "Attach where possible" << false;
        QTest::newRow("join") << "Attach another queue" << true;
    }
    void aQueueIsJoinedOnlyWhenItIsAskedFor() {
        QFETCH(const QString, mode);
        QFETCH(const bool, isAttached);
        QCOMPARE(run("ip", {"tuntap", "add", "many0", "mode", "tap", "multi_queue"}).status, 0);
        QVERIFY(bringUpQuiet("many0"));
        const auto owner = TapDevice::open(*InterfaceName::parse("many0"));
        QVERIFY(owner);
        QTRY_COMPARE(devices()->model()->rowCount(), 1);
        click(0);
        trigger("Ctrl+K");
        QDialog* form = dialog();
        form->findChild<QComboBox*>("mode")->setCurrentText(mode);
        QTest::mouseClick(form->findChild<QPushButton*>("start"), Qt::LeftButton);
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_COMPARE(window_->session().ports().front().state, PortStatus::State::Running);
        QCOMPARE(window_->session().ports().front().facts.isAttached, isAttached);
        trigger("stop");
        QTRY_COMPARE(window_->session().state(), CaptureSession::State::Idle);
    }

    void aCaptureThatIsClosedIsGone() {
        makeTaps({"one0"});
        find<QLineEdit>("filterBar")->setText("eth.type == 0x88b5");
        QTest::keyClick(find<QLineEdit>("filterBar"), Qt::Key_Return);
        trigger("Ctrl+Alt+S"); // statistics
        click(0);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing() && carriesFrames("one0"));
        send("one0", 20);
        QTRY_COMPARE(list()->model().count(), quint64{20});
        list()->setCurrentRow(3);
        window_->session().stop();
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        const std::weak_ptr<const FrameStore> store = window_->session().store();
        const std::weak_ptr<const HistoryLearner> learned = list()->model().capture().learner;
        QVERIFY(!store.expired() && !learned.expired());
        window_->session().discard();
        QTRY_VERIFY(learned.expired());
        QTRY_VERIFY(store.expired());
    }

    void aSingleDeviceShowsNoColumnOfInterfaces() {
        makeTaps({"one0"});
        click(0);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("one0"));
        send("one0", 1);
        QTRY_COMPARE(list()->model().count(), quint64{1});
        QVERIFY(list()->header()->isSectionHidden(FrameListModel::Interface));
    }

    void aFilterAfterTheCaptureChoosesAFrame() {
        makeTaps({"one0"});
        click(0);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("one0"));
        send("one0", 3);
        QTRY_COMPARE(list()->model().count(), quint64{3});
        window_->applyFilter("frame.number >= 1");
        QTRY_COMPARE(list()->model().count(), quint64{3});
        QVERIFY(list()->isFollowing()); // more data may arrive
        QVERIFY(!list()->currentRow().has_value());
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        window_->applyFilter("frame.number >= 2");
        QTRY_COMPARE(list()->model().count(), quint64{2});
        QTRY_COMPARE(list()->currentRow(), std::optional<quint64>(0));
        QTRY_VERIFY(enabledAction("injectFrame") != nullptr);
        QTRY_VERIFY(enabledAction("expandAll") != nullptr);
    }

    void theCountIsTheLists() {
        makeTaps({"one0"});
        click(0);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("one0"));
        auto* shown = find<StyledLabel>("frames");
        QStringList trailing;
        connect(&list()->model(), &FrameListModel::countChanged, shown, [&](quint64 count) {
            if (shown->plain() != QString("Frames %1").arg(count))
                trailing << shown->plain();
        });
        for (int i = 1; i <= 5; ++i) {
            send("one0", 1);
            QTRY_COMPARE(list()->model().count(), static_cast<quint64>(i));
        }
        QCOMPARE(trailing, QStringList());
    }

    void aCapturedDeviceThatIsSwitchedOffIsTold() {
        makeTaps({"one0"});
        click(0);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(find<StyledLabel>("state")->plain().endsWith("(attached)"));
        QCOMPARE(run("ip", {"link", "set", "one0", "down"}).status, 0);
        QTRY_COMPARE(find<StyledLabel>("state")->plain(),
                     QString("● Capturing one0 (attached) · the device is switched off"));
        QCOMPARE(run("ip", {"link", "set", "one0", "up"}).status, 0);
        QTRY_VERIFY(find<StyledLabel>("state")->plain().endsWith("(attached)"));
    }

    void aStreamIsReadOnWhileItIsCaptured() {
        makeTaps({"one0"});
        click(0);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("one0"));
        sendDatagram("one0", "first words");
        QTRY_COMPARE(list()->model().count(), quint64{1});
        list()->setCurrentRow(0);
        trigger("followStream");
        auto* shown = find<QPlainTextEdit>("streamText");
        auto* summary = find<QLabel>("streamSummary");
        auto* update = find<QPushButton>("streamUpdate");
        QTRY_VERIFY(shown->toPlainText().contains("first words"));
        QTRY_COMPARE(summary->text(), QString("1 frame, 11 bytes"));
        QVERIFY(!update->isEnabled());
        sendDatagram("one0", "second words");
        QTRY_COMPARE(summary->text(), QString("1 frame, 11 bytes · up to frame 1, more were captured since"));
        QVERIFY(update->isEnabled());
        update->click();
        QTRY_VERIFY(shown->toPlainText().contains("second words"));
        QTRY_COMPARE(summary->text(), QString("2 frames, 23 bytes"));
        QVERIFY(!update->isEnabled());
    }

    void theListIsWhatIsStillThereOfARing() {
        makeTaps({"ring0"});
        click(0);
        trigger("Ctrl+K");
        auto* form = qobject_cast<CaptureOptionsDialog*>(dialog());
        QVERIFY(form != nullptr);
        form->findChild<QSpinBox*>("nextFrames")->setValue(10);
        auto* start = form->findChild<QPushButton*>("start");
        QVERIFY(!start->isEnabled()); // a ring needs a name
        form->findChild<QLineEdit*>("file")->setText(folder_.filePath("ring.pcapng"));
        form->findChild<QSpinBox*>("keptFiles")->setValue(2);
        QVERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("ring0"));
        send("ring0", 45);
        QTRY_COMPARE(frames(), quint64{45});
        QTRY_COMPARE(window_->session().store()->first(), FrameNumber{31});
        QTRY_COMPARE(list()->model().count(), quint64{15});
        QTRY_COMPARE(text(0, FrameListModel::Number), QString("31"));
        QTRY_COMPARE(text(14, FrameListModel::Number), QString("45"));

        list()->setCurrentRow(12); // frame 43
        window_->applyFilter("frame.number >= 33");
        QTRY_COMPARE(list()->model().count(), quint64{13});
        send("ring0", 6); // the first of two files is removed
        QTRY_COMPARE(window_->session().store()->first(), FrameNumber{41});
        QTRY_COMPARE(list()->model().count(), quint64{11});
        QTRY_COMPARE(text(0, FrameListModel::Number), QString("41"));
        QTRY_VERIFY(list()->currentRow().has_value());
        QCOMPARE(list()->model().number(*list()->currentRow()), FrameNumber{43});
        QVERIFY(!window_->session().isFileGone());
    }

    void framesThatWaitForAFullDiskAreShown() {
        constexpr int number = 200, payload = 1400;
        makeTaps({"full0"});
        mountDisk(0, "1m");
        click(0);
        trigger("Ctrl+K");
        auto* form = qobject_cast<CaptureOptionsDialog*>(dialog());
        QVERIFY(form != nullptr);
        form->findChild<QLineEdit*>("file")->setText(folder_.filePath("disk/full.pcapng"));
        QTest::mouseClick(form->findChild<QPushButton*>("start"), Qt::LeftButton);
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames("full0"));
        auto* disk = find<StyledLabel>("disk");
        QVERIFY(disk->plain().isEmpty());
        QTRY_VERIFY([&] { // more than a hundredth of the buffer has to wait
            send("full0", number, payload);
            return disk->plain().startsWith("Waiting for the disk: ");
        }());
        mountDisk(MS_REMOUNT, "64m");
        QTRY_VERIFY(disk->plain().isEmpty());
        trigger("Ctrl+E");
        QTRY_VERIFY(!window_->session().isCapturing());
        QCOMPARE(frames(), quint64{window_->session().status().frames});
        closeWindow();
        QCOMPARE(umount2(folder_.filePath("disk").toUtf8().constData(), MNT_DETACH), 0);
        openWindow();
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    enterPrivateNamespaceNames(); // and mounts
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    CaptureWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "capture_window_test.moc"
