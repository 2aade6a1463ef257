#include "window_driver.h"

#include <app/bytes/hex_view.h>
#include <app/filter/filter_bar.h>
#include <app/go/visited_frames.h>
#include <support/private_network.h>

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QImage>
#include <QListWidget>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScopeGuard>
#include <QTabWidget>
#include <QTreeView>
#include <QTreeWidget>

using namespace tapscope;
using namespace tapscope::test;

/// The window's keyboard shortcuts: each belongs to one action and works where it should, and the main tasks need no
/// mouse.
class KeysTest : public QObject, private WindowDriver {
    Q_OBJECT

    QList<QAction*> actions() {
        QList<QAction*> all = window_->actions();
        all << find<QListView>("deviceList")->actions();
        return all;
    }
    FrameNumber current() { return list()->currentRow() ? list()->model().number(*list()->currentRow()) : 0; }
    /// The widget that gets the keys, also in a dialog that no window manager has made active.
    QWidget* keyboard() {
        QWidget* const modal = QApplication::activeModalWidget();
        QWidget* const inside = modal != nullptr ? modal->focusWidget() : QApplication::focusWidget();
        if (inside != nullptr)
            return inside;
        return modal != nullptr ? modal : window_.get();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(keyboard(), key, modifiers); }
    void typeText(const QString& text) { QTest::keyClicks(keyboard(), text); }
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
    void activate() {
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        QSettings().clear();
        openWindow();
        activate();
    }
    void cleanup() {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            if (qobject_cast<QDialog*>(each) != nullptr)
                each->close();
        }
        closeWindow();
    }

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
        QCOMPARE(current(), FrameNumber{2});
        press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(current(), FrameNumber{4});
        press(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(current(), FrameNumber{2});
    }

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
        QCOMPARE(current(), FrameNumber{2});
        const auto before = window_->session().store();
        QVERIFY(QFile::remove(path) && QFile::copy(captures + "mixed.pcapng", path));
        QVERIFY(enabledAction("restart") == nullptr); // which has the same key
        press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(window_->session().store() != before && window_->isSettled());
        QVERIFY(frames() > few);
        QTRY_COMPARE(list()->model().count(), frames() - 1);
        QTRY_COMPARE(current(), FrameNumber{2});
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

    void walksTimeReferencesAndUnsetsThem() {
        open("mixed.pcapng");
        list()->setFocus();
        QVERIFY(enabledAction("nextReference") == nullptr && enabledAction("unsetReferences") == nullptr);
        for (const quint64 row : {quint64{1}, quint64{3}}) {
            list()->setCurrentRow(row);
            press(Qt::Key_T, Qt::ControlModifier);
        }
        press(Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(current(), FrameNumber{2}); // from the last one to the first
        press(Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(current(), FrameNumber{4});
        press(Qt::Key_Q, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(current(), FrameNumber{2});
        press(Qt::Key_T, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(list()->model().timeReferences().empty());
        QVERIFY(enabledAction("nextReference") == nullptr && enabledAction("previousReference") == nullptr);
    }

    void walksFramesFromAnywhere() {
        open("mixed.pcapng");
        trigger("Ctrl+/");
        press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(current(), FrameNumber{2});
        press(Qt::Key_F8);
        QCOMPARE(current(), FrameNumber{3});
        press(Qt::Key_F7);
        press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(current(), FrameNumber{1});
        list()->setFocus();
        press(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(current(), frames());
        press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(current(), FrameNumber{1});
        press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(current(), frames());
    }

    void walksTheConversation() {
        open("ping.pcapng");
        list()->setFocus();
        press(Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE(current(), FrameNumber{2});
        press(Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE(find<QLabel>("message")->text(), QString("This is the conversation's last frame"));
        press(Qt::Key_Comma, Qt::ControlModifier);
        QTRY_COMPARE(current(), FrameNumber{1});
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

    void opensAndClosesTheTree() {
        open("ping.pcapng");
        auto* tree = find<QTreeView>("fieldTree");
        trigger("expandAll");
        const auto first = tree->model()->index(1, 0);
        QVERIFY(tree->isExpanded(first));
        const auto nested = tree->model()->index(0, 0, first);
        QVERIFY(nested.isValid());
        press(Qt::Key_F8); // the next frame is expanded in the same way
        QTRY_COMPARE(current(), FrameNumber{2});
        QVERIFY(tree->isExpanded(tree->model()->index(1, 0)));
        const auto second = tree->model()->index(1, 0);
        tree->setCurrentIndex(second);
        trigger("collapseSubtree");
        QVERIFY(!tree->isExpanded(second));
        QVERIFY(tree->isExpanded(tree->model()->index(2, 0)));
        trigger("expandSubtree");
        QVERIFY(tree->isExpanded(second));
        trigger("collapseAll");
        QVERIFY(!tree->isExpanded(tree->model()->index(1, 0)));
    }

    void copiesValueNameAndFilter() {
        open("ping.pcapng");
        auto* tree = find<QTreeView>("fieldTree");
        const auto matches = tree->model()->match(tree->model()->index(0, 0), Qt::ToolTipRole, QString("ip.src"), 1,
                                                  Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!matches.isEmpty());
        tree->setFocus();
        tree->setCurrentIndex(matches.first());
        trigger("copyName");
        QCOMPARE(QApplication::clipboard()->text(), QString("ip.src"));
        trigger("copyValue");
        const QString value = QApplication::clipboard()->text();
        QVERIFY2(value.startsWith("10."), qPrintable(value));
        trigger("copyFilter");
        QCOMPARE(QApplication::clipboard()->text(), "ip.src == " + value);
        trigger("copyDescription");
        QCOMPARE(QApplication::clipboard()->text(), tree->currentIndex().data().toString());
        trigger("copyEscaped");
        QVERIFY(QApplication::clipboard()->text().startsWith("\"\\x0a\\x09\\x00\\x0"));
        trigger("copyDump");
        QVERIFY(QApplication::clipboard()->text().startsWith("0000  0a 09 00 0"));
    }

    void bytesAreReadAsEbcdic() {
        constexpr std::array octets = {0xc8, 0x85, 0x93, 0x93, 0x96, 0x5a, 0x25, 0x00, 0xf4, 0xf2};
        std::array<std::byte, octets.size()> bytes{};
        std::ranges::transform(octets, bytes.begin(), [](int octet) { return static_cast<std::byte>(octet); });
        find<HexView>("hexView")->show(bytes);
        QCOMPARE(find<HexView>("hexView")->asText(), QString("Z%"));
        trigger("showEbcdic");
        QCOMPARE(find<HexView>("hexView")->asText(), QString("Hello!\n42"));
        closeWindow(); // the layout is remembered
        openWindow();
        find<HexView>("hexView")->show(bytes);
        QCOMPARE(find<HexView>("hexView")->asText(), QString("Hello!\n42"));
    }

    void theFieldReferenceIsAtTheSelectedField() {
        open("ping.pcapng");
        auto* tree = find<QTreeView>("fieldTree");
        tree->setCurrentIndex(tree->model()
                                  ->match(tree->model()->index(0, 0), Qt::ToolTipRole, QString("ip.ttl"), 1,
                                          Qt::MatchExactly | Qt::MatchRecursive)
                                  .value(0));
        trigger("fieldReference");
        const auto* protocols = find<QTreeView>("protocols");
        QCOMPARE(protocols->currentIndex().siblingAtColumn(0).data().toString(), QString("ip.ttl"));
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

    void textGrowsAndShrinks() {
        const int before = list()->rowHeight();
        trigger("zoomIn");
        trigger("zoomIn");
        QTRY_VERIFY(list()->rowHeight() > before);
        trigger("zoomReset");
        QTRY_COMPARE(list()->rowHeight(), before);
    }

    void panesAreHiddenRememberedAndReset() {
        open("ping.pcapng");
        auto* bytes = find<QWidget>("hexView");
        auto* tree = find<QWidget>("fieldTree");
        const int before = list()->height();
        trigger("bytesPane");
        QVERIFY(!bytes->isVisible());
        trigger("fieldsPane");
        QVERIFY(!tree->isVisible());
        QTRY_VERIFY(list()->height() > before); // it takes the room of the other panes
        window_->close();
        closeWindow();
        openWindow();
        open("ping.pcapng");
        QVERIFY(!find<QWidget>("hexView")->isVisible());
        trigger("resetLayout");
        QVERIFY(find<QWidget>("hexView")->isVisible());
        QVERIFY(find<QWidget>("fieldTree")->isVisible());
    }

    void columnsGrowWithWhatTheyShow() {
        open("ping.pcapng");
        auto* header = list()->header();
        header->resizeSection(FrameListModel::Source, 30);
        trigger("resizeColumns");
        QVERIFY(header->sectionSize(FrameListModel::Source) >
                QFontMetrics(list()->font()).horizontalAdvance("10.9.0.1"));
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

    void filtersTheConversationOfALayer_data() {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QString>("filter");
        QTest::newRow("Ethernet") << QByteArray("conversationEthernet") << "eth.addr == ";
        QTest::newRow("IP") << QByteArray("conversationIp") << "ip.addr == 10.9.0.1 && ip.addr == 10.9.0.2";
        QTest::newRow("innermost") << QByteArray("conversationFilter") << "ip.addr == 10.9.0.1 && ip.addr == 10.9.0.2";
    }
    void filtersTheConversationOfALayer() {
        QFETCH(const QByteArray, action);
        QFETCH(const QString, filter);
        open("ping.pcapng");
        QVERIFY(!find<QAction>("conversationPorts")->isEnabled()); // ICMP has no ports
        QVERIFY(!find<QAction>("followStream")->isEnabled());
        trigger(action.constData());
        QVERIFY2(find<FilterBar>("filterBar")->text().startsWith(filter),
                 qPrintable(find<FilterBar>("filterBar")->text()));
        QTRY_COMPARE(list()->model().count(), quint64{2});
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

    /// "40005 → 5201" must not read the other way round.
    void textFromTheNetworkGoesFromLeftToRight() {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        const auto restore = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
        open("ping.pcapng");
        for (const char* each : {"frameList", "fieldTree", "hexView", "filterBar"})
            QCOMPARE(find<QWidget>(each)->layoutDirection(), Qt::LeftToRight);
        QCOMPARE(window_->layoutDirection(), Qt::RightToLeft);
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
        QTRY_COMPARE(WindowDriver::current(), QString("job0"));
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
