#include "keyboard_driver.h"

#include <app/bytes/hex_view.h>
#include <support/private_network.h>

#include <QClipboard>
#include <QHeaderView>
#include <QScopeGuard>
#include <QTreeView>

using namespace tapscope;
using namespace tapscope::test;

/// The panes of a frame: what they show, copy and remember.
class PanesTest : public QObject, private KeyboardDriver {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { openActiveWindow(); }
    void cleanup() { closeAll(); }

    void opensAndClosesTheTree() {
        open("ping.pcapng");
        auto* tree = find<QTreeView>("fieldTree");
        trigger("expandAll");
        const auto first = tree->model()->index(1, 0);
        QVERIFY(tree->isExpanded(first));
        const auto nested = tree->model()->index(0, 0, first);
        QVERIFY(nested.isValid());
        press(Qt::Key_F8); // the next frame is expanded in the same way
        QTRY_COMPARE(currentFrame(), FrameNumber{2});
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

    /// "40005 → 5201" must not read the other way round.
    void textFromTheNetworkGoesFromLeftToRight() {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        const auto restore = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
        open("ping.pcapng");
        for (const char* each : {"frameList", "fieldTree", "hexView", "filterBar"})
            QCOMPARE(find<QWidget>(each)->layoutDirection(), Qt::LeftToRight);
        QCOMPARE(window_->layoutDirection(), Qt::RightToLeft);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    PanesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "panes_test.moc"
