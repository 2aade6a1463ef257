#include <app/theme/theme.h>
#include <app/wiring/wiring_layout.h>
#include <app/wiring/wiring_picture.h>
#include <app/wiring/wiring_scene.h>
#include <app/wiring/wiring_table_model.h>
#include <app/wiring/wiring_text.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QFile>
#include <QGraphicsItem>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <wiring/wiring_edges.h>

#include <algorithm>

using namespace tapscope;

namespace {

WiredDevice device(const std::string& name, std::uint32_t index, WiredKind kind = WiredKind::Tap) {
    WiredDevice made{DeviceInfo(*InterfaceName::parse(name))};
    made.info.index = index;
    made.kind = kind;
    return made;
}

/// Areas with this number of devices each. The first device is a bridge, and half of the others are its ports.
Wiring wiringOf(std::size_t areas, std::uint32_t devices) {
    Wiring wiring;
    for (std::size_t area = 0; area < areas; ++area) {
        WiringArea made;
        made.network = {1, area + 1};
        made.kind = area == 0 ? WiringArea::Kind::Host : WiringArea::Kind::Named;
        made.names = {"space" + std::to_string(area)};
        for (std::uint32_t each = 1; each <= devices; ++each) {
            made.devices.push_back(
                device("dev" + std::to_string(each), each, each == 1 ? WiredKind::Bridge : WiredKind::Tap));
            if (each > 1 && each <= devices / 2)
                made.devices.back().masterIndex = 1;
        }
        made.devices.back().holders = {{.pid = 812, .program = "qemu"}};
        wiring.areas.push_back(std::move(made));
    }
    wiring.edges = edgesOf(wiring.areas, {});
    return wiring;
}

WiringShots shotOf(Wiring wiring) {
    auto shot = std::make_shared<WiringShot>(std::move(wiring));
    shot->layout = layOut(shot->wiring, {});
    for (const auto& area : shot->wiring.areas)
        shot->rates.emplace_back(area.devices.size());
    return shot;
}

QStringList names(const WiringTableModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << model.index(row, WiringTableModel::Device).data().toString();
    return all;
}

WiringShots shotOfNames(const QStringList& names) {
    Wiring wiring = wiringOf(1, 1);
    wiring.areas[0].devices.clear();
    for (const QString& name : names) // "tap0:7": its index
        wiring.areas[0].devices.push_back(device(name.section(':', 0, 0).toStdString(), name.section(':', 1).toUInt()));
    return shotOf(std::move(wiring));
}

} // namespace

/// The picture and the table of invented maps.
class WiringPictureTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> theme_;
    QTemporaryDir folder_;

private slots:
    void initTestCase() { theme_ = std::make_unique<Theme>(*qApp); }

    void nothingCoversAnother_data() {
        QTest::addColumn<int>("areas");
        QTest::addColumn<int>("devices");
        QTest::newRow("one device") << 1 << 1;
        QTest::newRow("a bridge and two ports") << 1 << 6;
        QTest::newRow("several namespaces") << 4 << 9;
        QTest::newRow("hundreds") << 20 << 25;
        QTest::newRow("one with hundreds") << 2 << 500;
    }
    void nothingCoversAnother() {
        QFETCH(int, areas);
        QFETCH(int, devices);
        const Wiring wiring = wiringOf(static_cast<std::size_t>(areas), static_cast<std::uint32_t>(devices));
        const WiringLayout layout = layOut(wiring, {});
        QVERIFY(layout == layOut(wiring, {}));
        QCOMPARE(layout.areas.size(), std::size_t(areas));
        for (std::size_t area = 0; area < layout.areas.size(); ++area) {
            for (std::size_t other = 0; other < area; ++other)
                QVERIFY(!layout.areas[area].intersects(layout.areas[other]));
            QVERIFY(layout.bounds.contains(layout.areas[area]));
            const auto& cards = layout.devices[area];
            for (std::size_t card = 0; card < cards.size(); ++card) {
                QVERIFY(layout.areas[area].contains(cards[card]));
                for (std::size_t other = 0; other < card; ++other)
                    QVERIFY(!cards[card].intersects(cards[other]));
            }
        }
        for (const auto& pill : layout.pills) {
            for (const auto& card : layout.devices[pill.device.area])
                QVERIFY(!pill.rect.intersects(card));
        }
        QCOMPARE(layout.edges.size(), wiring.edges.size());
    }

    void aHostIsReadableWhenAllOfItIsShown_data() {
        QTest::addColumn<int>("spaces");
        QTest::addColumn<int>("devices");
        QTest::addColumn<double>("least");
        QTest::newRow("twenty devices") << 0 << 20 << 1.0;
        QTest::newRow("twenty and three namespaces") << 3 << 20 << 0.75;
        QTest::newRow("thirty and a namespace") << 1 << 30 << 0.65;
    }
    void aHostIsReadableWhenAllOfItIsShown() {
        QFETCH(int, spaces);
        QFETCH(int, devices);
        QFETCH(double, least);
        Wiring wiring = wiringOf(1, static_cast<std::uint32_t>(devices));
        for (auto& area : wiringOf(static_cast<std::size_t>(spaces) + 1, 2).areas) {
            if (area.kind != WiringArea::Kind::Host)
                wiring.areas.push_back(std::move(area));
        }
        wiring.edges = edgesOf(wiring.areas, {});
        WiringMetrics metrics;
        metrics.view = {920, 560}; // the room for the picture in a window of 1280 × 800
        const QSizeF size = layOut(wiring, metrics).bounds.size();
        const double scale = std::min(metrics.view.width() / size.width(), metrics.view.height() / size.height());
        QVERIFY2(scale >= least, qPrintable(QString::number(scale)));
    }

    void linesEndAtTheirDevices() {
        const Wiring wiring = wiringOf(1, 9);
        const WiringLayout layout = layOut(wiring, {});
        QVERIFY(!wiring.edges.empty());
        for (std::size_t edge = 0; edge < wiring.edges.size(); ++edge) {
            const auto isAt = [&](const QPointF& point, const WiredAt& at) {
                return layout.devices[at.area][at.device].adjusted(-1, -1, 1, 1).contains(point);
            };
            QVERIFY(isAt(layout.edges[edge].pointAtPercent(0), wiring.edges[edge].from));
            QVERIFY(isAt(layout.edges[edge].pointAtPercent(1), *wiring.edges[edge].to));
        }
    }

    void theTableFollowsWhatComesAndGoes_data() {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        QTest::newRow("the first") << QStringList{} << QStringList{"a:1"};
        QTest::newRow("between and behind") << QStringList{"a:1", "c:2"} << QStringList{"a:1", "b:3", "c:2", "d:4"};
        QTest::newRow("one goes") << QStringList{"a:1", "b:2", "c:3"} << QStringList{"a:1", "c:3"};
        QTest::newRow("others instead") << QStringList{"a:1", "b:2"} << QStringList{"a:3", "b:4"};
        QTest::newRow("renamed") << QStringList{"a:1", "b:2", "c:3"} << QStringList{"b:2", "c:3", "z:1"};
        QTest::newRow("renamed while others come and go")
            << QStringList{"a:1", "b:2", "c:3"} << QStringList{"b:4", "c:3", "d:5", "z:1"};
        QTest::newRow("all go") << QStringList{"a:1"} << QStringList{};
    }
    void theTableFollowsWhatComesAndGoes() {
        QFETCH(QStringList, before);
        QFETCH(QStringList, after);
        const auto bare = [](QStringList all) { return all.replaceInStrings(QRegularExpression(":.*"), ""); };
        WiringTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.update(shotOfNames(before));
        QCOMPARE(names(model), bare(before));
        const QPersistentModelIndex first(model.rowCount() > 0 ? model.index(0, WiringTableModel::Device)
                                                               : QModelIndex());
        model.update(shotOfNames(after));
        QCOMPARE(names(model), bare(after));
        const auto stays = std::ranges::find_if(after, [](const QString& each) { return each.endsWith(":1"); });
        if (!before.isEmpty() && stays != after.end())
            QCOMPARE(first.data().toString(), stays->section(':', 0, 0));
        else
            QVERIFY(!first.isValid());
    }

    void everyCellHasWordsForAReader() {
        WiringTableModel model;
        model.update(shotOf(wiringOf(2, 5)));
        const int last = model.rowCount() - 1;
        QCOMPARE(model.index(last, WiringTableModel::Processes).data().toString(), QString("qemu (pid 812)"));
        QCOMPARE(model.index(last, WiringTableModel::Namespace).data().toString(), QString("netns space1"));
        QCOMPARE(model.index(last, WiringTableModel::State).data(Qt::AccessibleTextRole).toString(),
                 QString("State: switched off"));
        QCOMPARE(model.index(1, WiringTableModel::Connected).data().toString(), QString("port of dev1"));
    }

    void tellsWhereABridgeSendsFrames() {
        Wiring wiring = wiringOf(1, 6); // dev1 with the ports dev2 and dev3
        WiredForwarding& port = wiring.areas[0].devices[1].forwarding;
        port.portState = 3;
        port.learned = {MacAddress{{2, 0, 0, 0, 0, 9}}};
        port.learnedCount = 3;
        wiring.areas[0].devices[5].forwarding = {
            .routes = {{.destination = *IpPrefix::parse("0.0.0.0/0"), .gateway = *IpAddress::parse("fe80::1")},
                       {.destination = *IpPrefix::parse("10.9.0.0/24"), .gateway = {}, .metric = 5, .table = 7}},
            .routeCount = 2};
        const auto shot = shotOf(std::move(wiring));
        WiringTableModel model;
        model.update(shot);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(1, WiringTableModel::PortState), QString("forwarding"));
        QCOMPARE(cell(1, WiringTableModel::Ports), QString("dev1: dev2, dev3"));
        QCOMPARE(cell(0, WiringTableModel::Ports), QString("dev1: dev2, dev3"));
        QCOMPARE(cell(1, WiringTableModel::Learned), QString("02:00:00:00:00:09, 2 more"));
        QCOMPARE(cell(5, WiringTableModel::Ports), QString());
        QCOMPARE(cell(5, WiringTableModel::Routes), QString("default via fe80::1, 10.9.0.0/24 metric 5 table 7"));
        QVERIFY(matches(*shot, {0, 1}, "02:00:00:00:00:09"));
        QVERIFY(!matches(*shot, {0, 2}, "02:00:00:00:00:09"));
    }

    void theSelectionStaysOnItsDeviceWhenTheLayoutChanges() {
        WiringScene scene(*theme_);
        scene.show(shotOfNames({"a:1", "b:2"}));
        const WiredKey key{{1, 1}, 2};
        scene.select({key});
        const QRectF before = scene.rectOf(key);
        scene.show(shotOfNames({"a0:3", "a1:4", "a2:5", "b:2"}));
        QCOMPARE(scene.selectedKeys(), std::set<WiredKey>{key});
        QVERIFY(scene.rectOf(key) != before);
        scene.show(shotOfNames({"a:1"}));
        QVERIFY(scene.selectedKeys().empty());
    }

    void theWindowsCapturesAndInjectorsAreShownAtTheirDevices() {
        WiringScene scene(*theme_);
        const auto shot = shotOf(wiringOf(1, 6));
        scene.show(shot);
        scene.setWork({{shot->keyOf({0, 2}), "Echo host"}});
        QCOMPARE(scene.workOn({0, 2}), QString("Echo host"));
        QCOMPARE(scene.workOn({0, 3}), QString());
        scene.show(shotOf(wiringOf(1, 2)));
        QCOMPARE(scene.workOn({0, 1}), QString());
    }

    void ratesAloneMoveNothing() {
        WiringScene scene(*theme_);
        scene.show(shotOf(wiringOf(3, 9)));
        const auto items = scene.items();
        scene.show(shotOf(wiringOf(3, 9)));
        QCOMPARE(scene.items(), items); // the same items
    }

    void searchesWhatIsSaid_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("name") << "DEV5" << true;
        QTest::newRow("process") << "qemu" << true;
        QTest::newRow("process id") << "812" << true;
        QTest::newRow("namespace") << "space0" << false; // the host has a better title
        QTest::newRow("kind") << "tap" << true;
        QTest::newRow("nothing") << "" << true;
        QTest::newRow("another") << "wg0" << false;
    }
    void searchesWhatIsSaid() {
        QFETCH(QString, words);
        QFETCH(bool, isFound);
        QCOMPARE(matches(*shotOf(wiringOf(1, 5)), {0, 4}, words), isFound);
    }

    void savesThePicture_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("SVG") << "map.svg";
        QTest::newRow("PNG") << "map.png";
    }
    void savesThePicture() {
        QFETCH(QString, name);
        WiringScene scene(*theme_);
        scene.show(shotOf(wiringOf(2, 5)));
        scene.select({WiredKey{{1, 1}, 2}});
        const auto saved = pictureToSave(pictureOf(scene)).bytes(name.toStdString());
        QVERIFY2(saved, saved ? "" : saved.error().text().c_str());
        QCOMPARE(scene.selectedKeys().size(), std::size_t{1});
        const QImage picture = QImage::fromData(*saved);
        QVERIFY(picture.width() > 100 && picture.height() > 100);
        if (name.endsWith("svg"))
            QVERIFY(saved->contains("dev5"));
    }
};

QTEST_MAIN(WiringPictureTest)
#include "wiring_picture_test.moc"
