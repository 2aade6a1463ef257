#include "whole_answers.h"

#include <app/bytes/hex_view.h>
#include <app/frames/frame_list_view.h>
#include <app/frames/list_header.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QAccessible>
#include <QApplication>
#include <QTest>

#include <array>

using namespace tapscope;

/// What a screen reader learns about the widgets that we paint ourselves.
class AccessibilityTest : public QObject {
    Q_OBJECT

    Translations english_{QLocale(QLocale::English)};
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<PluginHost> plugins_;
    std::shared_ptr<FileStore> store_;
    std::unique_ptr<FrameListModel> model_;
    std::unique_ptr<FrameListView> list_;

private slots:
    void initTestCase() {
        theme_ = std::make_unique<Theme>(*qApp);
        plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR});
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QVERIFY(store && (*store)->index());
        store_ = *store;
    }
    void init() {
        model_ = std::make_unique<FrameListModel>(plugins_->decoders());
        model_->setPatience(test::testPatience);
        list_ = std::make_unique<FrameListView>(*model_, *theme_);
        list_->resize(1200, 300);
        list_->show();
        model_->setCapture({.store = store_, .registry = &plugins_->decoders()});
        model_->setCount(store_->count());
    }
    void cleanup() {
        list_.reset();
        model_.reset();
    }

    void theListIsATable() {
        auto* access = QAccessible::queryAccessibleInterface(list_.get());
        QVERIFY(access != nullptr && access->isValid());
        QCOMPARE(access->role(), QAccessible::Table);
        QCOMPARE(access->text(QAccessible::Name), QString("Frames"));
        auto* table = access->tableInterface();
        QVERIFY(table != nullptr);
        QCOMPARE(table->rowCount(), 2);
        const auto sections = list_->header()->shownSections();
        QCOMPARE(table->columnCount(), static_cast<int>(sections.size()));
        QCOMPARE(access->childCount(), 2 * table->columnCount());
        QCOMPARE(table->columnDescription(0), QString("No."));
        for (int column = 0; column < table->columnCount(); ++column) {
            auto* cell = table->cellAt(1, column);
            QVERIFY(cell != nullptr && cell->isValid());
            QCOMPARE(cell->text(QAccessible::Name), model_->row(1).text(sections[static_cast<std::size_t>(column)]));
            QCOMPARE(access->indexOfChild(cell), table->columnCount() + column);
            QCOMPARE(access->child(table->columnCount() + column), cell);
            QCOMPARE(cell->parent(), access);
            QCOMPARE(cell->tableCellInterface()->rowIndex(), 1);
            QCOMPARE(cell->tableCellInterface()->columnIndex(), column);
            const QRect place = cell->rect();
            QCOMPARE(access->childAt(place.left() + 2, place.center().y()), cell);
        }
        QVERIFY(table->rowDescription(1).startsWith("No. 2, Time "));
        QVERIFY(table->rowDescription(1).contains("Protocol ICMP"));
        QVERIFY(table->cellAt(2, 0) == nullptr && table->cellAt(-1, 0) == nullptr);
        QVERIFY(table->cellAt(0, table->columnCount()) == nullptr);
    }

    void theSelectedRowIsTold() {
        auto* access = QAccessible::queryAccessibleInterface(list_.get());
        auto* table = access->tableInterface();
        list_->setCurrentRow(1);
        QCOMPARE(table->selectedRows(), QList<int>{1});
        QVERIFY(table->isRowSelected(1) && !table->isRowSelected(0));
        QCOMPARE(table->selectedCellCount(), table->columnCount());
        QVERIFY(table->selectedCells().first()->state().selected);
        QCOMPARE(access->text(QAccessible::Value), table->rowDescription(1));
        QCOMPARE(access->focusChild(), table->cellAt(1, list_->currentColumn()));
        QVERIFY(table->selectRow(0)); // a reader may choose a row
        QCOMPARE(list_->currentRow(), std::optional<quint64>(0));
    }

    void manyCellsLeaveNothingBehind() {
        auto* table = QAccessible::queryAccessibleInterface(list_.get())->tableInterface();
        auto* first = table->cellAt(0, 0);
        const QAccessible::Id id = QAccessible::uniqueId(first);
        QCOMPARE(QAccessible::accessibleInterface(id), first);
        list_.reset();
        QVERIFY(QAccessible::accessibleInterface(id) == nullptr);
    }

    void theBytesAreAText_data() {
        QTest::addColumn<bool>("isBits");
        QTest::addColumn<QString>("start"); // of the text
        QTest::addColumn<QString>("selected");
        QTest::addColumn<QString>("secondLine");
        QTest::newRow("hex") << false << "00 01 02" << "02 03" << "10 11";
        QTest::newRow("bits") << true << "00000000 00000001" << "00000010 00000011" << "00001000 00001001";
    }
    void theBytesAreAText() {
        QFETCH(bool, isBits);
        QFETCH(QString, start);
        QFETCH(QString, selected);
        QFETCH(QString, secondLine);
        std::array<std::byte, 20> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::byte>(i);
        HexView view(*theme_);
        view.resize(1200, 300);
        view.setBits(isBits);
        view.show(bytes);
        static_cast<QWidget&>(view).show();
        auto* access = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(access != nullptr && access->textInterface() != nullptr);
        QVERIFY(access->state().readOnly);
        auto* text = access->textInterface();
        const QString all = text->text(0, text->characterCount());
        QCOMPARE(all.size(), text->characterCount());
        QVERIFY2(all.startsWith(start), qPrintable(all));
        QVERIFY2(all.section('\n', 1, 1).startsWith(secondLine), qPrintable(all));
        for (int from = 0; from < all.size(); from += 5)
            QCOMPARE(text->text(from, from + 7), all.mid(from, 7));
        QCOMPARE(text->selectionCount(), 0);
        view.highlight({2, 2});
        int first = 0, last = 0;
        text->selection(0, &first, &last);
        QCOMPARE(all.mid(first, last - first), selected);
        QCOMPARE(access->text(QAccessible::Value), selected);
        const QRect place = text->characterRect(first);
        QCOMPARE(text->offsetAtPoint(place.center()), first);
        text->setSelection(0, 0, static_cast<int>(start.size()));
        QCOMPARE(view.highlighted().offset, 0U);
        QCOMPARE(view.highlighted().length, static_cast<unsigned>(start.count(' ') + 1));
        text->removeSelection(0);
        QCOMPARE(view.highlighted().length, 0U);
        text->setSelection(0, -5, 1'000'000); // a hostile reader
        QCOMPARE(view.highlighted().length, 20U);
    }
};

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
