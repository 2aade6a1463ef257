#include "keyboard_driver.h"

#include <app/go/visited_frames.h>
#include <support/private_network.h>

using namespace tapscope;
using namespace tapscope::test;

/// From frame to frame: the next one, marked ones, time references, those of a conversation, and those visited before.
class NavigationTest : public QObject, private KeyboardDriver {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { openActiveWindow(); }
    void cleanup() { closeAll(); }

    void marksAllThatIsShownAndWalksMarks() {
        open("mixed.pcapng");
        list()->setFocus();
        press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(list()->model().marked().size(), static_cast<std::size_t>(frames()));
        press(Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(list()->model().marked().empty());
        for (const quint64 row : {quint64{1}, quint64{3}}) {
            list()->setCurrentRow(row);
            press(Qt::Key_M, Qt::ControlModifier);
        }
        press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(currentFrame(), FrameNumber{2});
        press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(currentFrame(), FrameNumber{4});
        press(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(currentFrame(), FrameNumber{2});
    }

    void walksTimeReferencesAndUnsetsThem() {
        open("mixed.pcapng");
        list()->setFocus();
        QVERIFY(enabledAction("nextReference") == nullptr && enabledAction("unsetReferences") == nullptr);
        for (const quint64 row : {quint64{1}, quint64{3}}) {
            list()->setCurrentRow(row);
            press(Qt::Key_T, Qt::ControlModifier);
        }
        press(Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(currentFrame(), FrameNumber{2}); // from the last one to the first
        press(Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(currentFrame(), FrameNumber{4});
        press(Qt::Key_Q, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(currentFrame(), FrameNumber{2});
        press(Qt::Key_T, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(list()->model().timeReferences().empty());
        QVERIFY(enabledAction("nextReference") == nullptr && enabledAction("previousReference") == nullptr);
    }

    void walksFramesFromAnywhere() {
        open("mixed.pcapng");
        trigger("Ctrl+/");
        press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(currentFrame(), FrameNumber{2});
        press(Qt::Key_F8);
        QCOMPARE(currentFrame(), FrameNumber{3});
        press(Qt::Key_F7);
        press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(currentFrame(), FrameNumber{1});
        list()->setFocus();
        press(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(currentFrame(), frames());
        press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(currentFrame(), FrameNumber{1});
        press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(currentFrame(), frames());
    }

    void walksTheConversation() {
        open("ping.pcapng");
        list()->setFocus();
        press(Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE(currentFrame(), FrameNumber{2});
        press(Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE(find<QLabel>("message")->text(), QString("This is the conversation's last frame"));
        press(Qt::Key_Comma, Qt::ControlModifier);
        QTRY_COMPARE(currentFrame(), FrameNumber{1});
    }

    void stepsAreOneVisit() {
        VisitedFrames visited;
        for (const FrameNumber frame : {1, 2, 3, 100, 101, 50})
            visited.visit(frame);
        QCOMPARE(visited.back(), FrameNumber{101});
        QCOMPARE(visited.back(), FrameNumber{3});
        QCOMPARE(visited.back(), FrameNumber{0});
        QCOMPARE(visited.forward(), FrameNumber{101});
        visited.visit(7);
        QCOMPARE(visited.forward(), FrameNumber{0});
        QCOMPARE(visited.back(), FrameNumber{101});
    }

    void timesCountFromEachReference() {
        open("mixed.pcapng");
        const auto time = [this](quint64 row) { return list()->model().row(row).texts[FrameListModel::Time]; };
        const QString fourth = time(3);
        for (const quint64 row : {quint64{1}, quint64{2}}) {
            list()->setCurrentRow(row);
            trigger("timeReference");
        }
        QCOMPARE(time(1), QString("*REF*"));
        QCOMPARE(time(2), QString("*REF*"));
        QVERIFY(time(3).toDouble() <= fourth.toDouble());
        trigger("unsetReferences");
        QCOMPARE(time(3), fourth);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    NavigationTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "navigation_test.moc"
