#include "keyboard_driver.h"

#include <app/filter/filter_bar.h>
#include <support/private_network.h>

#include <QImage>
#include <QTabWidget>
#include <QTreeView>
#include <QTreeWidget>

using namespace tapscope;
using namespace tapscope::test;

/// The window's keyboard shortcuts: each belongs to one action and works where it should, and the main tasks need no
/// mouse.
class KeysTest : public QObject, private KeyboardDriver {
    Q_OBJECT

    QList<QAction*> actions() {
        QList<QAction*> all = window_->actions();
        all << find<QListView>("deviceList")->actions();
        return all;
    }
    /// Moves the focus to the device list, and requests to destroy the selected device.
    void askToDestroy() {
        activate();
        for (int i = 0; i < 6 && QApplication::focusWidget() != find<QListView>("deviceList"); ++i)
            press(Qt::Key_F6);
        press(Qt::Key_Delete);
        QVERIFY(dialog() != nullptr);
        // Without a window manager, the question does not get the focus. It would stay in the list, which uses Return.
        find<QListView>("deviceList")->clearFocus();
    }

private slots:
    void initTestCase() { prepare(); }
    void init() { openActiveWindow(); }
    void cleanup() { closeAll(); }

    void eachKeyIsOneActions() {
        QHash<QString, QString> ownerOf;
        for (const QAction* action : actions()) {
            // One key starts and stops, and one restarts a capture and reloads a file: one of the two is always off.
            if (action->objectName() == "stop" || action->objectName() == "reload")
                continue;
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!text.isEmpty(), qPrintable(action->text()));
                QVERIFY2(!ownerOf.contains(text),
                         qPrintable(text + ": " + ownerOf.value(text) + ", " + action->text()));
                ownerOf.insert(text, action->text());
            }
        }
        QVERIFY(ownerOf.size() > 60);
    }

    void eachActionIsInTheListOfKeys() {
        trigger("shortcuts");
        auto* shown = window_->findChild<QTreeWidget*>("shortcuts");
        QVERIFY(shown != nullptr);
        QHash<QString, QString> keysOf;
        for (int group = 0; group < shown->topLevelItemCount(); ++group) {
            const auto* top = shown->topLevelItem(group);
            for (int row = 0; row < top->childCount(); ++row)
                keysOf.insert(top->child(row)->text(0), top->child(row)->text(1));
        }
        for (const QAction* action : actions()) {
            const QString text = QString(action->text()).remove('&');
            QVERIFY2(keysOf.contains(text), qPrintable(text));
            for (const QKeySequence& keys : action->shortcuts())
                QVERIFY2(keysOf.value(text).contains(keys.toString(QKeySequence::NativeText)), qPrintable(text));
        }
    }

    void keysActOnDevicesOnlyInTheirList_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("delete") << int(Qt::Key_Delete) << Qt::KeyboardModifiers{};
        QTest::newRow("space") << int(Qt::Key_Space) << Qt::KeyboardModifiers{};
        QTest::newRow("return") << int(Qt::Key_Return) << Qt::KeyboardModifiers{};
        QTest::newRow("move") << int(Qt::Key_V) << (Qt::ControlModifier | Qt::AltModifier);
        QTest::newRow("Wireshark's ignore") << int(Qt::Key_D) << (Qt::ControlModifier | Qt::ShiftModifier);
        QTest::newRow("Wireshark's find next") << int(Qt::Key_N) << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    void keysActOnDevicesOnlyInTheirList() {
        QFETCH(const int, key);
        QFETCH(const Qt::KeyboardModifiers, modifiers);
        createTap("safe0");
        open("ping.pcapng");
        for (const char* pane : {"frameList", "fieldTree", "hexView"}) {
            find<QWidget>(pane)->setFocus();
            press(static_cast<Qt::Key>(key), modifiers);
            QVERIFY2(QApplication::activeModalWidget() == nullptr, pane);
            QVERIFY2(window_->session().state() == CaptureSession::State::Idle, pane);
        }
        const auto device = ipDevice("safe0");
        QVERIFY(device.value("flags").toArray().contains("UP"));
    }

    void goesFromPaneToPane() {
        createTap("pane0");
        open("ping.pcapng");
        activate();
        find<FilterBar>("filterBar")->setFocus();
        for (const char* pane : {"frameList", "fieldTree", "hexView", "injectors", "deviceList", "filterBar"}) {
            press(Qt::Key_F6);
            QCOMPARE(QApplication::focusWidget()->objectName(), QString(pane));
        }
        QCOMPARE(QApplication::focusWidget()->objectName(), QString("filterBar"));
        press(Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), QString("deviceList"));
    }

    void aFilterThatIsAppliedLeavesTheFocusInTheList() {
        open("ping.pcapng");
        trigger("Ctrl+/");
        typeText("icmp");
        press(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(list()));
    }

    /// Creating, adding an address, capturing, filtering, expanding, saving, injecting, and the question before
    /// destroying.
    void theMainJobNeedsNoMouse() {
        press(Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(dialog() != nullptr);
        typeText("job0");
        for (int i = 0; i < 10 && keyboard()->objectName() != "addresses"; ++i)
            press(Qt::Key_Tab);
        QCOMPARE(keyboard()->objectName(), QString("addresses"));
        typeText("10.9.0.1/24");
        press(Qt::Key_Return);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QTRY_VERIFY(ipAddresses("job0").contains("10.9.0.1/24"));
        QTRY_COMPARE(current(), QString("job0"));
        activate(); // as a window manager does after a dialog
        for (int i = 0; i < 6 && QApplication::focusWidget() != find<QListView>("deviceList"); ++i)
            press(Qt::Key_F6);
        press(Qt::Key_Return); // captures
        QTRY_VERIFY(window_->session().isCapturing());
        run("ip", {"neighbour", "add", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", "job0"});
        QTRY_VERIFY(carriesFrames("job0"));
        run("ping", {"-c", "2", "-i", "0.05", "-W", "0.2", "10.9.0.2"});
        QTRY_VERIFY(frames() >= 2);
        press(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE(window_->session().state(), CaptureSession::State::Idle);
        press(Qt::Key_Slash, Qt::ControlModifier);
        typeText("icmp");
        press(Qt::Key_Return);
        QTRY_VERIFY(list()->model().isFiltered() && list()->model().count() >= 2);
        press(Qt::Key_Home);
        press(Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(find<QTreeView>("fieldTree")->isExpanded(find<QTreeView>("fieldTree")->model()->index(1, 0)));
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(dialog() != nullptr);
        const QString file = folder_.filePath("job.pcapng");
        press(Qt::Key_A, Qt::ControlModifier);
        typeText(file);
        press(Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(file));
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        activate();
        list()->setFocus();
        press(Qt::Key_I, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), QString("hex"));
        press(Qt::Key_Return); // starts a capture, and sends
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY2(find<QLabel>("injectCounts")->text().contains("1 sent"),
                     qPrintable(find<QLabel>("injectCounts")->text()));
        press(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE(window_->session().state(), CaptureSession::State::Idle);
        for (const Qt::Key answer : {Qt::Key_Return, Qt::Key_Escape}) { // both keep it
            askToDestroy();
            press(answer);
            QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
            QVERIFY(!ipDevice("job0").isEmpty());
        }
        askToDestroy();
        for (int i = 0; i < 3 && keyboard()->objectName() != "confirmDestroy"; ++i)
            press(Qt::Key_Tab);
        press(Qt::Key_Space);
        QTRY_VERIFY(ipDevice("job0").isEmpty());
    }

    void theFocusIsSeen_data() {
        QTest::addColumn<QByteArray>("widget");
        for (const char* each :
             {"frameList", "fieldTree", "hexView", "deviceList", "addDevice", "filterBar", "injectors", "log"})
            QTest::newRow(each) << QByteArray(each);
    }
    void theFocusIsSeen() {
        QFETCH(const QByteArray, widget);
        createTap("seen0");
        open("ping.pcapng");
        activate();
        auto* seen = find<QWidget>(widget.constData());
        if (widget == "log")
            find<QTabWidget>("tools")->setCurrentIndex(1);
        QWidget* const other = widget == "frameList" ? find<QWidget>("hexView") : list();
        other->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), other);
        const QImage without = seen->grab().toImage();
        seen->setFocus(Qt::TabFocusReason);
        QTRY_COMPARE(QApplication::focusWidget(), seen);
        QVERIFY(seen->grab().toImage() != without);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    KeysTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "keys_test.moc"
