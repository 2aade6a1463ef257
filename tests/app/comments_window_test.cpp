#include "window_driver.h"

#include <app/files/leave_question.h>
#include <app/files/save_dialog.h>
#include <support/private_network.h>

#include <QComboBox>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTreeWidget>

using namespace tapscope;
using namespace tapscope::test;

/// Comments on frames and on the file, from the keys to the file that other programs read.
class CommentsWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    QString file_;

    void openCopy(const char* capture) {
        file_ = folder_.filePath(QString("%1-%2").arg(QTest::currentTestFunction(), capture));
        QFile::remove(file_);
        QVERIFY(QFile::copy(QString(TAPSCOPE_SOURCE_DIR "/tests/captures/%1").arg(capture), file_));
        open(file_);
        list()->setCurrentRow(0);
    }
    QPlainTextEdit* editor() { return dialog()->findChild<QPlainTextEdit*>("commentText"); }
    void press(const char* button) { QTest::mouseClick(dialog()->findChild<QPushButton*>(button), Qt::LeftButton); }
    void accept() {
        press("commentKeep");
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }
    void comment(const QString& text) {
        trigger("Ctrl+Alt+C");
        editor()->setPlainText(text);
        accept();
    }
    void save() {
        trigger("Ctrl+S");
        const bool isSaved = QTest::qWaitFor([this] { return !window_->session().hasUnsaved(); }, patience);
        QVERIFY2(isSaved, qPrintable(told()));
    }
    /// The window's message, and the title of the open dialog.
    QString told() {
        QStringList lines;
        auto* log = find<QTreeWidget>("log");
        for (int row = 0; row < log->topLevelItemCount(); ++row)
            lines << log->topLevelItem(row)->text(2);
        if (const auto* open = QApplication::activeModalWidget())
            lines << "open: " + open->objectName();
        return lines.join('\n');
    }
    static QStringList witnessed(const QString& file, const char* field) {
        const auto out = run("tshark", {"-r", file, "-T", "fields", "-E", "separator=|", "-e", field}).out;
        return QString::fromUtf8(out).split('\n', Qt::SkipEmptyParts);
    }
    QStringList shownComments() {
        QStringList lines;
        const auto* comments = window_->findChild<QTreeWidget*>("captureComments");
        for (int row = 0; row < comments->topLevelItemCount(); ++row)
            lines << comments->topLevelItem(row)->text(0) + ": " + comments->topLevelItem(row)->text(1);
        return lines;
    }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        QSettings().clear();
        openWindow();
    }
    void cleanup() {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            if (qobject_cast<QDialog*>(each) != nullptr)
                each->close();
        }
        closeWindow();
    }

    void aCommentIsShownFoundAndSaved() {
        openCopy("ping.pcapng");
        QVERIFY(!list()->model().row(0).hasComment);
        comment("checked by hand");
        comment("twice, \u00fcbrigens");
        QVERIFY(list()->model().row(0).hasComment);
        QVERIFY(!list()->model().row(1).hasComment);
        QVERIFY(window_->isWindowModified());
        window_->applyFilter("frame.comment contains \"twice\"");
        QTRY_COMPARE(list()->model().count(), quint64{1});
        window_->applyFilter("frame.comment");
        QTRY_COMPARE(list()->model().count(), quint64{1});
        window_->applyFilter({});
        save();
        QVERIFY(!window_->isWindowModified());
        QCOMPARE(witnessed(file_, "frame.comment").value(0), QString("checked by hand,twice, \u00fcbrigens"));
        comment("and once more"); // saved changes do not count twice
        save();
        QCOMPARE(witnessed(file_, "frame.comment").value(0),
                 QString("checked by hand,twice, \u00fcbrigens,and once more"));
    }

    void commentsAreChangedAndDeleted() {
        openCopy("ping.pcapng");
        comment("first");
        comment("second");
        trigger("editComments");
        auto* all = dialog()->findChild<QListWidget*>("commentList");
        QCOMPARE(all->count(), 2);
        all->setCurrentRow(1);
        editor()->setPlainText("second, mended");
        press("commentAdd");
        editor()->setPlainText("third");
        all->setCurrentRow(0);
        press("commentRemove");
        accept();
        save();
        QCOMPARE(witnessed(file_, "frame.comment").value(0), QString("second, mended,third"));
        trigger("deleteComments");
        QTRY_VERIFY(!list()->model().row(0).hasComment);
        save();
        QCOMPARE(witnessed(file_, "frame.comment").join(""), QString());
    }

    void unchangedCommentsStay() {
        openCopy("ping.pcapng");
        QFile before(file_);
        QVERIFY(before.open(QIODevice::ReadOnly));
        const QByteArray content = before.readAll();
        comment("x");
        trigger("deleteComments");
        QTRY_VERIFY(!window_->session().hasUnsaved()); // nothing differs
        trigger("editComments");
        QTest::keyClick(dialog(), Qt::Key_Escape);
        comment("y");
        save();
        QFile after(file_);
        QVERIFY(after.open(QIODevice::ReadOnly));
        const QByteArray now = after.readAll();
        // Only the block of frame 1 differs: the bytes before and after it are the same.
        const qsizetype same = std::ranges::mismatch(content, now).in1 - content.begin();
        const qsizetype grown = now.size() - content.size();
        QVERIFY(grown > 0);
        QVERIFY(content.endsWith(now.right(content.size() / 4)));
        QVERIFY(same > 0);
    }

    void theFilesCommentsAreCapinfos() {
        openCopy("ping.pcapng");
        trigger("fileComments");
        auto* all = dialog()->findChild<QListWidget*>("commentList");
        all->setCurrentRow(0);
        editor()->setPlainText("Ticket 4711");
        accept();
        save();
        QVERIFY(run("capinfos", {"-k", file_}).out.contains("Ticket 4711"));
    }

    void propertiesListAllComments() {
        openCopy("ping.pcapng");
        list()->setCurrentRow(1);
        comment("on the second");
        comment("with\nlines");
        list()->setCurrentRow(0);
        trigger("properties");
        QTRY_VERIFY(window_->findChild<QTreeWidget*>("captureComments") != nullptr);
        QTRY_VERIFY(shownComments().contains("Frame 2: on the second"));
        QVERIFY(shownComments().contains("Frame 2: with\\nlines"));
        auto* table = window_->findChild<QTreeWidget*>("captureComments");
        emit table->itemActivated(table->topLevelItem(table->topLevelItemCount() - 1), 0);
        QTRY_COMPARE(list()->currentRow(), std::optional<quint64>(1));
        window_->findChild<QDialog*>("propertiesDialog")->close();
    }

    void aFiltersFramesKeepTheirComments() {
        openCopy("ping.pcapng");
        list()->setCurrentRow(1);
        comment("the one that is kept");
        window_->applyFilter("frame.comment");
        QTRY_COMPARE(list()->model().count(), quint64{1});
        const QString part = folder_.filePath("part.pcapng");
        trigger("Ctrl+Shift+S");
        auto* saving = qobject_cast<SaveDialog*>(dialog());
        saving->findChild<QComboBox*>("which")->setCurrentIndex(1);
        saving->findChild<QLineEdit*>("path")->setText(part);
        QTest::mouseClick(saving->findChild<QPushButton*>("save"), Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QCOMPARE(witnessed(part, "frame.comment"), QStringList("the one that is kept"));
        QVERIFY(window_->session().hasUnsavedNotes()); // only a part was saved
    }

    void leavingAsksForCommentsThatAreNotSaved_data() {
        QTest::addColumn<QString>("answer");
        for (const char* answer : {"stay", "discard", "save"})
            QTest::newRow(answer) << answer;
    }
    void leavingAsksForCommentsThatAreNotSaved() {
        QFETCH(const QString, answer);
        openCopy("ping.pcapng");
        comment("not saved");
        trigger("Ctrl+W");
        auto* question = qobject_cast<LeaveQuestion*>(dialog());
        QVERIFY(question != nullptr);
        QCOMPARE(question->text(), QString("Changed comments are not saved."));
        if (answer == "stay") {
            QTest::keyClick(question, Qt::Key_Escape);
            QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
            QVERIFY(list()->model().row(0).hasComment);
            return;
        }
        question->findChild<QPushButton*>(answer == "save" ? "leaveSave" : "leaveEnd")->click();
        if (answer == "save") {
            QTRY_VERIFY(window_->findChild<SaveDialog*>() != nullptr);
            auto* saving = window_->findChild<SaveDialog*>();
            QCOMPARE(saving->findChild<QLineEdit*>("path")->text(), file_); // the file itself is offered
            QTest::mouseClick(saving->findChild<QPushButton*>("save"), Qt::LeftButton);
            QTRY_VERIFY(window_->findChild<QPushButton*>("replace") != nullptr);
            window_->findChild<QPushButton*>("replace")->click();
        }
        QTRY_VERIFY(window_->session().store() == nullptr);
        QCOMPARE(witnessed(file_, "frame.comment").join(""), answer == "save" ? QString("not saved") : QString());
    }

    void aFormatWithoutRoomForCommentsIsNotSavedInSilence() {
        openCopy("stream-tcp.pcap");
        comment("needs pcapng");
        trigger("Ctrl+S");
        auto* saving = qobject_cast<SaveDialog*>(dialog());
        QVERIFY(saving != nullptr);
        QVERIFY(saving->findChild<QLineEdit*>("path")->text().endsWith(".pcapng"));
        QTest::mouseClick(saving->findChild<QPushButton*>("save"), Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(!window_->session().hasUnsaved());
        QCOMPARE(witnessed(QString(file_).replace(".pcap", ".pcapng"), "frame.comment").value(0),
                 QString("needs pcapng"));
    }

    void aCommentThatIsTooLongIsNotTaken() {
        openCopy("ping.pcapng");
        trigger("Ctrl+Alt+C");
        editor()->setPlainText(QString(65'535, 'x'));
        QVERIFY(dialog()->findChild<QPushButton*>("commentKeep")->isEnabled());
        editor()->setPlainText(QString(65'536, 'x'));
        QVERIFY(!dialog()->findChild<QPushButton*>("commentKeep")->isEnabled());
        QCOMPARE(dialog()->findChild<QLabel*>("commentRoom")->text(), QString("1 byte too many"));
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QVERIFY(!window_->session().hasUnsaved());
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    CommentsWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "comments_window_test.moc"
