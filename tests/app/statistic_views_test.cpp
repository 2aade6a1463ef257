#include "point_at.h"

#include <app/statistics/io_graph.h>
#include <app/statistics/moving_average.h>
#include <app/statistics/result_page.h>
#include <app/statistics/result_table_model.h>
#include <app/theme/theme.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

#include <cmath>
#include <limits>
#include <memory>

using namespace tapscope;

/// What the pages of the statistics draw and list, without a window and a capture.
class StatisticViewsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> theme_;

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale(QLocale::English));
        theme_ = std::make_unique<Theme>(*qApp);
    }

    void aLineHasGapsWhereThereAreNoValues() {
        const double none = std::numeric_limits<double>::quiet_NaN();
        std::vector<double> values(100, none);
        values[10] = 7;
        values[11] = 3;
        const ValueLevels levels(values);
        QCOMPARE(levels.extremes(0, 100), (ValueLevels::Extremes{3, 7}));
        QVERIFY(std::isnan(levels.extremes(20, 100).most));
        // A gap is not coloured, but a single interval is.
        IoGraph graph(*theme_);
        graph.resize(600, 200);
        values = {none, 5, none, none, 5, 5, none};
        graph.setSeries({{.name = "average",
                          .unit = {},
                          .style = GraphSeries::Style::Line,
                          .interval = 1,
                          .values = ValueLevels(values)}});
        const QImage picture = graph.grab().toImage();
        const auto isDrawn = [&](double interval) {
            const int middle = 64 + static_cast<int>((600 - 64 - 16) * (interval + 0.5) / 7);
            for (int x = middle - 3; x <= middle + 3; ++x) {
                for (int y = 5; y < 160; ++y) { // above the axis
                    const QColor pixel = picture.pixelColor(x, y), line = graph.colourOf(0);
                    if (std::abs(pixel.red() - line.red()) + std::abs(pixel.green() - line.green()) +
                            std::abs(pixel.blue() - line.blue()) <
                        200) // a smooth line between two pixels colours each of them by 70 %
                        return true;
                }
            }
            return false;
        };
        for (const int interval : {0, 2, 3, 6})
            QVERIFY2(!isDrawn(interval), QByteArray::number(interval));
        for (const int interval : {1, 4, 5})
            QVERIFY2(isDrawn(interval), QByteArray::number(interval));
    }

    /// A column of pixels shows the extremes of all its values, however many there are.
    void levelsHaveTheExtremesOfTheirValues_data() {
        QTest::addColumn<int>("count");
        for (const int count : {1, 7, 8, 9, 64, 65, 1000, 4097})
            QTest::addRow("%d values", count) << count;
    }
    void levelsHaveTheExtremesOfTheirValues() {
        QFETCH(int, count);
        std::vector<double> values;
        std::uint64_t state = 1;
        for (int i = 0; i < count; ++i) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            values.push_back(static_cast<double>(state >> 40) - 8e6);
        }
        const ValueLevels levels(values);
        const auto size = static_cast<std::size_t>(count);
        for (std::size_t first = 0; first < size; first += size / 50 + 1) {
            for (std::size_t end = first + 1; end <= size; end += size / 70 + 1) {
                const auto [least, most] = std::ranges::minmax(std::span(values).subspan(first, end - first));
                QCOMPARE(levels.extremes(first, end).least, least);
                QCOMPARE(levels.extremes(first, end).most, most);
            }
        }
    }

    void averagesLeaveOutWhatIsMissing_data() {
        const double none = std::numeric_limits<double>::quiet_NaN();
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<int>("count");
        QTest::addColumn<std::vector<double>>("averages");
        using Values = std::vector<double>;
        QTest::newRow("none") << Values{1, none, 3} << 1 << Values{1, none, 3};
        QTest::newRow("two") << Values{2, 4, 6} << 2 << Values{2, 3, 5};
        QTest::newRow("three") << Values{3, 6, 9, 0} << 3 << Values{4.5, 6, 5, 4.5};
        QTest::newRow("more than there are") << Values{1, 2, 3} << 100 << Values{2, 2, 2};
        QTest::newRow("a gap") << Values{4, none, 8} << 3 << Values{4, 6, 8};
        QTest::newRow("nothing near") << Values{5, none, none, none} << 2 << Values{5, 5, none, none};
        QTest::newRow("empty") << Values{} << 10 << Values{};
    }
    void averagesLeaveOutWhatIsMissing() {
        QFETCH(std::vector<double>, values);
        QFETCH(int, count);
        QFETCH(std::vector<double>, averages);
        const auto found = movingAverage(values, static_cast<std::size_t>(count));
        QCOMPARE(found.size(), averages.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            QVERIFY(std::isnan(averages[i]) ? std::isnan(found[i]) : found[i] == averages[i]);
    }

    void thePointerIsMarkedInTheColoursOfThePalette_data() {
        QTest::addColumn<int>("palette");
        QTest::newRow("light") << static_cast<int>(Theme::Choice::Light);
        QTest::newRow("dark") << static_cast<int>(Theme::Choice::Dark);
    }
    void thePointerIsMarkedInTheColoursOfThePalette() {
        QFETCH(int, palette);
        Theme& theme = *theme_;
        theme.choose(static_cast<Theme::Choice>(palette));
        const auto restore = qScopeGuard([&] { theme.choose(Theme::Choice::System); });
        IoGraph graph(theme);
        graph.resize(600, 300);
        graph.show();
        graph.setSeries(
            {{.name = "half", .unit = {}, .style = GraphSeries::Style::Dots, .values = ValueLevels({4, 8})}});
        const QRect plot = graph.plot();
        const QPoint middle(plot.left() + plot.width() / 4, plot.bottom() - plot.height() / 2);
        const auto colourAt = [&](const QPoint& place) { return graph.grab().toImage().pixelColor(place); };
        QCOMPARE(colourAt(middle).name(), graph.colourOf(0).name()); // the dot of the first interval
        const QPoint beside = middle + QPoint(0, -3);
        QCOMPARE(colourAt(beside).name(), theme.colours().pane.name());
        test::pointAt(graph, QPoint(middle.x(), plot.top() + 20));
        QCOMPARE(colourAt(beside).name(), graph.colourOf(0).name()); // the mark is larger
        const QPoint inBox = QPoint(middle.x() + 10, plot.top() + 6);
        QCOMPARE(colourAt(inBox).name(), theme.colours().background.name());
    }

    void theTableModelKeepsTheRulesOfModels() {
        ResultTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        StatisticTable tree{.title = "t", .columns = {{"Name"}, {"Count", StatisticColumn::Kind::Count}}};
        for (const unsigned depth : {0U, 1U, 2U, 1U, 0U})
            tree.rows.push_back({.values = {std::to_string(tree.rows.size()), std::uint64_t{1234}}, .depth = depth});
        model.show(tree);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(0, 0, {})), 2);
        QCOMPARE(model.index(0, 1, {}).data().toString(), QString("1,234"));
        tree.rows.front().values[1] = std::uint64_t{1235};
        QVERIFY(model.show(tree)); // the same rows, with new counts
        QCOMPARE(model.index(0, 1, {}).data().toString(), QString("1,235"));
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }

    void textOfFramesIsPlain() {
        ResultTableModel model;
        model.show({.title = "t", .columns = {{"Name"}}, .rows = {{.values = {"a\n<b>\x1b[1m"}, .filter = "a && b"}}});
        const QModelIndex name = model.index(0, 0, {});
        QVERIFY(!name.data().toString().contains(QRegularExpression("[\n\x1b]")));
        QCOMPARE(name.data(Qt::ToolTipRole).toString(), QString("a && b"));
    }

    void theChosenRowStaysWhenRowsAreAdded() {
        ResultPage page;
        StatisticTable table{.title = "t", .columns = {{"Address"}, {"Frames", StatisticColumn::Kind::Count}}};
        const auto add = [&](const std::string& address) {
            table.rows.insert(table.rows.begin(),
                              {.values = {address, std::uint64_t{1}}, .filter = "ip.addr == " + address});
            page.show(ResultPage::contentOf({.title = "t", .tables = {table}}));
        };
        add("10.0.0.1");
        auto* view = page.findChild<QTreeView*>("statisticRows");
        view->setCurrentIndex(view->model()->index(0, 0));
        add("10.0.0.2");
        QCOMPARE(view->currentIndex().data().toString(), QString("10.0.0.1"));
        QCOMPARE(view->currentIndex().row(), 1);
    }
};

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("tapscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("statistic-views"));
    StatisticViewsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "statistic_views_test.moc"
