#include "window_driver.h"

#include <app/detail/field_tree_model.h>
#include <app/filter/filter_bar.h>
#include <app/frames/list_column.h>
#include <app/frames/list_header.h>
#include <app/profiles/profiles.h>
#include <support/private_network.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTreeView>

using namespace tapscope;
using namespace tapscope::test;

/// The columns of the list: the user's own, their order and look, and sorting by them.
class ListColumnsTest : public QObject, private WindowDriver {
    Q_OBJECT

    ListHeader* header() { return list()->header(); }
    QStringList titles() {
        QStringList all;
        for (const int section : header()->shownSections())
            all << header()->titleOf(section);
        return all;
    }
    /// The cells of the column with this title.
    QStringList column(const QString& title) {
        QStringList cells;
        for (const int section : header()->shownSections()) {
            if (header()->titleOf(section) != title)
                continue;
            for (quint64 row = 0; row < list()->model().count(); ++row)
                cells << list()->model().row(row).text(section);
        }
        return cells;
    }
    int sectionOf(const QString& title) {
        for (const int section : header()->shownSections()) {
            if (header()->titleOf(section) == title)
                return section;
        }
        qFatal("there is no column %s", qPrintable(title));
    }
    /// Chooses an entry in the menu of a column's header.
    void choose(const QString& title, const char* entry) {
        const int section = sectionOf(title);
        const QPoint at(header()->sectionViewportPosition(section) + 5, 5);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, header()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(header()->viewport(), &event);
        auto* menu = header()->findChild<QMenu*>("columnMenu");
        QVERIFY(menu != nullptr);
        QAction* found = nullptr;
        for (QAction* each : menu->findChildren<QAction*>()) {
            if (each->objectName() == QLatin1String(entry) || each->text().remove('&') == QString::fromUtf8(entry))
                found = each;
        }
        QVERIFY2(found != nullptr, entry);
        QVERIFY2(found->isEnabled(), entry);
        found->trigger();
        menu->close();
        QTRY_VERIFY(header()->findChild<QMenu*>("columnMenu") == nullptr);
    }
    void click(const QString& title) {
        const int section = sectionOf(title);
        const QPoint at(header()->sectionViewportPosition(section) + header()->sectionSize(section) / 2, 5);
        QTest::mouseClick(header()->viewport(), Qt::LeftButton, {}, at);
    }
    void selectField(const QString& name) {
        auto* tree = find<QTreeView>("fieldTree");
        auto* fields = qobject_cast<FieldTreeModel*>(tree->model());
        std::function<bool(const QModelIndex&)> seek = [&](const QModelIndex& parent) {
            for (int row = 0; row < fields->rowCount(parent); ++row) {
                const QModelIndex at = fields->index(row, 0, parent);
                if (fields->fieldName(at) == name) {
                    tree->setCurrentIndex(at);
                    return true;
                }
                if (seek(at))
                    return true;
            }
            return false;
        };
        QVERIFY2(seek({}), qPrintable(name));
    }
    QStringList numbers() { return column("No."); }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        QSettings().clear();
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void aFieldBecomesAColumn() {
        open("mixed.pcapng");
        list()->setCurrentRow(2);
        QVERIFY(!find<QAction>("applyAsColumn")->isEnabled()); // no field is selected
        selectField("ip.ttl");
        QCOMPARE(find<QAction>("applyAsColumn")->shortcut(), QKeySequence("Ctrl+Shift+I"));
        trigger("applyAsColumn");
        QCOMPARE(titles().mid(titles().size() - 2), (QStringList{"Time to Live", "Info"}));
        const QStringList cells = column("Time to Live");
        QCOMPARE(cells[0], QString()); // ARP has no such field
        QCOMPARE(cells[2], QString("64"));
        QCOMPARE(cells[3], QString("128"));
        QVERIFY(header()->alignmentOf(sectionOf("Time to Live")).testFlag(Qt::AlignRight));
        trigger("applyAsColumn"); // the column is added only once
        QCOMPARE(titles().count("Time to Live"), qsizetype{1});
        // It is copied with the others, in their order.
        list()->setCurrentRow(2);
        list()->setFocus();
        trigger("Ctrl+C");
        QTRY_VERIFY(QApplication::clipboard()->text().contains("\t74\t64\tEcho (ping) request"));
    }

    void severalValuesStandBesideEachOther() {
        open("mixed.pcapng");
        emit header() -> addAsked();
        QDialog* form = dialog();
        auto* field = form->findChild<QLineEdit*>("columnField");
        auto* accept = form->findChild<QPushButton*>("acceptColumn");
        QTest::keyClicks(field, "ip.nothing");
        QVERIFY(!accept->isEnabled());
        field->setText("eth.addr");
        QVERIFY(accept->isEnabled());
        QTest::keyClicks(form->findChild<QLineEdit*>("columnTitle"), "Both");
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QCOMPARE(column("Both").value(1), QString("02:00:00:00:00:0a,02:00:00:00:00:0b"));
    }

    void columnsAreKeptAndReset() {
        open("mixed.pcapng");
        list()->setCurrentRow(2);
        selectField("ip.ttl");
        trigger("applyAsColumn");
        choose("Length", "hideColumn");
        QVERIFY(!titles().contains("Length"));
        choose("Source", "Align centre");
        const int time = sectionOf("Time"), protocol = sectionOf("Protocol");
        header()->resizeSection(protocol, 133);
        header()->moveSection(header()->visualIndex(protocol), header()->visualIndex(time));
        choose("Time to Live", "editColumn");
        auto* title = dialog()->findChild<QLineEdit*>("columnTitle");
        title->setText("TTL <b>");
        QTest::mouseClick(dialog()->findChild<QPushButton*>("acceptColumn"), Qt::LeftButton);
        QTRY_VERIFY(titles().contains("TTL <b>"));
        const QStringList before = titles();
        closeWindow();
        openWindow();
        open("mixed.pcapng");
        QCOMPARE(titles(), before);
        QCOMPARE(titles().indexOf("Protocol"), qsizetype{1});
        QCOMPARE(header()->sectionSize(sectionOf("Protocol")), 133);
        QVERIFY(header()->alignmentOf(sectionOf("Source")).testFlag(Qt::AlignHCenter));
        QCOMPARE(column("TTL <b>").value(3), QString("128"));
        choose("Info", "resetColumns");
        QCOMPARE(titles(), (QStringList{"No.", "Time", "Dir", "Interface", "Source", "Destination", "Protocol",
                                        "Length", "Info"}));
    }

    void aColumnThatIsDraggedKeepsItsValues() {
        open("mixed.pcapng");
        for (const char* field : {"ip.ttl", "ip.len"}) {
            list()->setCurrentRow(2);
            selectField(field);
            trigger("applyAsColumn");
        }
        const QStringList ttl = column("Time to Live"), length = column("Total Length");
        QVERIFY(ttl != length);
        header()->moveSection(header()->visualIndex(sectionOf("Total Length")), 0);
        QCOMPARE(column("Time to Live"), ttl);
        QCOMPARE(column("Total Length"), length);
        choose("Total Length", "removeColumn");
        QCOMPARE(column("Time to Live"), ttl);
        QVERIFY(!titles().contains("Total Length"));
    }

    void settingsOfOthersAreMended() {
        QSettings settings;
        settings.beginWriteArray("list/columns", 4);
        for (int i = 0; const auto& shows : {"info", "info", "nonsense", "number"}) {
            settings.setArrayIndex(i++);
            settings.setValue("shows", shows);
            settings.setValue("width", -7);
            settings.setValue("alignment", "upside down");
        }
        settings.endArray();
        const ListColumns columns = storedColumns(settings);
        QCOMPARE(columns.size(), std::size_t{FrameRow::ColumnCount});
        QCOMPARE(columns[0], ListColumn{.kind = FrameRow::Info});
        QCOMPARE(columns[1], ListColumn{.kind = FrameRow::Number});
    }

    void theHeaderKeepsTheRulesOfModels() {
        QAbstractItemModelTester tester(header()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        ListColumns columns = defaultColumns();
        columns.push_back({.field = "ip.ttl"});
        header()->setColumns(columns);
        QCOMPARE(header()->columns(), columns);
        header()->setColumns(defaultColumns());
        QCOMPARE(header()->columns(), defaultColumns());
    }

    void aClickSorts() {
        open("mixed.pcapng");
        const QStringList inOrder = numbers();
        list()->setCurrentRow(8);
        click("Length");
        const auto lengths = [this] {
            QList<int> values;
            for (const QString& each : column("Length"))
                values << each.toInt();
            return values;
        };
        QTRY_VERIFY(list()->model().order() != nullptr);
        QVERIFY(std::ranges::is_sorted(lengths()));
        QCOMPARE(header()->sortIndicatorSection(), int(FrameRow::Length));
        QCOMPARE(list()->selectedNumbers(), (std::vector<FrameNumber>{9})); // the same frame, in another row
        QCOMPARE(list()->model().number(*list()->currentRow()), FrameNumber{9});
        click("Length");
        QVERIFY(std::ranges::is_sorted(lengths(), std::greater()));
        QCOMPARE(list()->model().number(*list()->currentRow()), FrameNumber{9});
        click("Length");
        QCOMPARE(numbers(), inOrder);
        QCOMPARE(header()->sortIndicatorSection(), -1);
        QCOMPARE(list()->selectedNumbers(), (std::vector<FrameNumber>{9}));
    }

    void framesWithoutAValueComeLastBothWays() {
        open("mixed.pcapng");
        list()->setCurrentRow(2);
        selectField("ip.ttl");
        trigger("applyAsColumn");
        choose("Time to Live", "sortAscending");
        QTRY_VERIFY(list()->model().order() != nullptr);
        QCOMPARE(column("Time to Live").last(), QString());
        QVERIFY(!column("Time to Live").first().isEmpty());
        choose("Time to Live", "sortDescending");
        QCOMPARE(column("Time to Live").last(), QString());
        QVERIFY(column("Time to Live").first().startsWith("255"));
        choose("Time to Live", "removeColumn"); // the list is not sorted by a column that it does not have
        QVERIFY(list()->model().order() == nullptr);
    }

    void theOrderGoesOnWithAnotherFilter() {
        open("mixed.pcapng");
        choose("Length", "sortDescending");
        QTRY_VERIFY(list()->model().order() != nullptr);
        auto* filter = find<FilterBar>("filterBar");
        type(filter, "tcp");
        QTRY_VERIFY(list()->model().isFiltered() && list()->model().order() != nullptr);
        const auto isDescending = [this] {
            const QStringList cells = column("Length");
            return std::ranges::is_sorted(cells,
                                          [](const QString& a, const QString& b) { return a.toInt() > b.toInt(); });
        };
        QVERIFY(isDescending());
        QVERIFY(!column("Protocol").contains("ARP"));
        // Going to a frame and the set of displayed frames do not depend on the order.
        list()->setCurrentRow(0);
        const FrameNumber largest = list()->model().number(0);
        QCOMPARE(list()->model().rowOf(largest), quint64{0});
        const auto displayed = list()->model().displayed();
        QVERIFY(std::ranges::is_sorted(displayed));
        QCOMPARE(displayed.size(), std::size_t(list()->model().count()));
        filter->apply({});
        QTRY_VERIFY(!list()->model().isFiltered() && list()->model().order() != nullptr);
        QVERIFY(isDescending());
        QCOMPARE(column("Length").size(), qsizetype(frames()));
    }

    void selectedFramesAreUsedInCaptureOrder() {
        open("mixed.pcapng");
        choose("Length", "sortDescending");
        QTRY_VERIFY(list()->model().order() != nullptr);
        list()->selectAll();
        const auto numbers = list()->selectedNumbers();
        QCOMPARE(numbers.size(), std::size_t(frames()));
        QVERIFY(std::ranges::is_sorted(numbers));
        choose("Length", "captureOrder");
        QCOMPARE(list()->selection().count(), frames());
    }

    void anotherFileIsInCaptureOrder() {
        open("mixed.pcapng");
        choose("Info", "sortAscending");
        QTRY_VERIFY(list()->model().order() != nullptr);
        open("ping.pcapng");
        QTRY_COMPARE(list()->model().count(), quint64{2});
        QCOMPARE(numbers(), (QStringList{"1", "2"}));
        QCOMPARE(header()->sortIndicatorSection(), -1);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    ListColumnsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "list_columns_test.moc"
