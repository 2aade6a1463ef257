#include "keyboard_driver.h"

#include <support/private_network.h>

#include <QPlainTextEdit>
#include <QTreeWidget>

using namespace tapscope;
using namespace tapscope::test;

/// A file in the window: reading it again, its properties, and a hex dump as one.
class OpenedFileTest : public QObject, private KeyboardDriver {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { openActiveWindow(); }
    void cleanup() { closeAll(); }

    void readsAChangedFileAgain() {
        const QString captures = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/");
        const QString path = folder_.filePath("changed.pcapng");
        QVERIFY(enabledAction("reload") == nullptr);
        QVERIFY(QFile::copy(captures + "ping.pcapng", path));
        open(path);
        const auto few = frames();
        window_->applyFilter("frame.number >= 2");
        QTRY_COMPARE(list()->model().count(), few - 1);
        list()->setFocus();
        list()->setCurrentRow(0);
        QCOMPARE(currentFrame(), FrameNumber{2});
        const auto before = window_->session().store();
        QVERIFY(QFile::remove(path) && QFile::copy(captures + "mixed.pcapng", path));
        QVERIFY(enabledAction("restart") == nullptr); // which has the same key
        press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(window_->session().store() != before && window_->isSettled());
        QVERIFY(frames() > few);
        QTRY_COMPARE(list()->model().count(), frames() - 1);
        QTRY_COMPARE(currentFrame(), FrameNumber{2});
        window_->applyFilter({});
    }

    void aFileThatHasGoneIsNotReloaded() {
        const QString path = folder_.filePath("gone.pcapng");
        QVERIFY(QFile::copy(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng"), path));
        open(path);
        const auto before = window_->session().store();
        QVERIFY(QFile::remove(path));
        trigger("reload");
        QTRY_VERIFY(logged("gone.pcapng"));
        QVERIFY(window_->session().store() == before); // what is shown stays
    }

    void tellsTheProperties() {
        open("ping.pcapng");
        trigger("properties");
        auto* shown = dialog()->findChild<QTreeWidget*>("properties");
        const auto frames = shown->findItems("Frames", Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(frames.size(), 1);
        QCOMPARE(frames.first()->text(1), QString("2"));
        const auto name = shown->findItems("Name", Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(name.first()->text(1).endsWith("ping.pcapng"));
    }

    void importsAHexDump() {
        trigger("import");
        auto* form = dialog();
        form->findChild<QPlainTextEdit*>("dump")->setPlainText("0000  02 00 00 00 00 02 02 00 00 00 00 01 08 06 00 01\n"
                                                               "0010  08 00 06 04 00 01 02 00 00 00 00 01 0a 09 00 01\n"
                                                               "0020  00 00 00 00 00 00 0a 09 00 02\n");
        auto* import = form->findChild<QPushButton*>("import");
        QTRY_VERIFY(import->isEnabled());
        import->click();
        QTRY_COMPARE(frames(), quint64{1});
        QVERIFY(window_->session().hasUnsavedFrames());
        QTRY_VERIFY(list()->model().row(0).texts[FrameListModel::Info].contains("10.9.0.2"));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    OpenedFileTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "opened_file_test.moc"
