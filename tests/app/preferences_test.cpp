#include "window_driver.h"

#include <app/files/file_text.h>
#include <app/frames/list_header.h>
#include <store/recovery.h>
#include <support/private_network.h>

#include <QListWidget>
#include <QSpinBox>

using namespace tapscope;
using namespace tapscope::test;

/// Preferences of the whole program: where captures are kept until they are saved, how they are recorded, which columns
/// and protocols are shown.
class PreferencesTest : public QObject, private WindowDriver {
    Q_OBJECT

    QDialog* openDialog() {
        trigger("preferences");
        return dialog();
    }
    static QPushButton* keepButton(const QDialog* form) {
        for (auto* button : form->findChildren<QPushButton*>()) {
            if (button->isDefault())
                return button;
        }
        qFatal("there is no default button");
    }
    static QString stateOf(const QDialog* form) { return form->findChild<QLabel*>("recordingsState")->text(); }
    /// Types a folder and accepts it.
    void choose(const QString& folder) {
        QDialog* form = openDialog();
        form->findChild<QLineEdit*>("recordingsFolder")->setText(folder);
        QTRY_VERIFY2(keepButton(form)->isEnabled(), qPrintable(stateOf(form)));
        keepButton(form)->click();
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() {
        closeWindow();
        QSettings().clear();
    }

    void tellsTheUsualFolderAndWhatIsFreeThere() {
        const QDialog* form = openDialog();
        const QString folder = fileText(usualRecordingsFolder());
        QTRY_VERIFY2(stateOf(form).contains(folder) && stateOf(form).endsWith("free"), qPrintable(stateOf(form)));
        QVERIFY(keepButton(form)->isEnabled());
    }

    void refusesAWrongFolder_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("reason");
        QTest::newRow("is not there") << folder_.filePath("gone") << "No such file or directory";
        QTest::newRow("a file") << "/etc/hostname" << "it is not a folder";
        QTest::newRow("a device") << "/dev/null" << "it is not a folder";
        QDir(folder_.path()).mkpath("taken");
        QVERIFY(QFile(folder_.filePath("taken/tapscope-recordings")).open(QFile::WriteOnly));
        QTest::newRow("its place is taken") << folder_.filePath("taken") << "is not a folder that you own";
        QTest::newRow("markup and control characters")
            << folder_.filePath("<img src=x>\u202e\n") << "<img src=x>\\u202E";
        QTest::newRow("very long") << folder_.filePath(QString(5000, 'x')) << "File name too long";
    }
    void refusesAWrongFolder() {
        QFETCH(const QString, folder);
        QFETCH(const QString, reason);
        QDialog* form = openDialog();
        form->findChild<QLineEdit*>("recordingsFolder")->setText(folder);
        QTRY_VERIFY2(stateOf(form).startsWith("Cannot keep captures in") && stateOf(form).contains(reason),
                     qPrintable(stateOf(form)));
        QVERIFY(!keepButton(form)->isEnabled());
        QTest::keyClick(form, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(chosenRecordingsFolder().empty());
    }

    void capturesAreKeptInTheChosenFolder() {
        choose(folder_.path());
        createTap("pref0");
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        const auto file = window_->session().store()->path();
        QCOMPARE(fileText(file.parent_path()), folder_.filePath("tapscope-recordings"));
        QVERIFY(isRecording(file));
        window_->session().stop();
        QTRY_COMPARE(window_->session().state(), CaptureSession::State::Idle);
        window_->session().discard();
        QTRY_VERIFY(!std::filesystem::exists(file));
        // A user's file in the chosen folder is not a recording. A recording would be deleted when it is closed.
        const QString own = folder_.filePath("own.pcapng");
        QVERIFY(QFile::copy(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng", own));
        QVERIFY(!isRecording(filePath(own)));
    }

    void theBufferForTheDiskIsChosen() {
        QDialog* form = openDialog();
        auto* buffer = form->findChild<QSpinBox*>("recordingBuffer");
        QCOMPARE(buffer->value(), 256);
        QCOMPARE(buffer->minimum(), 2);
        buffer->setValue(3);
        QTRY_VERIFY(keepButton(form)->isEnabled());
        keepButton(form)->click();
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        createTap("buffer0");
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QCOMPARE(window_->session().recordingStatus()->bufferSize, std::size_t{3} << 20);
    }

    void columnsAreHiddenMovedAndAdded() {
        open("ping.pcapng");
        QDialog* form = openDialog();
        auto* columns = form->findChild<QListWidget*>("listColumns");
        const auto choose = [columns](const QString& title) {
            const auto found = columns->findItems(title, Qt::MatchExactly);
            QCOMPARE(found.size(), 1);
            columns->setCurrentItem(found.first());
        };
        choose("Length");
        columns->currentItem()->setCheckState(Qt::Unchecked);
        QVERIFY(!form->findChild<QPushButton*>("removeOwnColumn")->isEnabled());
        choose("Protocol");
        const int row = columns->currentRow();
        form->findChild<QPushButton*>("columnUp")->click();
        QCOMPARE(columns->currentRow(), row - 1);
        form->findChild<QPushButton*>("addOwnColumn")->click();
        QDialog* column = dialog();
        column->findChild<QLineEdit*>("columnField")->setText("ip.ttl");
        column->findChild<QPushButton*>("acceptColumn")->click();
        QTRY_COMPARE(columns->currentItem()->text(), QString("ip.ttl"));
        QCOMPARE(columns->currentRow(), row);
        const ListColumns before = list()->header()->columns();
        QCOMPARE(before, defaultColumns()); // nothing has changed yet
        QTRY_VERIFY(keepButton(form)->isEnabled());
        keepButton(form)->click();
        const ListColumns after = list()->header()->columns();
        QCOMPARE(after.size(), before.size() + 1);
        QCOMPARE(after[static_cast<std::size_t>(row) - 1].kind, FrameRow::Protocol);
        QCOMPARE(after[static_cast<std::size_t>(row)].field, QString("ip.ttl"));
        QVERIFY(list()->header()->isSectionHidden(FrameRow::Length));
        QTRY_COMPARE(list()->model().row(0).text(FrameRow::ColumnCount), QString("64"));
        closeWindow(); // and it stays so
        openWindow();
        QCOMPARE(list()->header()->columns(), after);
    }

    void aRingIsFilledInForANamedFile() {
        QDialog* form = openDialog();
        form->findChild<QSpinBox*>("nextMegabytes")->setValue(100);
        form->findChild<QSpinBox*>("keptFiles")->setValue(5);
        QTRY_VERIFY(keepButton(form)->isEnabled());
        keepButton(form)->click();
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        trigger("options");
        const QDialog* options = dialog();
        QCOMPARE(options->findChild<QSpinBox*>("nextMegabytes")->value(), 0); // a temporary file is one file
        options->findChild<QLineEdit*>("file")->setText(folder_.filePath("named.pcapng"));
        QCOMPARE(options->findChild<QSpinBox*>("nextMegabytes")->value(), 100);
        QCOMPARE(options->findChild<QSpinBox*>("keptFiles")->value(), 5);
    }

    void whatWasLeftInAnEarlierFolderIsOffered() {
        choose(folder_.path());
        makeRecordingsFolder();
        const auto left = recordingsFolder() / "left.pcapng";
        QVERIFY(QFile::copy(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng", fileText(left)));
        choose({});
        QCOMPARE(fileText(recordingsFolder()), fileText(usualRecordingsFolder()));
        QVERIFY(isRecording(left));
        const auto all = leftRecordings();
        QCOMPARE(all.size(), std::size_t{1});
        QVERIFY(all.front().path == left);
    }

    void aProtocolThatIsSwitchedOffIsNotDecoded() {
        open("ping.pcapng");
        const auto protocol = [this] { return list()->model().row(0).texts[FrameListModel::Protocol]; };
        QTRY_COMPARE(protocol(), QString("ICMP"));
        trigger("enabledProtocols");
        QDialog* form = dialog();
        auto* protocols = form->findChild<QListWidget*>("enabledProtocols");
        QListWidgetItem* icmp = nullptr;
        for (int row = 0; row < protocols->count(); ++row) {
            if (protocols->item(row)->data(Qt::UserRole) == "icmp")
                icmp = protocols->item(row);
        }
        QVERIFY(icmp != nullptr);
        icmp->setCheckState(Qt::Unchecked);
        form->findChild<QPushButton*>("applyEnabled")->click();
        QTRY_COMPARE(protocol(), QString("IPv4"));
        closeWindow(); // the setting is remembered
        openWindow();
        open("ping.pcapng");
        QTRY_COMPARE(protocol(), QString("IPv4"));
        trigger("enabledProtocols");
        dialog()->findChild<QPushButton*>("allOn")->click();
        dialog()->findChild<QPushButton*>("applyEnabled")->click();
        QTRY_COMPARE(protocol(), QString("ICMP"));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    PreferencesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "preferences_test.moc"
