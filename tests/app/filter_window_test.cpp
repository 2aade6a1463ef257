#include "window_driver.h"

#include <app/filter/filter_bar.h>
#include <app/filter/kept_filters.h>
#include <app/text/styled_label.h>
#include <support/private_network.h>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QCompleter>
#include <QFile>
#include <QSignalSpy>
#include <QToolButton>

using namespace tapscope;
using namespace tapscope::test;

/// The filter bar: what it filters, says, completes and remembers.
class FilterWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    /// The box below the filter bar; null until there was a reason to show.
    QLabel* filterMessage() { return window_->findChild<QLabel*>("filterMessage"); }
    bool isFilterMessageVisible() { return filterMessage() != nullptr && filterMessage()->isVisible(); }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void filtersTheListByFields() {
        open("ping.pcapng");
        auto* bar = find<QLineEdit>("filterBar");
        trigger("Ctrl+/");
        QTest::keyClicks(bar, "icmp.type == 0");
        QTest::keyClick(bar, Qt::Key_Return);
        QTRY_COMPARE(find<StyledLabel>("displayed")->plain(), QString("Displayed 1 (50.0 %)"));
        list()->setCurrentRow(0);
        QCOMPARE(list()->selectedNumbers(), std::vector<FrameNumber>{2});
        bar->clear();
        QTest::keyClicks(bar, "icmp.tipe");
        QTest::keyClick(bar, Qt::Key_Return);
        QTRY_VERIFY2(find<QLabel>("message")->text().contains("is not a field or protocol"),
                     qPrintable(find<QLabel>("message")->text()));
        bar->clear();
        QTRY_COMPARE(find<StyledLabel>("displayed")->plain(), QString());
        list()->selectAll();
        QCOMPARE(list()->selectedNumbers().size(), std::size_t{2});
    }

    void aFileThatIsCutUnderAFilterIsTold() {
        const QString path = folder_.filePath("filtered.pcapng");
        QVERIFY(QFile::copy(TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng", path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        window_->openFile(path);
        QTRY_COMPARE(list()->model().total(), quint64{52});
        QVERIFY(QFile::resize(path, 0));
        trigger("Ctrl+/");
        auto* bar = find<QLineEdit>("filterBar");
        bar->clear();
        QTest::keyClicks(bar, "eth");
        QTest::keyClick(bar, Qt::Key_Return);
        QTRY_VERIFY2(find<QLabel>("message")->text().contains("filtered.pcapng"),
                     qPrintable(find<QLabel>("message")->text()));
        bar->clear();
    }

    void theFilterBarSaysWhatIsWrongAndCompletesWords() {
        auto* bar = find<FilterBar>("filterBar");
        bar->clear();
        trigger("Ctrl+/");
        QTRY_VERIFY(bar->hasFocus());
        QTest::keyClicks(bar, "ip.sr");
        auto* offered = bar->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(offered->isVisible());
        QCOMPARE(offered->model()->index(0, 0).data().toString(), QString("ip.src"));
        QTest::keyClick(offered, Qt::Key_Down);
        QTest::keyClick(offered, Qt::Key_Return);
        QTRY_COMPARE(bar->text(), QString("ip.src"));
        QVERIFY(bar->problem().isEmpty());
        bar->clear();
        QTest::keyClicks(bar, "ip.tt");
        QTRY_VERIFY(offered->isVisible());
        QTest::keyClick(offered, Qt::Key_Tab);
        QTRY_COMPARE(bar->text(), QString("ip.ttl"));
        QVERIFY(bar->hasFocus());
        bar->clear();
        QTest::keyClicks(bar, "!arp");
        QTRY_VERIFY(offered->isVisible());
        QSignalSpy applied(bar, &FilterBar::applied);
        QTest::keyClick(offered, Qt::Key_Return);
        QTRY_COMPARE(applied.size(), 1);
        QCOMPARE(bar->text(), QString("!arp"));
        trigger("Ctrl+/"); // the focus has moved to the list
        bar->setText("ip.src");
        QTest::keyClicks(bar, " == 10.9.0.300");
        QCOMPARE(bar->problem(), QString("Character 11: \"10.9.0.300\" is not a valid IPv4 address"));
        QTRY_VERIFY(isFilterMessageVisible());
        QCOMPARE(filterMessage()->text(), bar->problem());
        bar->setText("ip.addr !== 10.9.0.1");
        QVERIFY(bar->problem().isEmpty());
        QVERIFY(bar->warning().contains("!= requires that all differ"));
        bar->clear();
        QVERIFY(bar->warning().isEmpty());
        QTRY_VERIFY(!isFilterMessageVisible());
    }

    void completionsAreDescribedAndTheReasonWaitsForAPause() {
        auto* bar = find<FilterBar>("filterBar");
        bar->clear();
        trigger("Ctrl+/");
        QTRY_VERIFY(bar->hasFocus());
        QTest::keyClicks(bar, "ip.add");
        auto* offered = bar->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(offered->isVisible());
        QCOMPARE(offered->model()->index(0, 1).data().toString(), QString("Source Address, Destination Address"));
        const int rows = std::min(offered->model()->rowCount(), 10);
        QVERIFY(offered->viewport()->height() >= rows * offered->sizeHintForRow(0)); // all that are offered are seen
        // The reason is not shown while one types, and then below the list.
        QVERIFY(!isFilterMessageVisible());
        QTRY_VERIFY(isFilterMessageVisible());
        const QLabel* message = filterMessage();
        QVERIFY(message->mapToGlobal(QPoint()).y() >= offered->mapToGlobal(QPoint(0, offered->height())).y());
        QTest::keyClick(offered, Qt::Key_R);
        QVERIFY(!message->isVisible());
        offered->hide();
        bar->setText("ip.ttl = 64");
        QTest::keyClick(bar, Qt::Key_Return); // which asks for the reason
        QVERIFY(message->isVisible());
        QVERIFY2(message->text().contains("\"==\""), qPrintable(message->text()));
        bar->clear();
    }

    void aTypedFilterDiffersFromTheAppliedOne() {
        open("ping.pcapng");
        auto* bar = find<FilterBar>("filterBar");
        auto* apply = bar->findChild<QAction*>("applyFilter");
        QVERIFY(!apply->isVisible());
        trigger("Ctrl+/");
        QTest::keyClicks(bar, "icmp.type == 0");
        QVERIFY(apply->isVisible());
        QCOMPARE(bar->accessibleDescription(), QString("Not applied yet"));
        const QString typed = bar->styleSheet();
        apply->trigger();
        QTRY_COMPARE(list()->model().count(), quint64{1});
        QVERIFY(!apply->isVisible());
        QCOMPARE(bar->accessibleDescription(), QString("Applied"));
        QVERIFY(bar->styleSheet() != typed);
        QTest::keyClicks(bar, "  ");
        QVERIFY(!apply->isVisible()); // the same filter
        bar->setText("icmp.type == 8");
        QCOMPARE(bar->accessibleDescription(), QString("Not applied yet"));
        bar->clear();
        QTRY_COMPARE(list()->model().count(), quint64{2});
    }

    void aFilterThatHidesAllFramesIsClearedInTheList() {
        open("ping.pcapng");
        find<FilterBar>("filterBar")->apply("arp");
        auto* button = find<QPushButton>("listNoteButton");
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(find<QLabel>("listNote")->text(), QString("No frame passes the filter."));
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(list()->model().count(), quint64{2});
        QVERIFY(find<FilterBar>("filterBar")->text().isEmpty());
        QVERIFY(!find<QLabel>("listNote")->isVisible());
    }

    void theDownKeyOffersRecentFilters() {
        open("ping.pcapng");
        auto* bar = find<FilterBar>("filterBar");
        bar->apply("icmp.type == 8");
        bar->apply("icmp.type == 0");
        bar->clear();
        QTRY_COMPARE(list()->model().count(), quint64{2});
        trigger("Ctrl+/");
        QTest::keyClick(bar, Qt::Key_Down);
        auto* offered = bar->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(offered->isVisible());
        QCOMPARE(offered->model()->index(0, 0).data().toString(), QString("icmp.type == 0"));
        QCOMPARE(offered->model()->index(1, 0).data().toString(), QString("icmp.type == 8"));
        QTest::keyClick(offered, Qt::Key_Down);
        QTest::keyClick(offered, Qt::Key_Down);
        QTest::keyClick(offered, Qt::Key_Return);
        QTRY_COMPARE(bar->text(), QString("icmp.type == 8"));
        QTRY_COMPARE(list()->model().count(), quint64{1}); // it is applied
        bar->clear();
        QTRY_COMPARE(list()->model().count(), quint64{2});
    }

    void keepsFiltersFromRunToRun() {
        KeptFilters filters("testFilter");
        filters.keep("web", "tcp.port in {80, 443}");
        filters.keep("names", "dns");
        filters.keep("web", "tcp.port == 80");
        filters.remember("arp");
        filters.remember("icmp");
        filters.remember("arp");
        const KeptFilters later("testFilter");
        QCOMPARE(later.recent(), (QStringList{"arp", "icmp"}));
        QCOMPARE(later.bookmarks().size(), std::size_t{2});
        QCOMPARE(later.bookmarks().back().filter, QString("tcp.port == 80"));
        filters.remove("names");
        filters.remove("web");
        filters.forgetRecent();
        QVERIFY(later.bookmarks().empty() && later.recent().isEmpty());
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
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    FilterWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "filter_window_test.moc"
