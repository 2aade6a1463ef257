#include "open_capture.h"

#include <app/frames/frame_list_view.h>
#include <app/main_window/main_window.h>
#include <app/overview/frame_overview.h>
#include <app/overview/minimap.h>
#include <app/overview/overview_scanner.h>
#include <app/overview/severity_dot.h>
#include <app/place/places.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>
#include <plugin/plugin_host.h>

#include <QAction>
#include <QApplication>
#include <QListWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace tapscope;

/// The overview of a capture beside its list, and the worst finding in the status bar.
class OverviewTest : public QObject {
    Q_OBJECT

    static constexpr quint64 arpFrames = 15;

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
    FrameListView* list() { return find<FrameListView>("frameList"); }
    Minimap* map() { return find<Minimap>("minimap"); }
    OverviewScanner* scanner() { return window_->findChild<OverviewScanner*>(); }
    void open(const char* capture, quint64 frames) {
        test::openCapture(*window_, QString::fromLatin1(capture));
        QCOMPARE(list()->model().total(), frames);
        QTRY_COMPARE(scanner()->done(), frames);
    }
    /// The first height at which the map shows a place of this kind.
    template <typename Is>
    std::optional<int> heightOf(const Is& is) {
        for (int y = 0; y < map()->height(); ++y) {
            if (const auto place = map()->placeAt(y); place && is(*place))
                return y;
        }
        return std::nullopt;
    }
    QList<FrameNumber> malformed() {
        QList<FrameNumber> all;
        for (int y = 0; y < map()->height(); ++y) {
            const auto place = map()->placeAt(y);
            if (place && place->isMalformed && !all.contains(place->target))
                all << place->target;
        }
        return all;
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
        window_->resize(1200, 800);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }
    void cleanup() { window_.reset(); }

    /// The result does not depend on the number of frames or on the order in which they are examined.
    void overviewsAreMergedInAnyOrder() {
        constexpr FrameNumber frames = 1'000'000;
        constexpr FrameNumber damaged = 777'777;
        FrameOverview whole;
        std::array<FrameOverview, 3> parts;
        for (FrameNumber frame = 1; frame <= frames; ++frame) {
            const auto rule = static_cast<std::uint8_t>(frame % 1000 == 0 ? 1 : 9);
            whole.take(frame, rule, frame == damaged);
            parts[frame % 3].take(frame, rule, frame == damaged);
        }
        parts[0].addFinding({Severity::Note, 3, 30});
        parts[2].addFinding({Severity::Warning, 2, 500});
        parts[1].addFinding({Severity::Warning, 1, 400});
        FrameOverview merged;
        for (const std::size_t part : {2, 0, 1})
            merged.merge(parts[part]);
        QCOMPARE(merged.span(), whole.span());
        QVERIFY(frames / whole.span() <= FrameOverview::mostStretches);
        for (FrameNumber first = 1; first <= frames; first += whole.span()) {
            const auto one = whole.stretch(first, first);
            const auto other = merged.stretch(first, first);
            QCOMPARE(one.rule, other.rule);
            QCOMPARE(one.malformed, other.malformed);
        }
        QCOMPARE(merged.stretch(1, frames).rule, std::uint8_t{1});
        QCOMPARE(merged.stretch(1, frames).malformed, damaged);
        QCOMPARE(merged.stretch(1, damaged - whole.span()).malformed, FrameNumber{0});
        QCOMPARE(merged.worst()->frame, FrameNumber{400});
        QCOMPARE(merged.worst()->severity, Severity::Warning);
    }

    void theMapShowsMalformedFramesAndGoesThere() {
        open("link-arp.pcap", quint64{arpFrames});
        window_->applyFilter("_ws.malformed");
        QTRY_VERIFY(list()->model().isFiltered() && list()->model().count() > 0);
        const FrameNumber first = list()->model().number(0);
        window_->applyFilter("");
        QTRY_VERIFY(!list()->model().isFiltered());
        QVERIFY(malformed().contains(first));
        const auto y = heightOf([&](const Minimap::Place& place) { return place.target == first; });
        QVERIFY(y);
        QTest::mouseClick(map(), Qt::LeftButton, {}, {map()->width() / 2, *y});
        QTRY_COMPARE(list()->model().number(list()->currentRow().value_or(0)), first);
    }

    void theMapShowsMarksAndWhatTheFilterHides() {
        open("mixed.pcapng", 52);
        list()->setCurrentRow(29);
        for (QAction* action : window_->actions()) {
            if (action->shortcut() == QKeySequence("Ctrl+M"))
                action->trigger();
        }
        const auto isMarked = [](const Minimap::Place& place) { return place.isMarked; };
        QTRY_VERIFY(heightOf(isMarked));
        QCOMPARE(map()->placeAt(*heightOf(isMarked))->first, FrameNumber{30});
        const auto isHidden = [](const Minimap::Place& place) { return !place.isShown; };
        QVERIFY(!heightOf(isHidden));
        window_->applyFilter("frame.number > 26");
        QTRY_COMPARE(list()->model().count(), quint64{26});
        QTRY_VERIFY(heightOf(isHidden));
        for (int y = 0; y < map()->height(); ++y) {
            if (const auto place = map()->placeAt(y))
                QCOMPARE(place->isShown, place->last > 26);
        }
    }

    void colouredFramesHaveTheirRule() {
        open("mixed.pcapng", 52);
        FrameListModel& model = list()->model();
        for (int y = 0; y < map()->height(); ++y) {
            const auto place = map()->placeAt(y);
            if (!place || place->first != place->last)
                continue;
            QTRY_VERIFY(model.row(place->first - 1).isWhole);
            QCOMPARE(place->rule.value_or(Colouring::none), model.row(place->first - 1).colouring);
        }
    }

    void theWorstFindingIsInTheStatusBarAndOpensExpertInformation() {
        auto* dot = find<SeverityDot>("severity");
        QVERIFY(dot->isHidden());
        open("mixed.pcapng", 52);
        QVERIFY(dot->isVisible());
        dot->click();
        auto* pages = find<QListWidget>("statisticPages");
        QCOMPARE(pages->currentItem()->text(), QString("Expert information"));
        auto* rows = find<QAbstractItemView>("statisticRows")->model();
        QTRY_VERIFY(rows->rowCount() > 0);
        const QString severity = rows->index(0, 0).data().toString().toLower();
        QVERIFY2(dot->text().endsWith("Expert: " + severity), qPrintable(dot->text())); // no error of the program
        QVERIFY(dot->toolTip().startsWith("Expert information"));
        QVERIFY(dot->accessibleName().endsWith(severity));
    }
};

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("tapscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("overview"));
    OverviewTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "overview_test.moc"
