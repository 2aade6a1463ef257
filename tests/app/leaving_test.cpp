#include "window_driver.h"

#include <app/files/file_text.h>
#include <app/files/leave_question.h>
#include <app/files/save_dialog.h>
#include <store/recovery.h>
#include <support/private_network.h>

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QProgressBar>
#include <QTreeWidget>

#include <sys/stat.h>
#include <unistd.h>

using namespace tapscope;
using namespace tapscope::test;

/// Every way of leaving a capture, with every answer (docs/leaving.md).
class LeavingTest : public QObject, private WindowDriver {
    Q_OBJECT

    [[nodiscard]] static QString capture() { return TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng"; }

    void sendFrames(int count = 3) {
        const quint64 before = frames();
        run("ping", {"-c", QString::number(count), "-i", "0.02", "-W", "0.1", "10.9.0.2"});
        QTRY_VERIFY(frames() > before + 1);
        QTRY_VERIFY(list()->model().total() > before + 1); // and the window shows them
    }
    void captureOn(const QString& name, const QString& file = {}) {
        createTap(name);
        window_->startCapture({.devices = {{.name = name}}, .file = file, .ring = {}, .stop = {}});
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames(name));
        sendFrames();
    }
    void dropFile() {
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile(capture())});
        QDragEnterEvent enter(window_->rect().center(), Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &enter);
        QDropEvent drop(window_->rect().center(), Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &drop);
    }
    void leaveBy(const QString& way) {
        if (way == "quit")
            window_->close();
        else if (way == "close")
            trigger("Ctrl+W");
        else if (way == "open")
            window_->openFile(capture());
        else if (way == "drop")
            dropFile();
        else if (way == "restart")
            trigger("Ctrl+R");
        else if (way == "demo")
            window_->startDemo();
    }
    LeaveQuestion* question() { return qobject_cast<LeaveQuestion*>(dialog()); }
    void answer(const char* button) { question()->findChild<QPushButton*>(button)->click(); }
    bool isStillCapturing(const std::shared_ptr<const FrameStore>& before) {
        return window_->isVisible() && window_->session().isCapturing() && window_->session().store() == before;
    }
    SaveDialog* saveDialog() {
        if (!QTest::qWaitFor([this] { return window_->findChild<SaveDialog*>() != nullptr; }, patience))
            qFatal("no save dialog came");
        return window_->findChild<SaveDialog*>();
    }
    void saveAs(const QString& file) {
        saveDialog()->findChild<QLineEdit*>("path")->setText(file);
        QTest::mouseClick(saveDialog()->findChild<QPushButton*>("save"), Qt::LeftButton);
    }
    static QString message(SaveDialog* dialog) { return dialog->findChild<QLabel*>("saveMessage")->text(); }
    static int savedFrames(const QString& file) {
        return static_cast<int>(run("tshark", {"-r", file}).out.count('\n'));
    }
    void makeRecording(const QString& name) {
        QVERIFY(QDir().mkpath(fileText(recordingsFolder())));
        QVERIFY(QFile::copy(capture(), fileText(recordingsFolder() / name.toStdString())));
    }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() {
        closeWindow();
        QDir(fileText(recordingsFolder())).removeRecursively();
    }

    void everyWayAndNoAnswerButStopStops_data() {
        QTest::addColumn<QString>("way");
        QTest::addColumn<QString>("answer");
        for (const char* answer : {"button", "escape", "return", "save, then cancel"})
            QTest::addRow("quit, %s", answer) << "quit" << answer;
        for (const char* way : {"close", "open", "drop", "restart", "demo"})
            QTest::addRow("%s, return", way) << way << "return";
    }
    void everyWayAndNoAnswerButStopStops() {
        QFETCH(const QString, way);
        QFETCH(const QString, answer);
        captureOn("stay0");
        const auto store = window_->session().store();
        leaveBy(way);
        QVERIFY(question() != nullptr);
        if (answer == "button")
            this->answer("leaveStay");
        else if (answer == "escape")
            QTest::keyClick(question(), Qt::Key_Escape);
        else if (answer == "return")
            QTest::keyClick(question(), Qt::Key_Return);
        else {
            this->answer("leaveSave");
            saveDialog()->reject();
        }
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        sendFrames(); // the capture continues
        QVERIFY(isStillCapturing(store));
    }

    void discardingStopsAndGoesOn_data() {
        QTest::addColumn<QString>("way");
        for (const char* way : {"quit", "close", "open", "drop", "restart"})
            QTest::newRow(way) << way;
    }
    void discardingStopsAndGoesOn() {
        QFETCH(const QString, way);
        captureOn("drop0");
        const auto recording = window_->session().store()->path();
        const auto store = window_->session().store();
        leaveBy(way);
        answer("leaveEnd");
        if (way == "quit")
            QTRY_VERIFY(!window_->isVisible());
        else if (way == "close")
            QTRY_VERIFY(window_->session().store() == nullptr);
        else if (way == "restart")
            QTRY_VERIFY(window_->session().isCapturing() && window_->session().store() != store);
        else
            QTRY_COMPARE(window_->session().fileName(), QString("ping.pcapng"));
        QTRY_VERIFY(!std::filesystem::exists(recording));
    }

    void savingStopsAndGoesOn() {
        captureOn("save0");
        const QString file = folder_.filePath("saved.pcapng");
        window_->openFile(capture());
        answer("leaveSave");
        saveAs(file);
        QTRY_COMPARE(window_->session().fileName(), QString("ping.pcapng"));
        QVERIFY(savedFrames(file) > 0);
    }

    void aNamedCaptureAsksAndKeepsItsFile() {
        const QString file = folder_.filePath("named.pcapng");
        captureOn("named0", file);
        window_->close();
        QVERIFY(!question()->findChild<QPushButton*>("leaveSave")->isVisible());
        QVERIFY2(question()->text().contains("named.pcapng"), qPrintable(question()->text()));
        QTest::keyClick(question(), Qt::Key_Return);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(window_->session().isCapturing());
        window_->close();
        answer("leaveEnd");
        QTRY_VERIFY(!window_->isVisible());
        QVERIFY(savedFrames(file) > 0);
    }

    void restartingANamedCaptureReplacesNothing() {
        const QString file = folder_.filePath("again.pcapng");
        captureOn("again0", file);
        trigger("Ctrl+R");
        answer("leaveEnd");
        QTRY_COMPARE(window_->session().fileName(), QString("again-2.pcapng"));
        QTRY_VERIFY(window_->session().isCapturing());
        QVERIFY(savedFrames(file) > 0);
    }

    void theNumberInTheQuestionIsLive() {
        captureOn("live0");
        window_->close();
        const QString before = question()->text();
        sendFrames();
        QTRY_VERIFY(question()->text() != before);
        QTRY_VERIFY2(question()->text().contains(QString("%L1 captured").arg(frames())),
                     qPrintable(question()->text()));
        window_->session().stop(); // as if it ended by itself
        QTRY_COMPARE(question()->findChild<QPushButton*>("leaveStay")->text(), QString("&Cancel"));
        QVERIFY(!question()->text().contains("running"));
        answer("leaveStay");
    }

    void afterAPartOfTheFramesTheOthersAreAskedFor() {
        captureOn("part0");
        window_->close();
        answer("leaveSave");
        auto* which = saveDialog()->findChild<QComboBox*>("which");
        which->setCurrentIndex(4); // a range
        saveDialog()->findChild<QLineEdit*>("range")->setText("1-1");
        saveAs(folder_.filePath("part.pcapng"));
        QTRY_VERIFY(window_->findChild<LeaveQuestion*>() != nullptr &&
                    window_->findChild<LeaveQuestion*>()->isVisible());
        const quint64 left = frames() - 1;
        const QString expected = left == 1 ? QString("1 captured frame is not saved.")
                                           : QString("%1 captured frames are not saved.").arg(left);
        QCOMPARE(question()->text(), "1 frame was saved to part.pcapng. " + expected);
        answer("leaveEnd");
        QTRY_VERIFY(!window_->isVisible());
    }

    void aFileThatCannotBeOpenedAsksNothingAndStopsNothing_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("a script") << QByteArray("#!/bin/sh\necho\n");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("compressed") << QByteArray("\x1f\x8b\x08\x00", 4);
    }
    void aFileThatCannotBeOpenedAsksNothingAndStopsNothing() {
        QFETCH(const QByteArray, content);
        captureOn("wrong0");
        const auto store = window_->session().store();
        QFile file(folder_.filePath("wrong"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        window_->openFile(file.fileName());
        QTRY_VERIFY2(find<QLabel>("message")->text().contains("wrong"), qPrintable(find<QLabel>("message")->text()));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(isStillCapturing(store));
    }

    void theRecordedFileCannotBeSavedOver_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"own.pcapng", "symbolic.pcapng", "hard.pcapng", "./../%1/own.pcapng"})
            QTest::newRow(name) << name;
    }
    void theRecordedFileCannotBeSavedOver() {
        QFETCH(const QString, name);
        const QString file = folder_.filePath("own.pcapng");
        captureOn("own0", file);
        for (const char* link : {"symbolic.pcapng", "hard.pcapng"})
            QFile::remove(folder_.filePath(link));
        QVERIFY(QFile::link(file, folder_.filePath("symbolic.pcapng")));
        QCOMPARE(link(qPrintable(file), qPrintable(folder_.filePath("hard.pcapng"))), 0);
        trigger("Ctrl+Shift+S");
        saveAs(folder_.path() + "/" + (name.contains('%') ? name.arg(QDir(folder_.path()).dirName()) : name));
        QTRY_VERIFY2(message(saveDialog()).contains("being recorded to this file"), qPrintable(message(saveDialog())));
        QVERIFY(window_->session().isCapturing());
        saveDialog()->reject();
        QVERIFY(!window_->session().isFileGone());
    }

    void aFileThatGoesIsSaidAtOnceAndSavedElsewhere_data() {
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("deleted") << false;
        QTest::newRow("replaced") << true;
    }
    void aFileThatGoesIsSaidAtOnceAndSavedElsewhere() {
        QFETCH(const bool, isReplaced);
        const QString file = folder_.filePath("goes.pcapng");
        captureOn("goes0", file);
        QVERIFY(QFile::remove(file));
        if (isReplaced)
            QVERIFY(QFile::copy(capture(), file));
        QTRY_VERIFY(find<QWidget>("fileGoneBar")->isVisible());
        QVERIFY(find<QLabel>("fileGoneWords")->text().contains("goes.pcapng"));
        QTest::mouseClick(find<QPushButton>("saveElsewhere"), Qt::LeftButton);
        const QString kept = folder_.filePath(isReplaced ? "kept2.pcapng" : "kept1.pcapng");
        saveAs(kept);
        QTRY_VERIFY(savedFrames(kept) > 0);
        sendFrames(1);
        window_->close(); // leaving asks about the frames that arrived afterwards
        QVERIFY2(question()->text().contains("not saved"), qPrintable(question()->text()));
        answer("leaveStay");
    }

    void savingIsToldAndTheTitleFollows() {
        captureOn("title0");
        window_->session().stop();
        QTRY_COMPARE(window_->session().state(), CaptureSession::State::Idle);
        QVERIFY(window_->isWindowModified());
        const QString file = folder_.filePath("title.pcapng");
        trigger("Ctrl+S"); // not saved yet: asks where
        saveAs(file);
        QTRY_VERIFY2(find<QLabel>("message")->text().startsWith("Saved "), qPrintable(find<QLabel>("message")->text()));
        QVERIFY2(window_->windowTitle().startsWith("title.pcapng"), qPrintable(window_->windowTitle()));
        QVERIFY(!window_->isWindowModified());
        QVERIFY(!window_->session().hasUnsavedFrames());
    }

    void savingAgainGoesToTheSameFile() {
        captureOn("twice0");
        const QString file = folder_.filePath("twice.pcapng");
        trigger("Ctrl+S");
        saveAs(file);
        QTRY_VERIFY(window_->findChild<SaveDialog*>() == nullptr);
        sendFrames();
        QTRY_VERIFY(window_->session().hasUnsavedFrames());
        const quint64 all = frames();
        trigger("Ctrl+S");
        QTRY_VERIFY(static_cast<quint64>(savedFrames(file)) >= all);
    }

    void theSuffixSelectsTheFormat_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("made");
        QTest::newRow("whole") << "range.pcapng" << "pcapng" << "range.pcapng";
        QTest::newRow("another format") << "range.pcap" << "pcap" << "range.pcap";
        QTest::newRow("no suffix") << "range" << "pcapng" << "range.pcapng";
        QTest::newRow("a suffix of nobody's") << "range.dump" << "pcapng" << "range.dump";
    }
    void theSuffixSelectsTheFormat() {
        QFETCH(const QString, typed);
        QFETCH(const QString, format);
        QFETCH(const QString, made);
        const QString folder = folder_.filePath(QTest::currentDataTag());
        QVERIFY(QDir().mkpath(folder));
        open(capture());
        trigger("Ctrl+Shift+S");
        auto* path = saveDialog()->findChild<QLineEdit*>("path");
        path->selectAll();
        QTest::keyClicks(path, folder + "/" + typed);
        QCOMPARE(std::string(saveDialog()->exporter().id()), format.toStdString());
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(folder + "/" + made));
        QTRY_VERIFY(window_->findChild<SaveDialog*>() == nullptr);
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{made});
    }

    void aPathThatCannotBeSavedToIsReportedInTheDialog_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a folder") << "/tmp" << "/tmp: it is a folder";
        QTest::newRow("no folder") << "/nowhere/x.pcapng" << "/nowhere/x.pcapng: its folder does not exist";
        QTest::newRow("full") << "/dev/full" << "/dev/full: No space left on device";
    }
    void aPathThatCannotBeSavedToIsReportedInTheDialog() {
        QFETCH(const QString, path);
        QFETCH(const QString, reason);
        open(capture());
        trigger("Ctrl+Shift+S");
        saveAs(path);
        QTRY_VERIFY2(message(saveDialog()).contains(reason), qPrintable(message(saveDialog())));
        QVERIFY(!message(saveDialog()).contains("as it was"));
        QVERIFY(saveDialog()->isVisible());
        saveDialog()->reject();
    }

    void anExistingFileIsReplacedOnlyWhenSaid() {
        const QString file = folder_.filePath("older.pcapng");
        QFile older(file);
        QVERIFY(older.open(QIODevice::WriteOnly) && older.write("older") == 5);
        older.close();
        open(capture());
        trigger("Ctrl+Shift+S");
        saveAs(file);
        QTRY_VERIFY(qobject_cast<QMessageBox*>(QApplication::activeModalWidget()) != nullptr);
        QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Return);
        QTRY_VERIFY(saveDialog()->findChild<QPushButton*>("save")->isEnabled());
        QCOMPARE(QFileInfo(file).size(), qint64{5});
        QTest::mouseClick(saveDialog()->findChild<QPushButton*>("save"), Qt::LeftButton);
        QTRY_VERIFY(qobject_cast<QMessageBox*>(QApplication::activeModalWidget()) != nullptr);
        QApplication::activeModalWidget()->findChild<QPushButton*>("replace")->click();
        QTRY_COMPARE(savedFrames(file), 2);
    }

    void aPipeThatNobodyReadsCanBeCancelled() {
        const QString pipe = folder_.filePath("pipe");
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        open(capture());
        trigger("Ctrl+Shift+S");
        saveAs(pipe);
        QTRY_VERIFY(window_->session().isSaving());
        QVERIFY(saveDialog()->findChild<QProgressBar*>()->isVisible());
        QTest::keyClick(saveDialog(), Qt::Key_Escape);
        QTRY_VERIFY(!window_->session().isSaving());
        QVERIFY(window_->session().end([] {})); // no thread is abandoned
    }

    void namesAreBytes() {
        const std::string name = folder_.path().toStdString() + "/n\xff\n\xe2\x82\xac.pcapng";
        std::filesystem::copy(capture().toStdString(), name);
        QCOMPARE(filePath(fileText(name)).string(), name);
        open(fileText(name));
        QCOMPARE(window_->session().fileName(), QString("n\\xff\\n€.pcapng"));
        // Saves it under another name of this kind.
        trigger("Ctrl+Shift+S");
        const std::string other = folder_.path().toStdString() + "/\xfe.pcapng";
        saveAs(fileText(other));
        QTRY_VERIFY(std::filesystem::exists(other));
    }

    void aTildeIsTheHomeFolder() {
        QCOMPARE(typedPath("~/x.pcapng").string(), QDir::homePath().toStdString() + "/x.pcapng");
        QCOMPARE(typedPath("/a/~/x").string(), std::string("/a/~/x"));
    }
};

/// Recordings that were left, and several windows at the same time.
class RecoveryTest : public QObject, private WindowDriver {
    Q_OBJECT

    void makeRecording(const char* name, const char* from = "ping.pcapng") {
        QVERIFY(QDir().mkpath(fileText(recordingsFolder())));
        QVERIFY(
            QFile::copy(QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + from, fileText(recordingsFolder() / name)));
    }
    void makeEmptyRecording(const char* name) {
        makeRecording(name);
        QVERIFY(QFile::resize(fileText(recordingsFolder() / name), 28)); // its section header
    }
    QTreeWidget* openList() {
        for (auto* action : window_->actions()) {
            if (action->text().contains("captures…"))
                action->trigger();
        }
        return dialog()->findChild<QTreeWidget*>("leftRecordings");
    }

private slots:
    void initTestCase() { prepare(); }
    void cleanup() {
        closeWindow();
        QDir(fileText(recordingsFolder())).removeRecursively();
    }

    void severalAreOfferedAndEmptyOnesAreNot() {
        makeRecording("one.pcapng");
        makeRecording("two.pcapng");
        makeEmptyRecording("empty.pcapng");
        openWindow();
        QTRY_VERIFY(find<QWidget>("recoveryBar")->isVisible());
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(find<QLabel>("recoveryWords")->text().startsWith("2 captures"));
        auto* list = openList();
        QTRY_COMPARE(list->topLevelItemCount(), 2);
        dialog()->reject();
    }

    void aRecordingThatIsShownIsNotOfferedOrDeleted() {
        makeRecording("mine.pcapng");
        openWindow();
        open(fileText(recordingsFolder() / "mine.pcapng"));
        QVERIFY(findLeftRecordings(recordingsFolder()).empty());
        const auto refused = deleteLeftRecording(recordingsFolder() / "mine.pcapng");
        QVERIFY(!refused && refused.error().kind == ErrorKind::Busy);
        QVERIFY(window_->session().hasUnsavedFrames());
    }

    void deletingAsksAndReturnKeeps() {
        makeRecording("old.pcapng");
        openWindow();
        auto* list = openList();
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        auto* form = dialog();
        form->findChild<QPushButton*>("deleteRecording")->click();
        QTRY_VERIFY(QApplication::activeModalWidget() != form);
        QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Return);
        QTRY_VERIFY(QApplication::activeModalWidget() == form);
        QVERIFY(std::filesystem::exists(recordingsFolder() / "old.pcapng"));
        form->findChild<QPushButton*>("deleteRecording")->click();
        QTRY_VERIFY(QApplication::activeModalWidget() != form);
        QApplication::activeModalWidget()->findChild<QPushButton*>("deleteForGood")->click();
        QTRY_VERIFY(!std::filesystem::exists(recordingsFolder() / "old.pcapng"));
        QTRY_COMPARE(list->topLevelItemCount(), 0);
        form->reject();
    }

    void recoveringOverARunningCaptureAsks() {
        makeRecording("left.pcapng");
        openWindow();
        createTap("rec0");
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        const auto store = window_->session().store();
        auto* list = openList();
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        dialog()->findChild<QPushButton*>("recover")->click();
        QTRY_VERIFY(qobject_cast<LeaveQuestion*>(QApplication::activeModalWidget()) != nullptr);
        QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Return);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(window_->session().isCapturing() && window_->session().store() == store);
        QCOMPARE(findLeftRecordings(recordingsFolder()).size(), std::size_t{1});
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    LeavingTest leaving;
    RecoveryTest recovery;
    const int failures = QTest::qExec(&leaving, argc, argv);
    return failures + QTest::qExec(&recovery, argc, argv);
}
#include "leaving_test.moc"
