#include "window_driver.h"

#include <app/devices/device_delegate.h>
#include <app/files/file_text.h>
#include <app/help/help_window.h>
#include <app/text/styled_label.h>
#include <support/private_network.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QMimeData>
#include <QToolButton>

#include <limits>

using namespace tapscope;
using namespace tapscope::test;

/// The whole window against real TAPs of a private network namespace, driven through its widgets; iproute2, tcpdump and
/// tshark show the results.
class WindowTest : public QObject, private WindowDriver {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void aboutLeadsToTheManual() {
        trigger("about");
        auto* link = dialog()->findChild<StyledLabel*>("manualLink");
        emit link->linkActivated(link->plain());
        QTRY_VERIFY(window_->findChild<HelpWindow*>() != nullptr);
        QVERIFY(window_->findChild<HelpWindow*>()->isVisible());
        QVERIFY(QApplication::activeModalWidget() == nullptr);
    }

    void editsApplyAtOnce() {
        createTap("edit0");
        QTRY_COMPARE(editor("mtu")->text(), QString("1500"));
        type(editor("mtu"), "1400");
        QTRY_COMPARE(ipDevice("edit0").value("mtu").toInt(), 1400);
        type(editor("mac"), "02:42:0a:09:00:07");
        QTRY_COMPARE(ipDevice("edit0").value("address").toString(), QString("02:42:0a:09:00:07"));
        QTest::mouseClick(find<QPushButton>("add-address"), Qt::LeftButton);
        const auto lines = window_->findChildren<CheckedLine*>("address");
        type(lines.last()->line(), "10.8.0.1/16");
        QTRY_VERIFY(ipAddresses("edit0").contains("10.8.0.1/16"));
        QTRY_VERIFY(window_->findChildren<QAbstractButton*>("remove-address").size() >= 2);
        for (auto* button : window_->findChildren<QAbstractButton*>("remove-address")) {
            if (button->toolTip().contains("10.9.0.1/24"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(!ipAddresses("edit0").contains("10.9.0.1/24"));
    }

    void aRefusedMtuIsExplainedAndNotApplied() {
        createTap("mtu0");
        QTRY_COMPARE(editor("mtu")->text(), QString("1500"));
        auto* field = find<CheckedLine>("mtu");
        field->line()->setFocus();
        field->line()->selectAll();
        QTest::keyClicks(field->line(), "70000");
        QCOMPARE(field->message(), QString("Must be a number from 68 to 65521"));
        QTest::keyClick(field->line(), Qt::Key_Return);
        QCOMPARE(ipDevice("mtu0").value("mtu").toInt(), 1500);
    }

    void theSwitchFollowsTheSystem() {
        createTap("sw0");
        auto* devices = find<QListView>("deviceList");
        const auto flip = [&] {
            const QRect row = devices->visualRect(devices->currentIndex());
            QTest::mouseClick(devices->viewport(), Qt::LeftButton, {}, DeviceDelegate::switchRect(row).center());
        };
        QTRY_VERIFY(devices->currentIndex().data(DeviceListModel::IsUpRole).toBool());
        flip();
        QTRY_VERIFY(!ipDevice("sw0").value("flags").toArray().contains("UP"));
        QTRY_VERIFY(!devices->currentIndex().data(DeviceListModel::IsUpRole).toBool());
        run("ip", {"link", "set", "sw0", "up"}); // by another program
        QTRY_VERIFY(devices->currentIndex().data(DeviceListModel::IsUpRole).toBool());
    }

    void showsWhatOthersChangeAndSurvivesADeviceThatGoes() {
        createTap("gone0");
        QTRY_COMPARE(editor("mtu")->text(), QString("1500"));
        // It takes less than a second, but on a busy machine this may need several attempts.
        qint64 quickest = std::numeric_limits<qint64>::max();
        for (int mtu = 1300; mtu < 1320 && quickest >= 1000; ++mtu) {
            run("ip", {"link", "set", "gone0", "mtu", QString::number(mtu)});
            QElapsedTimer changed;
            changed.start();
            QTRY_COMPARE(editor("mtu")->text(), QString::number(mtu));
            quickest = std::min(quickest, changed.elapsed());
        }
        QVERIFY2(quickest < 1000, qPrintable(QString::number(quickest)));
        run("ip", {"link", "delete", "gone0"});
        QTRY_COMPARE(find<QListView>("deviceList")->model()->rowCount(), 0);
        QTRY_VERIFY(find<QPushButton>("firstDevice")->isVisible());
    }

    void capturesShowsInjectsAndSaves() {
        captureOn("cap0");
        run("ip", {"neighbour", "add", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", "cap0"});
        run("ping", {"-c", "3", "-i", "0.05", "-W", "1", "10.9.0.2"});
        QTRY_VERIFY(frames() >= 3);
        QTRY_VERIFY((list()->setCurrentRow(0), list()->currentRow().has_value()));
        trigger("Ctrl+I");
        const quint64 before = frames();
        auto* start = find<QPushButton>("injectButton");
        QTRY_VERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY(frames() > before);
        QTRY_VERIFY2(find<QLabel>("injectCounts")->text().contains("1 sent · 0 failed"),
                     qPrintable(find<QLabel>("injectCounts")->text()));
        QTRY_VERIFY(logged(" stopped on cap0: 1 frame sent, 0 failed"));
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        QVERIFY(logged("Capture of cap0 stopped: "));
        QVERIFY(window_->session().hasUnsavedFrames());

        const QString file = folder_.filePath("saved.pcap");
        trigger("Ctrl+Shift+S");
        QDialog* form = dialog();
        auto* format = form->findChild<QComboBox*>("format");
        format->setCurrentIndex(format->findText("pcap capture"));
        form->findChild<QLineEdit*>("path")->setText(file);
        QTest::mouseClick(form->findChild<QPushButton*>("save"), Qt::LeftButton);
        QTRY_VERIFY(!window_->session().hasUnsavedFrames());
        QCOMPARE(static_cast<quint64>(run("tcpdump", {"-nr", file}).out.count('\n')), frames());
        QCOMPARE(static_cast<quint64>(run("tshark", {"-r", file}).out.count('\n')), frames());
    }

    void destroyingAsksWhenTheDeviceIsInUse() {
        captureOn("used0");
        QTRY_VERIFY(find<QListView>("deviceList")->currentIndex().data(DeviceListModel::HasCarrierRole).toBool());
        QTest::mouseClick(find<QPushButton>("destroy"), Qt::LeftButton);
        auto* question = qobject_cast<QMessageBox*>(dialog());
        QVERIFY2(question->text().contains("used0 is in use"), qPrintable(question->text()));
        QVERIFY(!ipDevice("used0").isEmpty());
        for (auto* button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(ipDevice("used0").isEmpty());
        QTRY_COMPARE(window_->session().status().state, CaptureStatus::State::Waiting);
    }

    void closingAsksForUnsavedFrames() {
        captureOn("save0");
        run("ping", {"-c", "1", "-W", "1", "10.9.0.2"});
        QTRY_VERIFY(frames() > 0);
        QVERIFY(!window_->close());
        auto* question = qobject_cast<QMessageBox*>(dialog());
        QVERIFY(question->text().contains("are not saved"));
        question->findChild<QPushButton*>("leaveStay")->click();
        QVERIFY(window_->isVisible());
    }

    void savingInTheQuestionGoesOnWithWhatWasAsked() {
        captureOn("keep0");
        run("ping", {"-c", "1", "-W", "1", "10.9.0.2"});
        QTRY_VERIFY(frames() > 0);
        window_->close();
        dialog()->findChild<QPushButton*>("leaveSave")->click();
        QTRY_VERIFY(window_->findChild<QDialog*>("saveDialog") != nullptr);
        QVERIFY(window_->session().isCapturing()); // until a file is chosen
        auto* form = window_->findChild<QDialog*>("saveDialog");
        const QString file = folder_.filePath("kept.pcapng");
        form->findChild<QLineEdit*>("path")->setText(file);
        QTest::mouseClick(form->findChild<QPushButton*>("save"), Qt::LeftButton);
        QTRY_VERIFY(!window_->isVisible());
        QVERIFY(run("tshark", {"-r", file}).out.count('\n') > 0);
    }

    void restartingFindsTheDeviceFree() {
        captureOn("again0");
        run("ping", {"-c", "1", "-W", "1", "10.9.0.2"});
        QTRY_VERIFY(frames() > 0);
        const auto before = window_->session().store();
        trigger("Ctrl+R");
        dialog()->findChild<QPushButton*>("leaveEnd")->click();
        QTRY_VERIFY(window_->session().isCapturing() && window_->session().store() != before);
        QVERIFY2(find<QLabel>("message")->property("role").toString() != "error",
                 qPrintable(find<QLabel>("message")->text()));
    }

    void aRecordingThatWasLeftIsDeletedOnlyWhenDiscarded() {
        const QString left = fileText(recordingsFolder() / "left.pcapng");
        QVERIFY(QDir().mkpath(fileText(recordingsFolder())));
        QVERIFY(QFile::copy(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng", left));
        open(left);
        QVERIFY(window_->session().hasUnsavedFrames());
        QVERIFY(!window_->close());
        auto* question = qobject_cast<QMessageBox*>(dialog());
        QVERIFY(QFile::exists(left));
        question->findChild<QPushButton*>("leaveEnd")->click();
        QTRY_VERIFY(!QFile::exists(left));
    }

    void opensAFileAndTellsDamage() {
        open("ping.pcapng");
        QCOMPARE(frames(), quint64{2});
        QVERIFY(!list()->isFollowing());
        QTRY_COMPARE(list()->currentRow(), std::optional<quint64>(0));
        QFile whole(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QFile cut(folder_.filePath("cut.pcapng"));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write(whole.readAll().chopped(150));
        cut.close();
        window_->openFile(cut.fileName());
        QTRY_COMPARE(frames(), quint64{1});
        QTRY_VERIFY2(find<QLabel>("message")->text().contains("cut short at offset"),
                     qPrintable(find<QLabel>("message")->text()));
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        auto* bar = find<QWidget>("fileTroubleBar"); // above the list, until it is closed
        QVERIFY(bar->isVisible());
        QVERIFY2(find<QLabel>("fileTroubleWords")->text().contains("All frames before it are shown"),
                 qPrintable(find<QLabel>("fileTroubleWords")->text()));
        QTest::mouseClick(find<QToolButton>("closeFileTrouble"), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
        window_->openFile("/nowhere/at-all.pcap");
        QTRY_VERIFY(find<QLabel>("message")->text().contains("No such file"));
        QTRY_VERIFY(bar->isVisible()); // the shown capture stays, so the reason is above it
        QVERIFY(find<QLabel>("fileTroubleWords")->text().contains("/nowhere/at-all.pcap"));
        QCOMPARE(frames(), quint64{1});
        open("ping.pcapng"); // a whole file needs no bar
        QVERIFY(!bar->isVisible());
    }

    void theMiddleStartsACaptureOnTheSelectedDevice() {
        const auto* start = find<QPushButton>("emptyStart");
        QVERIFY(!start->isVisible());
        createTap("start0");
        QVERIFY(start->isVisible());
        QCOMPARE(start->text(), QString("Start on start0"));
        QTest::mouseClick(find<QPushButton>("emptyStart"), Qt::LeftButton);
        QTRY_VERIFY(window_->session().isCapturing());
        QCOMPARE(window_->session().request().names(), QStringList{"start0"});
    }

    void saysInTheMiddleWhyAFileWasNotOpened_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no capture") << QByteArray("This is a letter, not a capture.") << "not a";
        QTest::newRow("empty") << QByteArray("") << "it is empty";
        QTest::newRow("missing") << QByteArray() << "No such file";
    }
    void saysInTheMiddleWhyAFileWasNotOpened() {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, reason);
        QFile file(folder_.filePath("letter.pcapng"));
        file.remove();
        if (!content.isNull()) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
            file.close();
        }
        const auto* sentence = find<QLabel>("emptySentence");
        const auto* openButton = find<QPushButton>("emptyOpen");
        QCOMPARE(openButton->text(), QString("Open…"));
        window_->openFile(file.fileName());
        QTRY_VERIFY2(sentence->text().contains(reason), qPrintable(sentence->text()));
        QVERIFY2(sentence->text().contains(file.fileName()), qPrintable(sentence->text()));
        QVERIFY(sentence->isVisible() && !find<QPushButton>("demo")->isVisible());
        QCOMPARE(openButton->text(), QString("Open another…"));
        QVERIFY(!find<QWidget>("fileTroubleBar")->isVisible());
        open("ping.pcapng");
        trigger("Ctrl+W"); // afterwards, the page invites again
        QTRY_VERIFY(window_->session().store() == nullptr);
        QCOMPARE(openButton->text(), QString("Open…"));
        QVERIFY(find<QPushButton>("demo")->isVisible() && !sentence->text().contains(reason));
    }

    void opensAFileThatIsDropped() {
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile(TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng")});
        const QPoint place = window_->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(place, Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &drop);
        QTRY_VERIFY(frames() > 2);
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        QVERIFY2(window_->windowTitle().contains("mixed.pcapng"), qPrintable(window_->windowTitle()));
    }

    void everyActionHasAToolTip() {
        for (const QAction* action : window_->actions())
            QVERIFY2(!action->toolTip().isEmpty() && action->toolTip() != action->text(), qPrintable(action->text()));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    WindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "window_test.moc"
