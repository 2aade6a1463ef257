#include "open_capture.h"
#include "point_at.h"

#include <app/files/save_picture.h>
#include <app/filter/filter_bar.h>
#include <app/frames/frame_list_view.h>
#include <app/main_window/main_window.h>
#include <app/place/places.h>
#include <app/statistics/graph_overview.h>
#include <app/statistics/io_graph.h>
#include <app/statistics/moving_average.h>
#include <app/statistics/plot_view.h>
#include <app/statistics/sequence_view.h>
#include <app/statistics/statistics_window.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTabBar>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace tapscope;

/// The window of statistics, over a capture of 52 frames.
class StatisticsWindowTest : public QObject {
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
    FrameListModel& frames() { return find<FrameListView>("frameList")->model(); }
    QAbstractItemModel* rows() { return find<QTreeView>("statisticRows")->model(); }
    QString cell(int row, int column) { return rows()->index(row, column).data().toString(); }
    void choosePage(const char* title) {
        auto* pages = find<QListWidget>("statisticPages");
        const auto found = pages->findItems(QString::fromLatin1(title), Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        pages->setCurrentItem(found.first());
    }

    /// The cell of the series table under a title.
    QComboBox* box(int row, const char* title) {
        auto* table = find<QTableWidget>("graphSeries");
        for (int column = 0; column < table->columnCount(); ++column) {
            if (table->horizontalHeaderItem(column)->text() == QString::fromLatin1(title))
                return qobject_cast<QComboBox*>(table->cellWidget(row, column));
        }
        return nullptr;
    }
    void type(int row, const char* title, const char* text) {
        auto* table = find<QTableWidget>("graphSeries");
        for (int column = 0; column < table->columnCount(); ++column) {
            if (table->horizontalHeaderItem(column)->text() == QString::fromLatin1(title))
                table->item(row, column)->setText(QString::fromLatin1(text));
        }
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
        test::openCapture(*window_, "mixed.pcapng");
        QCOMPARE(frames().total(), quint64{52});
        for (QAction* action : window_->actions()) {
            if (action->shortcut() == QKeySequence("Ctrl+Alt+S"))
                action->trigger();
        }
        QTRY_COMPARE(rows()->rowCount() > 0 ? cell(0, 1) : QString(), QString("52"));
    }
    void cleanup() { window_.reset(); }

    /// From the pages through what is beside them, from top to bottom.
    void theTabKeyGoesThroughTheWindowInItsOrder() {
        choosePage("Conversations");
        QTRY_VERIFY(find<QTreeView>("statisticRows")->isVisible());
        const auto* pages = find<QListWidget>("statisticPages");
        QStringList names;
        for (const QWidget* each = pages->nextInFocusChain(); each != pages; each = each->nextInFocusChain()) {
            if (each->isVisible() && (each->focusPolicy() & Qt::TabFocus) != 0 && !each->objectName().startsWith("qt_"))
                names << each->objectName();
        }
        names.removeAll(QString()); // buttons of the page, which are between its table and the window's own button
        QCOMPARE(names.mid(0, 4),
                 (QStringList{"statisticFilter", "statisticInterfaces", "statisticVariants", "statisticRows"}));
        QCOMPARE(names.last(), QString("statisticAnother"));
    }

    void aConversationBecomesAFilter() {
        choosePage("Conversations");
        auto* variants = find<QTabBar>("statisticVariants");
        QCOMPARE(variants->count(), 5);
        variants->setCurrentIndex(3);        // TCP
        QTRY_COMPARE(rows()->rowCount(), 4); // three connections, one of which was seen on both interfaces
        QCOMPARE(cell(0, 0), QString("10.1.0.1"));
        QCOMPARE(cell(0, 4), QString("6"));
        find<QTreeView>("statisticRows")->setCurrentIndex(rows()->index(0, 0));
        find<QPushButton>("statisticFilterRow")->click();
        QTRY_COMPARE(frames().count(), quint64{6});
        find<QPushButton>("statisticCopy")->click();
        QCOMPARE(QApplication::clipboard()->text().count('\n'), 5); // titles and four rows
    }

    void rowsAreSortedByWhatTheyAre() {
        choosePage("Endpoints");
        QTRY_VERIFY(rows()->rowCount() > 5);
        auto* view = find<QTreeView>("statisticRows");
        view->sortByColumn(2, Qt::AscendingOrder); // bytes
        const auto bytes = [&](int row) { return cell(row, 2).remove(',').toInt(); };
        for (int row = 1; row < rows()->rowCount(); ++row)
            QVERIFY(bytes(row - 1) <= bytes(row));
    }

    void theFilterRestrictsWhatIsCounted() {
        auto* filter = find<QLineEdit>("statisticFilter");
        QTest::keyClicks(filter, "udp");
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(rows()->rowCount() > 0 ? cell(0, 1) : QString(), QString("21"));
        QTest::keyClicks(filter, " ==");
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(!find<QLabel>("statisticState")->text().isEmpty());
        QCOMPARE(rows()->rowCount(), 0);
    }

    void aRangeOfTheGraphBecomesAFilter() {
        choosePage("I/O graph");
        auto* graph = find<IoGraph>("ioGraph");
        QTRY_VERIFY(graph->isVisible());
        QTRY_COMPARE(graph->shown().second, 2.0); // seconds: two intervals
        const QPoint from(graph->width() / 6, 60), to(graph->width() / 3, 80);
        QTest::mousePress(graph, Qt::LeftButton, {}, from);
        QTest::mouseMove(graph, to);
        QTest::mouseRelease(graph, Qt::LeftButton, {}, to);
        QVERIFY(graph->selected());
        const auto buttons = window_->findChildren<QPushButton*>();
        const auto found = std::ranges::find(buttons, QString("&Filter to this range"), &QPushButton::text);
        QVERIFY(found != buttons.end());
        (*found)->click();
        QTRY_VERIFY(frames().isFiltered() && frames().count() > 0 && frames().count() < 52);
    }

    void theGraphMovesWithinTheCapture() {
        choosePage("I/O graph");
        auto* graph = find<IoGraph>("ioGraph");
        QTRY_VERIFY(graph->shown().second > 1);
        const double length = graph->shown().second;
        const double part = length / 4;
        graph->setShown(IoGraph::Range{part, 2 * part});
        const auto drag = [&](int by) {
            const QPoint from(graph->width() / 2, graph->height() / 2);
            QTest::mousePress(graph, Qt::LeftButton, Qt::ShiftModifier, from);
            QTest::mouseMove(graph, from + QPoint(by, 0));
            QTest::mouseRelease(graph, Qt::LeftButton, Qt::ShiftModifier, from + QPoint(by, 0));
        };
        drag(-50);
        QVERIFY(graph->shown().first > part && graph->shown().first < 2 * part);
        QVERIFY(qFuzzyCompare(graph->shown().second - graph->shown().first, part));
        QVERIFY(!graph->selected()); // it moves, and selects nothing
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(graph, Qt::Key_Right);
        QVERIFY(qFuzzyCompare(graph->shown().second, length));
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(graph, Qt::Key_Left);
        QCOMPARE(graph->shown().first, 0.0);
    }

    void aSeriesHasItsOwnNameIntervalAndAxis() {
        choosePage("I/O graph");
        auto* graph = find<IoGraph>("ioGraph");
        QTRY_COMPARE(graph->series()->size(), std::size_t{2});
        const int plain = graph->plot().right();
        type(1, "Name", "Mean length");
        type(1, "Filter", "ip");
        type(1, "Field", "frame.len");
        box(1, "Value")->setCurrentText("Average of");
        box(1, "Interval")->setCurrentText("100 ms");
        QTRY_VERIFY(graph->series()->size() == 2 && graph->series()->back().interval == 0.1);
        const GraphSeries& counted = graph->series()->front();
        const GraphSeries& average = graph->series()->back();
        QCOMPARE(counted.interval, 1.0);
        QCOMPARE(counted.unit, QString("Frames per 1 s"));
        QCOMPARE(average.name, QString("Mean length"));
        QCOMPARE(average.unit, QString("Average of frame.len"));
        QVERIFY(average.axis == GraphSeries::Axis::Right && counted.axis == GraphSeries::Axis::Left);
        QVERIFY(graph->plot().right() < plain - 30); // room for the second axis
        // The interval of the graph is not that of a series with its own.
        find<QComboBox>("graphInterval")->setCurrentText("10 ms");
        QTRY_VERIFY(graph->series()->size() == 2 && graph->series()->front().interval == 0.01);
        QCOMPARE(graph->series()->back().interval, 0.1);
    }

    void smoothingAveragesWithoutCountingAnew() {
        choosePage("I/O graph");
        auto* graph = find<IoGraph>("ioGraph");
        find<QComboBox>("graphInterval")->setCurrentText("10 ms");
        QTRY_VERIFY(!graph->series()->empty() && graph->series()->front().interval == 0.01);
        const auto values = graph->series()->front().values.values();
        const std::vector<double> counted(values.begin(), values.end());
        box(0, "Smoothing")->setCurrentText("mean of 10");
        QVERIFY(!graph->series()->empty()); // what is shown stays until it is drawn anew
        const auto isSmoothed = [&] {
            return std::ranges::equal(graph->series()->front().values.values(), movingAverage(counted, 10));
        };
        QTRY_VERIFY(isSmoothed());
        box(0, "Style")->setCurrentText("Area");
        QTRY_VERIFY(graph->series()->front().style == GraphSeries::Style::Area);
    }

    void theBrushBelowTheGraphChoosesWhatItShows() {
        choosePage("I/O graph");
        auto* graph = find<IoGraph>("ioGraph");
        auto* overview = find<GraphOverview>("graphOverview");
        QTRY_VERIFY(graph->isVisible() && graph->shown().second == 2.0);
        const QRect plot = graph->plot();
        const auto at = [&](double seconds) {
            return QPoint(plot.left() + static_cast<int>(seconds / 2 * plot.width()), overview->height() / 2);
        };
        const auto drag = [&](double from, double to) {
            QTest::mousePress(overview, Qt::LeftButton, {}, at(from));
            QTest::mouseMove(overview, at(to));
            QTest::mouseRelease(overview, Qt::LeftButton, {}, at(to));
        };
        const auto isShown = [&](double from, double to) {
            return std::abs(graph->shown().first - from) < 0.02 && std::abs(graph->shown().second - to) < 0.02;
        };
        drag(0.5, 1);
        QVERIFY(isShown(0.5, 1));
        drag(1, 1.5); // its right edge
        QVERIFY(isShown(0.5, 1.5));
        drag(0.5, 0.7); // its left edge
        QVERIFY(isShown(0.7, 1.5));
        drag(1, 1.2); // all of it
        QVERIFY(isShown(0.9, 1.7));
        QTest::mouseClick(overview, Qt::LeftButton, {}, at(0.5)); // beside it
        QVERIFY(isShown(0.1, 0.9));
        QVERIFY(!graph->selected());
    }

    void theGraphShowsTheValuesAtThePointer() {
        choosePage("I/O graph");
        auto* graph = find<IoGraph>("ioGraph");
        QTRY_VERIFY(graph->series()->size() == 2 && graph->shown().second == 2.0); // two intervals of a second
        QVERIFY(!graph->reading());
        const QRect plot = graph->plot();
        const QPoint later(plot.left() + plot.width() * 3 / 4, plot.center().y());
        test::pointAt(*graph, later);
        QVERIFY(graph->reading());
        const auto textOf = [&](std::size_t place) {
            const auto reading = *graph->reading();
            return reading.text(reading.values[place], (*graph->series())[reading.values[place].series]);
        };
        const auto counted = graph->series()->front().values.values();
        QCOMPARE(graph->reading()->title(), QString("1.000 s to 2.000 s"));
        QCOMPARE(textOf(0), QString("All frames: %1").arg(counted[1]));
        test::pointAt(*graph, later - QPoint(plot.width() / 2, 0));
        QCOMPARE(textOf(0), QString("All frames: %1").arg(counted[0]));
        QVERIFY(counted[0] != counted[1]);
        // A series with another interval names it.
        type(1, "Filter", "frame");
        box(1, "Interval")->setCurrentText("100 ms");
        QTRY_VERIFY(graph->series()->size() == 2 && graph->series()->back().interval == 0.1 &&
                    graph->series()->back().values.values().size() > 5);
        test::pointAt(*graph, later - QPoint(plot.width() * 19 / 40, 0)); // at 0.55 s
        QCOMPARE(graph->reading()->values.size(), std::size_t{2});
        QVERIFY2(textOf(1).endsWith("(0.500 s to 0.600 s)"), qPrintable(textOf(1)));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(graph, &leave);
        QVERIFY(!graph->reading());
    }

    void valuesAreCopied() {
        choosePage("I/O graph");
        auto* graph = find<IoGraph>("ioGraph");
        find<QComboBox>("graphInterval")->setCurrentText("100 ms");
        QTRY_VERIFY(!graph->series()->empty() && graph->series()->front().interval == 0.1);
        type(0, "Name", "a \"b\"");
        QTRY_COMPARE(graph->series()->front().name, QString("a \"b\""));
        graph->setShown(IoGraph::Range{0.25, 0.55});
        QApplication::clipboard()->clear();
        find<QPushButton>("graphCopy")->click();
        QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
        const QStringList lines = QApplication::clipboard()->text().split("\r\n", Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 3); // titles, and 0.3, 0.4 and 0.5 s; the other series has no values there
        QVERIFY2(lines[1].startsWith("\"a \"\"b\"\"\",0.300000,"), qPrintable(lines[1]));
    }

    void aConversationShowsItsGraphs() {
        choosePage("Conversations");
        find<QTabBar>("statisticVariants")->setCurrentIndex(3); // TCP
        QTRY_COMPARE(rows()->rowCount(), 4);
        auto* view = find<PlotView>("plotView");
        QVERIFY(!view->isVisible());
        find<QTreeView>("statisticRows")->setCurrentIndex(rows()->index(0, 0));
        find<QPushButton>("statisticGraphs")->click();
        QTRY_VERIFY(view->isVisible());
        auto* graphs = find<QComboBox>("streamGraph");
        graphs->setCurrentText("Time/sequence (Stevens)");
        QTRY_COMPARE(view->plot().lines.size(), std::size_t{1});
        const std::string there = view->plot().subject;
        QVERIFY(there.starts_with("10.1.0.1:"));
        const auto forth = view->plot().lines.front().points;
        find<QPushButton>("streamTurn")->click();
        QVERIFY(view->plot().subject != there);
        QVERIFY(view->plot().subject.ends_with(there.substr(0, there.find(' '))));
        QCOMPARE(forth.size() + view->plot().lines.front().points.size(), std::size_t{6});
        // A click on a point goes to its frame.
        find<QPushButton>("streamTurn")->click();
        const PlotPoint& last = forth.back();
        QTest::mouseClick(view, Qt::LeftButton, {}, view->placeOf(last).toPoint());
        QTRY_COMPARE(frames().number(*find<FrameListView>("frameList")->currentRow()), last.frame);
    }

    void theStreamOfTheChosenFrameIsShown() {
        find<FrameListView>("frameList")->setCurrentRow(0);
        auto* action = find<QAction>("streamGraph");
        const auto hasStream = [&](int row) {
            find<FrameListView>("frameList")->setCurrentRow(static_cast<quint64>(row));
            return QTest::qWaitFor([&] { return !frames().isDissecting(); }) && action->isEnabled();
        };
        int row = 0;
        while (row < 51 && !hasStream(row))
            ++row;
        QVERIFY(action->isEnabled());
        action->trigger();
        QTRY_VERIFY(find<PlotView>("plotView")->isVisible());
        QTRY_VERIFY(!find<PlotView>("plotView")->plot().lines.empty());
    }

    void anArrowChoosesItsFrame() {
        find<QAction>("flowGraph")->trigger();
        auto* view = find<SequenceView>("sequenceView");
        QTRY_COMPARE(view->diagram().arrows.size(), std::size_t{52});
        QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(view->current(), 1);
        QTRY_COMPARE(find<FrameListView>("frameList")->currentRow(), std::optional<quint64>(1));
        auto* which = find<QComboBox>("flowFrames");
        which->setCurrentText("TCP flows");
        QTRY_VERIFY(!view->diagram().arrows.empty() && view->diagram().arrows.size() < 52);
        // The statistics are those of the displayed frames, also after a change of the filter.
        which->setCurrentText("Displayed frames");
        QTRY_COMPARE(view->diagram().arrows.size(), std::size_t{52});
        window_->applyFilter("udp");
        QTRY_COMPARE(view->diagram().arrows.size(), std::size_t{21});
    }

    void picturesAreWritten_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("SVG") << "svg" << QByteArray("<?xml");
        QTest::newRow("PNG") << "png" << QByteArray("\x89PNG");
        QTest::newRow("PDF") << "pdf" << QByteArray("%PDF-");
    }
    void picturesAreWritten() {
        QFETCH(QString, ending);
        QFETCH(QByteArray, beginning);
        PlotView view(*theme_);
        view.setPlot(
            {.title = "t", .subject = "s", .lines = {{.title = "l", .points = {{.x = 1, .y = 2, .frame = 3}}}}});
        const Picture picture{.title = "t",
                              .fileName = "t",
                              .size = QSize(400, 300),
                              .draw = [&](auto& painter, auto& whole) { view.draw(painter, whole); }};
        const auto written = pictureToSave(picture).bytes("picture." + ending.toStdString());
        QVERIFY(written.has_value());
        QVERIFY(written->startsWith(beginning) && written->size() > 500);
    }

    void aCaptureThatIsClosedIsGone() {
        for (const char* page : {"Conversations", "I/O graph", "Expert information"})
            choosePage(page);
        QTRY_VERIFY(rows()->rowCount() > 0);
        const std::weak_ptr<const FrameStore> store = window_->session().store();
        const std::weak_ptr<const HistoryLearner> learned = frames().capture().learner;
        QVERIFY(!store.expired() && !learned.expired());
        window_->session().discard();
        QTRY_VERIFY(learned.expired());
        QTRY_VERIFY(store.expired());
        QCOMPARE(rows()->rowCount(), 0);
    }
};

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("tapscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("statistics"));
    StatisticsWindowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "statistics_window_test.moc"
