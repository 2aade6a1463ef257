#include "whole_answers.h"

#include <app/bytes/hex_view.h>
#include <app/detail/inspector_view.h>
#include <app/files/save_dialog.h>
#include <app/frames/frame_list_view.h>
#include <app/main_window/main_window.h>
#include <app/place/places.h>
#include <app/plugins/plugin_watch.h>
#include <app/session/saving.h>
#include <app/statistics/statistics_window.h>
#include <app/text/styled_label.h>
#include <app/theme/theme.h>
#include <decode/hang_watch.h>
#include <plugin/plugin_host.h>
#include <support/patience.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

using namespace tapscope;

/// A plugin that does not return, or returns only when the test lets it, never blocks the window: all checks run on the
/// window's thread while the plugin is in its call. The table in ARCHITECTURE.md names these tests.
class HangingPluginsTest : public QObject {
    Q_OBJECT

    static constexpr quint64 frames = 34;   ///< frames of the capture; nearly all are passed to the plugin
    static constexpr quint64 answers = 28;  ///< frames that DNS decodes as responses
    static constexpr quint64 fromPort = 26; ///< frames from port 53

    std::unique_ptr<Theme> theme_;
    Places places_{HelperProgram::ofThisProgram()};
    std::unique_ptr<PluginHost> plugins_;
    std::unique_ptr<MainWindow> window_;
    QTemporaryDir folder_;
    int entered_ = -1, gate_ = -1;

    template <typename Widget>
    Widget* find(const char* name) {
        auto* found = window_->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
    FrameListView* list() { return find<FrameListView>("frameList"); }
    FrameRow row(quint64 position) { return list()->model().row(position); }
    QString info(quint64 position) { return row(position).texts[FrameRow::Info]; }
    bool isInLog(const QString& text) {
        return !find<QTreeWidget>("log")->findItems(text, Qt::MatchContains, 2).isEmpty();
    }
    void trigger(const char* shortcut) {
        for (QAction* action : window_->actions()) {
            if (action->shortcut() == QKeySequence(QString::fromLatin1(shortcut)))
                return action->trigger();
        }
        QFAIL(shortcut);
    }
    /// Whether the plugin is in a call, or was in one since the last reset.
    bool hasEntered() const {
        pollfd wanted{entered_, POLLIN, 0};
        return poll(&wanted, 1, 0) == 1;
    }
    /// The number of calls that have begun since the last request; several threads decode.
    eventfd_t takeEntered() const {
        eventfd_t count = 0;
        return eventfd_read(entered_, &count) == 0 ? count : 0;
    }
    void let(eventfd_t calls) const { QCOMPARE(eventfd_write(gate_, calls), 0); }
    void letAll() const { let(1'000'000); }
    /// Whether no permit is left: while one is, it also lets a call return that begins later, in another thread.
    bool isGateClosed() const {
        pollfd permits{gate_, POLLIN, 0};
        return poll(&permits, 1, 0) == 0;
    }
    /// Opens a window whose breaking plugin breaks in this way. The capture has DNS, which that plugin decodes in the
    /// place of TapScope's decoder.
    void open(const char* breaks) {
        qputenv("TAPSCOPE_TEST_BREAKS", breaks);
        plugins_ = std::make_unique<PluginHost>(QStringList{BREAKING_PLUGIN_DIR, TAPSCOPE_PLUGIN_DIR});
        window_ = std::make_unique<MainWindow>(*plugins_, *theme_, places_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        window_->openFile(TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap");
        QTRY_COMPARE(list()->model().count(), frames);
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
    }
    SaveDialog* saveDialog() { return window_->findChild<SaveDialog*>(); }
    /// Saves the capture with an exporter, under this name.
    void saveAs(const QString& format, const QString& path) {
        trigger("Ctrl+Shift+S");
        QTRY_VERIFY(saveDialog() != nullptr && saveDialog()->isVisible());
        auto* formats = saveDialog()->findChild<QComboBox*>("format");
        formats->setCurrentText(format);
        QCOMPARE(formats->currentText(), format);
        saveDialog()->findChild<QLineEdit*>("path")->setText(path);
        saveDialog()->findChild<QPushButton*>("save")->click();
    }
    /// Saves with the exporter that does not return, until the window has said so.
    void saveWithAnExporterThatHangs() {
        open("write waits");
        window_->session().findChild<Saving*>()->setPatience(std::chrono::milliseconds(0));
        saveAs("Breaking", folder_.filePath("out.breaking"));
        QTRY_VERIFY(hasEntered());
        QTRY_VERIFY(isInLog("Saving out.breaking makes no progress: the plugin breaking or a disk does not respond"));
    }
    /// Checks as often as the watch does before it leaves a decoder out.
    void lookUntilItIsLeftOut() {
        auto* watch = window_->findChild<PluginWatch*>();
        QTRY_VERIFY((watch->look(), !plugins_->decoders().failedDecoders().empty()));
    }

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        theme_ = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        entered_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        gate_ = eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);
        qputenv("TAPSCOPE_TEST_ENTERED", QByteArray::number(entered_));
        qputenv("TAPSCOPE_TEST_GATE", QByteArray::number(gate_));
    }
    void cleanup() {
        letAll();
        window_.reset();
        plugins_.reset(); // waits for abandoned threads
        qunsetenv("TAPSCOPE_TEST_BREAKS");
        close(entered_);
        close(gate_);
    }

    void rowsShowWhatIsKnownWithoutTheDecoder() {
        open("decode waits");
        QTRY_VERIFY(hasEntered());
        // The list has been painted, and the first frame is current: both wait for the plugin.
        QCOMPARE(row(0).texts[FrameRow::Number], QString("1"));
        QCOMPARE(row(1).texts[FrameRow::Time], QString("1.000000"));
        QCOMPARE(info(1), QString("…"));
        QVERIFY(!row(1).isWhole);
        QTRY_COMPARE(row(1).texts[FrameRow::Length], QString("91"));
        QTRY_VERIFY(!window_->findChild<HexView*>()->asHex().isEmpty());
        QTRY_COMPARE(find<QLabel>("place")->text(), QString("Decoding frame 1…"));
        letAll();
        QTRY_VERIFY(row(1).isWhole);
        QCOMPARE(row(1).texts[FrameRow::Protocol], QString("BREAKS"));
        QTRY_COMPARE(find<QLabel>("place")->text(), QString());
    }

    /// However many rows and frames are requested at once, the window waits only once in each turn of its event loop.
    void aTurnOfTheWindowWaitsNoLongerThanItsPatience() {
        open("decode waits");
        QTRY_VERIFY(hasEntered());
        FrameListModel& model = list()->model();
        for (quint64 each = 0; each < frames; ++each) {
            static_cast<void>(model.row(each));
            static_cast<void>(model.dissect(each + 1));
        }
        QCOMPARE(model.patienceLeft(), TurnPatience::Duration::zero());
        QTRY_VERIFY(model.patienceLeft() > TurnPatience::Duration::zero()); // the next turn
    }

    void rowsFillInOneAfterTheOther() {
        open("decode waits");
        for (quint64 last = 0; last < 3; ++last) { // a slow plugin: each call returns when the test lets it
            const auto isThere = [&] {
                if (const eventfd_t calls = takeEntered(); calls != 0)
                    let(calls);
                return row(last).isWhole;
            };
            QVERIFY(QTest::qWaitFor(isThere, test::patience)); // QTRY_VERIFY would call it once more
        }
        QTRY_VERIFY(isGateClosed());
        QVERIFY(!row(frames - 1).isWhole); // each row needs a call of its own
    }

    void selectingScrollingAndFilteringGoOn() {
        open("decode waits");
        QTRY_VERIFY(hasEntered());
        list()->setCurrentRow(frames - 1);
        QCOMPARE(list()->currentRow(), std::optional(frames - 1));
        QTest::keyClick(list(), Qt::Key_Home);
        QCOMPARE(list()->currentRow(), std::optional<quint64>(0));
        QTest::keyClick(list(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(list()->selection().count(), quint64{2});
        list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
        QVERIFY(!list()->grab().isNull());
        window_->applyFilter("udp.srcport == 53"); // a filter that needs only other decoders
        QTRY_COMPARE(list()->model().count(), fromPort);
        window_->applyFilter("");
        QTRY_COMPARE(list()->model().count(), frames);
    }

    void copyingWaitsForTheRowsAndTheWindowDoesNot() {
        open("decode waits");
        QTRY_VERIFY(hasEntered());
        QApplication::clipboard()->setText("as it was");
        list()->setFocus();
        list()->selectAll();
        trigger("Ctrl+C");
        QCOMPARE(QApplication::clipboard()->text(), QString("as it was"));
        letAll();
        QTRY_COMPARE(QApplication::clipboard()->text().count('\n'), static_cast<int>(frames) - 1);
        QVERIFY(QApplication::clipboard()->text().contains("BREAKS"));
    }

    void aDecoderThatHangsIsNamedAndLeftOut_data() {
        QTest::addColumn<QByteArray>("breaks");
        QTest::newRow("decode") << QByteArray("decode waits");
        QTest::newRow("accepts, which learning asks, too") << QByteArray("accepts waits");
    }
    void aDecoderThatHangsIsNamedAndLeftOut() {
        QFETCH(QByteArray, breaks);
        open(breaks.constData());
        QTRY_VERIFY(hasEntered());
        window_->applyFilter("dns.flags.response == 1"); // waits for it, too
        lookUntilItIsLeftOut();
        const QString said = "The decoder breaking of the plugin breaking does not return and is left out from now on";
        QTRY_VERIFY(isInLog(said));
        QCOMPARE(find<QLabel>("message")->text(), said);
        // The blocked threads are still in the plugin; other threads take over, and may be in other decoders.
        QVERIFY(std::ranges::count(decodersAtWork(plugins_->decoders()), std::string_view("breaking")) > 0);
        QTRY_COMPARE(list()->model().count(), answers);
        QTRY_COMPARE(row(0).texts[FrameRow::Protocol], QString("DNS"));
        QCOMPARE(find<QTreeWidget>("log")->findItems(said, Qt::MatchContains, 2).size(), 1);
    }

    void aDecoderThatThrowsIsNamed() {
        open("decode throws");
        QTRY_VERIFY(isInLog("The decoder breaking of the plugin breaking failed and is left out from now on"));
    }

    void theWindowClosesOverADecoderThatHangs() {
        open("decode waits");
        QTRY_VERIFY(hasEntered());
        QVERIFY(window_->close());
        QVERIFY(!window_->isVisible());
        const QStringList held = window_->end([] {}).held;
        QVERIFY2(held.contains("The decoder breaking of the plugin breaking"), qPrintable(held.join('\n')));
    }

    void aStatisticThatHangsIsNamedAndLeftOut_data() {
        QTest::addColumn<QByteArray>("breaks");
        for (const char* call : {"make", "take", "result"})
            QTest::newRow(call) << QByteArray(call) + " waits";
    }
    void aStatisticThatHangsIsNamedAndLeftOut() {
        QFETCH(QByteArray, breaks);
        open(breaks.constData());
        trigger("Ctrl+Alt+S");
        auto* statistics = find<StatisticsWindow>("statistics");
        auto* pages = find<QListWidget>("statisticPages");
        pages->setCurrentItem(pages->findItems("Breaking", Qt::MatchExactly).value(0));
        QTRY_VERIFY(hasEntered());
        const QString said =
            "The statistic breaking of the plugin breaking is left out from now on: it does not return";
        QTRY_VERIFY((statistics->lookForFailures(), isInLog(said)));
        QTRY_COMPARE(find<QLabel>("statisticState")->text(), QString("the statistic is left out: it does not return"));
        pages->setCurrentRow(0); // the blocked thread is still in the plugin; others count
        QTRY_VERIFY(find<QLabel>("statisticState")->text().startsWith("34 frame"));
        QVERIFY(window_->close());
        QCOMPARE(window_->end([] {}).held, QStringList{"the plugin breaking"});
    }

    void anExporterThatThrowsIsNamedInTheDialog() {
        open("write throws");
        saveAs("Breaking", folder_.filePath("thrown.breaking"));
        auto* message = saveDialog()->findChild<QLabel*>("saveMessage");
        QTRY_VERIFY2(message->text().contains("thrown.breaking: the exporter failed: on purpose"),
                     qPrintable(message->text()));
        QVERIFY(!QFileInfo::exists(folder_.filePath("thrown.breaking")));
        saveDialog()->reject();
    }

    /// The window goes on, the dialog says what hangs, and after Cancel the same frames are saved by another exporter.
    void anExporterThatHangsIsNamedAndLeftBehind() {
        saveWithAnExporterThatHangs();
        QVERIFY(saveDialog()->findChild<QLabel*>("saveMessage")->text().contains("the plugin breaking"));
        QVERIFY(window_->session().isSaving());
        window_->applyFilter("udp.srcport == 53");
        QTRY_COMPARE(list()->model().count(), fromPort);
        QTest::keyClick(saveDialog(), Qt::Key_Escape);
        QTRY_VERIFY(!window_->session().isSaving() && saveDialog() == nullptr);
        const QString other = folder_.filePath("other.pcapng");
        saveAs("pcapng capture", other);
        QTRY_VERIFY(QFileInfo::exists(other));
        QTRY_VERIFY(saveDialog() == nullptr);
        letAll(); // it returns, and replaces nothing
        QTRY_VERIFY(window_->session().fileWork().waitForDone(0));
        QVERIFY(!QFileInfo::exists(folder_.filePath("out.breaking")));
    }

    void theWindowClosesOverAnExporterThatHangs() {
        saveWithAnExporterThatHangs();
        QVERIFY(window_->close());
        QVERIFY(!window_->isVisible());
        const QStringList held = window_->end([] {}).held;
        QCOMPARE(held, QStringList{"the plugin breaking or a file system"});
    }

    /// A source that does not list what it has: the dialog is there, with the devices and what other sources list.
    void aSourceThatDoesNotListHoldsNothingUp() {
        open("list waits");
        trigger("Ctrl+K");
        QTRY_VERIFY(hasEntered());
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        dialog->findChild<QComboBox*>("device")->setCurrentText("any");
        QTRY_VERIFY(dialog->findChild<QPushButton*>("start")->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(window_->close());
        QVERIFY(window_->end([] {}).held.contains("the plugin breaking or a file system"));
    }

    void anInspectorThatThrowsSaysSoInItsTab() {
        open("inspect throws");
        auto* view = find<InspectorView>("inspector.Breaking");
        find<QTabWidget>("detailTabs")->setCurrentWidget(view);
        QTRY_VERIFY(view->topLevelItemCount() == 1 && view->topLevelItem(0)->text(0).contains("on purpose"));
    }

    void anInspectorThatHangsIsNamed() {
        open("inspect waits");
        auto* tabs = find<QTabWidget>("detailTabs");
        auto* view = find<InspectorView>("inspector.Breaking");
        view->setPatience(std::chrono::milliseconds(0));
        tabs->setCurrentWidget(view);
        QTRY_VERIFY(hasEntered());
        static_cast<void>(takeEntered());
        const QString said = "Breaking does not answer and will not be asked again";
        QTRY_VERIFY(isInLog(said));
        QCOMPARE(view->topLevelItem(0)->text(0), said);
        list()->setCurrentRow(1);
        list()->setCurrentRow(2);
        QVERIFY(!hasEntered()); // one thread is enough
        QCOMPARE(row(2).texts[FrameRow::Protocol], QString("DNS"));
        view->setPatience(test::testPatience);
        letAll();
        QTRY_VERIFY(hasEntered()); // the call has returned: the newest frame counts
        QTRY_COMPARE(view->topLevelItemCount(), 0);
    }
};

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("tapscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("hanging-plugins"));
    HangingPluginsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "hanging_plugins_test.moc"
