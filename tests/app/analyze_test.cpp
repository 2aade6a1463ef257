#include "open_capture.h"
#include "whole_answers.h"

#include <app/bytes/hex_view.h>
#include <app/colouring/colouring_rules.h>
#include <app/detail/field_tree_model.h>
#include <app/filter/condition_menu.h>
#include <app/filter/filter_bar.h>
#include <app/frames/frame_list_view.h>
#include <app/main_window/main_window.h>
#include <app/place/places.h>
#include <app/protocols/decode_as_dialog.h>
#include <app/protocols/decode_as_settings.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace tapscope;

/// The tools of the Analyze menu in the whole window, over a capture of two pings (frames 1 and 2, request and reply).
class AnalyzeTest : public QObject {
    Q_OBJECT

    Translations english_{QLocale(QLocale::English)};
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<PluginHost> plugins_;
    Places places_{HelperProgram::ofThisProgram()};
    std::unique_ptr<MainWindow> window_;

    template <typename Widget>
    Widget* find(const char* name) {
        auto* found = window_->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
    template <typename Dialog>
    Dialog* dialog() {
        Dialog* found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = window_->findChild<Dialog*>()) != nullptr && found->isVisible(); }))
            qFatal("no dialog came");
        return found;
    }
    /// Finds an action by its keys or its name.
    QAction* action(const char* keysOrName) {
        for (QAction* each : window_->actions()) {
            if (each->objectName() == QLatin1String(keysOrName) ||
                each->shortcuts().contains(QKeySequence(QString::fromLatin1(keysOrName))))
                return each;
        }
        return nullptr;
    }
    void trigger(const char* keysOrName) {
        QTRY_VERIFY2(action(keysOrName) != nullptr && action(keysOrName)->isEnabled(), keysOrName);
        action(keysOrName)->trigger();
    }
    void choose(const char* menu, const char* entry) {
        for (const auto* each : window_->findChildren<ConditionMenu*>()) {
            if (!each->title().contains(QLatin1String(menu)))
                continue;
            for (QAction* action : each->actions()) {
                if (action->text() == QString::fromUtf8(entry))
                    return action->trigger();
            }
        }
        QFAIL(entry);
    }
    FrameListView* list() { return find<FrameListView>("frameList"); }
    QString cell(quint64 row, int column) { return list()->model().row(row).texts[static_cast<std::size_t>(column)]; }
    void pressOn(int row, int column) {
        const QPoint at(list()->header()->sectionViewportPosition(column) + 10,
                        row * list()->rowHeight() + list()->rowHeight() / 2);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, Qt::NoModifier, at);
    }

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        theme_ = std::make_unique<Theme>(*qApp);
        plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR});
    }
    void init() {
        QSettings().clear();
        window_ = std::make_unique<MainWindow>(*plugins_, *theme_, places_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        find<FrameListView>("frameList")->model().setPatience(test::testPatience);
        test::openCapture(*window_, "ping.pcapng");
        list()->setCurrentRow(0);
    }
    void cleanup() { window_.reset(); }

    void aFieldOfTheTreeBecomesAFilter() {
        auto* tree = find<QTreeView>("fieldTree");
        tree->setFocus();
        const auto* fields = qobject_cast<const FieldTreeModel*>(tree->model());
        QModelIndex chosen;
        for (int layer = 0; layer < fields->rowCount({}); ++layer) {
            const QModelIndex parent = fields->index(layer, 0, {});
            for (int row = 0; row < fields->rowCount(parent); ++row) {
                if (fields->fieldName(fields->index(row, 0, parent)) == "icmp.type")
                    chosen = fields->index(row, 0, parent);
            }
        }
        QVERIFY(chosen.isValid());
        tree->setCurrentIndex(chosen);
        choose("Apply", "&Selected");
        QCOMPARE(find<FilterBar>("filterBar")->text(), QString("icmp.type == 8"));
        QTRY_COMPARE(list()->model().count(), quint64{1});
        QTRY_COMPARE(list()->currentRow(), std::optional<quint64>(0)); // it stays current
        list()->setFocus();
        pressOn(0, FrameListModel::Length);
        choose("Prepare", "… or not s&elected");
        QCOMPARE(find<FilterBar>("filterBar")->text(), QString("(icmp.type == 8) || (!(frame.len == 98))"));
        QCOMPARE(list()->model().count(), quint64{1}); // prepared, not applied
    }

    void aColumnOfTheListBecomesAFilter() {
        list()->setFocus();
        const QString source = cell(0, FrameListModel::Source);
        pressOn(0, FrameListModel::Source);
        choose("Apply", "&Not selected");
        QCOMPARE(find<FilterBar>("filterBar")->text(), QString("!(ip.src == %1)").arg(source));
        QTRY_COMPARE(list()->model().count(), quint64{1});
        QCOMPARE(cell(0, FrameListModel::Number), QString("2"));
    }

    void theSelectedFrameStaysWhenTheFilterChanges_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("it is shown") << "icmp.type == 0" << true;
        QTest::newRow("it is hidden") << "icmp.type == 8" << false;
    }
    void theSelectedFrameStaysWhenTheFilterChanges() {
        QFETCH(const QString, filter);
        QFETCH(const bool, isShown);
        list()->setCurrentRow(1); // not the first one, which a list without a selection shows, too
        window_->applyFilter(filter);
        QTRY_COMPARE(list()->model().count(), quint64{1});
        if (isShown) {
            QTRY_COMPARE(list()->currentRow(), std::optional<quint64>(0));
            QCOMPARE(list()->model().number(0), FrameNumber{2});
        }
        window_->applyFilter({});
        QTRY_COMPARE(list()->model().count(), quint64{2});
        QTRY_COMPARE(list()->currentRow(), std::optional<quint64>(1));
    }

    void theConversationOfAFrameIsFiltered() {
        trigger("conversationFilter");
        QVERIFY(find<FilterBar>("filterBar")->text().startsWith("ip.addr == "));
        QTRY_COMPARE(list()->model().count(), quint64{2});
    }

    void findsFrames_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("everywhere, in the list") << 0 << "REPLY" << "Frame 2, in the list";
        QTest::newRow("everywhere, in the fields") << 0 << "checksum status" << "Frame 2, in the fields";
        QTest::newRow("everywhere, in the bytes") << 0 << "08 00 45" << "Frame 2, at byte 12";
        QTest::newRow("everywhere, nowhere") << 0 << "abc-no-such" << "Not found in any frame";
        QTest::newRow("text of the list") << 1 << "REPLY" << "Frame 2, in the list";
        QTest::newRow("text of the fields") << 2 << "checksum status" << "Frame 2, in the fields";
        QTest::newRow("text in the bytes") << 3 << "abc-no-such" << "Not found in any frame";
        QTest::newRow("bytes") << 4 << "08 00 45" << "Frame 2, at byte 12";
        QTest::newRow("no bytes") << 4 << "0g" << "Bytes are pairs of hex digits: de:ad be ef";
        QTest::newRow("a filter") << 5 << "icmp.type == 0" << "Frame 2";
        QTest::newRow("a filter that goes round") << 5 << "icmp.type == 8" << "Frame 1 (the search wrapped around)";
    }
    void findsFrames() {
        QFETCH(int, kind);
        QFETCH(QString, text);
        QFETCH(QString, message);
        trigger("Ctrl+F");
        find<QComboBox>("findKind")->setCurrentIndex(kind);
        auto* line = find<QLineEdit>("findText");
        QVERIFY(line->isVisible());
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(find<QLabel>("findMessage")->text(), message);
        if (message.startsWith("Frame 2"))
            QCOMPARE(list()->currentRow(), std::optional<quint64>(1));
        if (message.endsWith("in the fields")) // its line is selected
            QVERIFY(find<QTreeView>("fieldTree")->currentIndex().data().toString().contains(text, Qt::CaseInsensitive));
        if (message.endsWith("at byte 12"))
            QCOMPARE(find<HexView>("hexView")->highlighted().offset, 12U);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!line->isVisible());
    }

    QLineEdit* typedProtocol(const QTableWidget* rules, int row) {
        return qobject_cast<QComboBox*>(rules->cellWidget(row, 3))->lineEdit();
    }
    void openDecodeAs(QDialog*& form, QTableWidget*& rules) {
        trigger("Ctrl+Shift+U");
        form = dialog<QDialog>();
        rules = form->findChild<QTableWidget*>("decodeAs");
    }
    void acceptDecodeAs(QDialog* form) {
        QTest::mouseClick(form->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    }

    void decodeAsIsAppliedAndKept() {
        QCOMPARE(cell(0, FrameListModel::Protocol), QString("ICMP"));
        QDialog* form = nullptr;
        QTableWidget* rules = nullptr;
        openDecodeAs(form, rules);
        QCOMPARE(form->findChild<QLabel*>("decodedNow")->text(),
                 QString("ICMP decodes the payload of IPv4 in frame 1 now."));
        QCOMPARE(rules->rowCount(), 1); // the protocol number of the frame's innermost layer that has one
        QCOMPARE(rules->item(0, 1)->text(), QString("1"));
        QCOMPARE(rules->item(0, 2)->text(), QString("ICMP"));
        QCOMPARE(typedProtocol(rules, 0)->text(), QString("(default)"));
        rules->item(0, 1)->setText("256");
        acceptDecodeAs(form);
        QVERIFY(form->findChild<QLabel*>("decodeAsProblem")->text().contains("\"256\" is not a number from 0 to 255"));
        rules->item(0, 1)->setText("0x01");
        typedProtocol(rules, 0)->selectAll();
        QTest::keyClicks(typedProtocol(rules, 0), "no such");
        acceptDecodeAs(form);
        QVERIFY(form->isVisible());
        QCOMPARE(form->findChild<QLabel*>("decodeAsProblem")->text(),
                 QString("\"no such\" is not a protocol that can be chosen"));
        auto* choice = qobject_cast<QComboBox*>(rules->cellWidget(0, 3));
        choice->setCurrentIndex(choice->findData(QString("")));
        const QSignalSpy applied(qobject_cast<DecodeAsDialog*>(form), &DecodeAsDialog::applied);
        auto* ok = form->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        ok->click();
        ok->click(); // the second click of a double click
        QCOMPARE(applied.count(), 1);
        QTRY_VERIFY(cell(0, FrameListModel::Protocol) != QString("ICMP"));
        // The shown frame has the fields of the new decoding, and its own bytes.
        auto* tree = find<QTreeView>("fieldTree");
        QTRY_COMPARE(tree->model()->rowCount(), 4);
        QVERIFY(tree->model()->index(3, 0, {}).data().toString().startsWith("Data"));
        tree->expandAll();
        tree->grab();
        QCOMPARE(find<HexView>("hexView")->asDump().left(17), QString("0000  02 42 0a 09"));
        window_ = std::make_unique<MainWindow>(*plugins_, *theme_, places_);
        test::openCapture(*window_, "ping.pcapng");
        QVERIFY(cell(0, FrameListModel::Protocol) != QString("ICMP"));
    }

    void decodeAsTakesTypedNames_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("protocol"); // of the stored rule
        QTest::newRow("an abbreviation") << "ntp" << "ntp";
        QTest::newRow("in capitals") << "NTP" << "ntp";
        QTest::newRow("a title") << "network time protocol" << "ntp";
        QTest::newRow("nothing typed") << "" << "(no rule)";
    }
    void decodeAsTakesTypedNames() {
        QFETCH(QString, typed);
        QFETCH(QString, protocol);
        test::openCapture(*window_, "app-dns.pcap");
        quint64 row = 0;
        while (cell(row, FrameListModel::Protocol) != "DNS")
            QVERIFY(++row < list()->model().count());
        list()->setCurrentRow(row);
        QTRY_VERIFY(find<QTreeView>("fieldTree")->model()->rowCount() > 3);
        QDialog* form = nullptr;
        QTableWidget* rules = nullptr;
        openDecodeAs(form, rules);
        QVERIFY(form->findChild<QLabel*>("decodedNow")->text().startsWith("DNS decodes the payload of UDP"));
        QCOMPARE(rules->rowCount(), 2); // both ports
        QCOMPARE(rules->item(0, 1)->text(), QString("53"));
        QCOMPARE(rules->item(0, 2)->text(), QString("DNS"));
        QVERIFY(rules->item(1, 1)->text().toInt() > 53);
        QTest::keyClicks(typedProtocol(rules, 0), typed);
        if (!typed.isEmpty())
            QTest::keyClick(typedProtocol(rules, 0), Qt::Key_Return); // which also presses OK
        else
            acceptDecodeAs(form);
        QTRY_VERIFY(!form->isVisible());
        const DecodeAsList expected =
            typed.isEmpty() ? DecodeAsList{} : DecodeAsList{{"udp.port", 53, protocol.toStdString()}};
        QCOMPARE(storedDecodeAs(), expected); // rows that nobody touched make no rules
    }

    void decodeAsShowsTheFieldsAnew_data() {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("layer");
        QTest::newRow("DNS to NTP") << "ntp" << "Network Time Protocol";
        QTest::newRow("DNS to Syslog") << "syslog" << "Syslog message";
    }
    void decodeAsShowsTheFieldsAnew() {
        QFETCH(QString, protocol);
        QFETCH(QString, layer);
        test::openCapture(*window_, "app-dns.pcap");
        quint64 row = 0;
        while (cell(row, FrameListModel::Protocol) != "DNS")
            QVERIFY(++row < list()->model().count());
        list()->setCurrentRow(row);
        auto* tree = find<QTreeView>("fieldTree");
        QTRY_VERIFY(tree->model()->rowCount() > 3);
        tree->expandAll();
        QModelIndex last = tree->model()->index(tree->model()->rowCount() - 1, 0);
        while (tree->model()->rowCount(last) > 0)
            last = tree->model()->index(tree->model()->rowCount(last) - 1, 0, last);
        tree->setCurrentIndex(last); // a field that will be gone after the next step
        tree->setFocus();
        trigger("Ctrl+Shift+U");
        auto* form = dialog<QDialog>();
        auto* choice = qobject_cast<QComboBox*>(form->findChild<QTableWidget*>("decodeAs")->cellWidget(0, 3));
        choice->setCurrentIndex(choice->findData(protocol));
        QTest::mouseClick(form->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        const auto topmost = [tree] {
            return tree->model()->index(tree->model()->rowCount() - 1, 0).data().toString();
        };
        QTRY_VERIFY2(topmost().contains(layer) || topmost().contains("Malformed"), qPrintable(topmost()));
        choose("Apply as", "&Selected"); // which looks at the fields again
        tree->expandAll();
        window_->grab();
        QVERIFY(!find<QTreeView>("fieldTree")->currentIndex().isValid());
    }

    void supportedProtocolsAreSearched() {
        trigger("Ctrl+Alt+P");
        auto* tree = window_->findChild<QTreeView*>("protocols");
        QVERIFY(tree != nullptr);
        const QAbstractItemModelTester tester(tree->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int all = tree->model()->rowCount();
        QVERIFY(all > 10);
        QTest::keyClicks(window_->findChild<QLineEdit*>("protocolSearch"), "ip.ttl");
        QCOMPARE(tree->model()->rowCount(), 1);
        QVERIFY(window_->findChild<QLabel*>("protocolSummary")->text().contains("1 protocol"));
        QTest::keyClicks(window_->findChild<QLineEdit*>("protocolSearch"), "no such");
        QCOMPARE(tree->model()->rowCount(), 0);
    }

    void colouringRulesAreCheckedAndApplied() {
        const int before = list()->model().row(0).colouring;
        QVERIFY(before >= 0);
        QCOMPARE(list()->model().colouring().rule(before).name, QString("ICMP"));
        trigger("Ctrl+Alt+L");
        auto* form = dialog<QDialog>();
        auto* rules = form->findChild<QTableWidget*>("colouringRules");
        QTest::mouseClick(form->findChild<QPushButton*>("addColouring"), Qt::LeftButton);
        auto* ok = form->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        rules->item(0, 1)->setText("ip.ttl ==");
        QVERIFY(!ok->isEnabled());
        QVERIFY(!form->findChild<QLabel*>("colouringProblem")->text().isEmpty());
        rules->item(0, 1)->setText("icmp.type == 8");
        QVERIFY(ok->isEnabled());
        QTest::mouseClick(ok, Qt::LeftButton);
        QTRY_COMPARE(list()->model().colouring().rule(list()->model().row(0).colouring).name, QString("New rule"));
        QCOMPARE(list()->model().colouring().rule(list()->model().row(1).colouring).name, QString("ICMP"));
    }

    void followingSaysWhereThereIsNoStream() {
        QTRY_VERIFY(list()->model().dissect(1) != nullptr);
        QVERIFY(!action("followStream")->isEnabled());
        QCOMPARE(action("followStream")->toolTip(), QString("Only TCP and UDP have streams to follow"));
    }

    void wiresharksViewOfAFrameIsATab() {
        auto* tabs = find<QTabWidget>("detailTabs");
        QCOMPARE(tabs->tabText(1), QString("Wireshark"));
        tabs->setCurrentIndex(1);
        auto* tree = qobject_cast<QTreeWidget*>(tabs->widget(1));
        constexpr int patience = 30'000;
        QTRY_VERIFY_WITH_TIMEOUT(!tree->findItems("Internet Control Message Protocol", Qt::MatchExactly).isEmpty(),
                                 patience);
    }
};

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("tapscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("analyze"));
    AnalyzeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "analyze_test.moc"
