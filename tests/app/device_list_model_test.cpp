#include <app/devices/device_list_model.h>
#include <app/devices/device_order.h>
#include <app/translations/translations.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tapscope;

namespace {

DeviceSnapshots devices(const QStringList& names) {
    auto list = std::make_shared<std::vector<DeviceSnapshot>>();
    for (const QString& name : names)
        list->push_back({DeviceInfo(*InterfaceName::parse(name.toStdString())), {}, 0});
    return list;
}

QStringList namesOf(const QAbstractItemModel& model) {
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data(DeviceListModel::NameRole).toString();
    return names;
}

} // namespace

class DeviceListModelTest : public QObject {
    Q_OBJECT

    Translations english_{QLocale(QLocale::English)}; // for the plural forms

private slots:
    void followsWhatComesAndGoes_data() {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        QTest::newRow("the first") << QStringList{} << QStringList{"tap0"};
        QTest::newRow("in front") << QStringList{"tap1", "tap2"} << QStringList{"tap0", "tap1", "tap2"};
        QTest::newRow("in between") << QStringList{"tap0", "tap2"} << QStringList{"tap0", "tap1", "tap2"};
        QTest::newRow("the last goes") << QStringList{"tap0", "tap1"} << QStringList{"tap0"};
        QTest::newRow("others instead") << QStringList{"a", "b", "c"} << QStringList{"b", "d"};
        QTest::newRow("every second") << QStringList{"b", "d", "f"} << QStringList{"a", "b", "c", "d", "e", "f", "g"};
        QTest::newRow("none of them") << QStringList{"b", "d", "f"} << QStringList{"a", "c", "e", "g"};
        QTest::newRow("all go") << QStringList{"a", "b"} << QStringList{};
    }
    void followsWhatComesAndGoes() {
        QFETCH(QStringList, before);
        QFETCH(QStringList, after);
        DeviceListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.update(devices(before));
        QCOMPARE(namesOf(model), before);
        model.update(devices(after));
        QCOMPARE(namesOf(model), after);
    }

    void findsDevicesByAllThatIsKnown_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("nothing typed") << " " << QStringList{"br0", "tap0", "tap1"};
        QTest::newRow("name") << "TAP" << QStringList{"tap0", "tap1"};
        QTest::newRow("alternative name") << "uplink" << QStringList{"tap1"};
        QTest::newRow("alias") << "first floor" << QStringList{"tap0"};
        QTest::newRow("kind") << "bridge" << QStringList{"br0"};
        QTest::newRow("IPv4 address") << "10.9.0.1/" << QStringList{"tap0"};
        QTest::newRow("IPv6 address") << "fd09::2" << QStringList{"tap1"};
        QTest::newRow("MAC address") << "02:00:00:00:00:07" << QStringList{"br0"};
        QTest::newRow("program") << "qemu" << QStringList{"tap1"};
        QTest::newRow("process") << "812" << QStringList{"tap1"};
        QTest::newRow("both words") << "tap qemu" << QStringList{"tap1"};
        QTest::newRow("no wildcard") << "tap." << QStringList{};
    }
    void findsDevicesByAllThatIsKnown() {
        QFETCH(QString, words);
        QFETCH(QStringList, found);
        auto list = std::make_shared<std::vector<DeviceSnapshot>>(*devices({"br0", "tap0", "tap1"}));
        (*list)[0].info.kind = DeviceKind::Bridge;
        (*list)[0].info.mac = *MacAddress::parse("02:00:00:00:00:07");
        (*list)[1].info.alias = "The first floor";
        (*list)[1].info.addresses = {*parseInterfaceAddress("10.9.0.1/24")};
        (*list)[2].info.alternativeNames = {"uplink-of-the-house"};
        (*list)[2].info.addresses = {*parseInterfaceAddress("fd09::2/64")};
        (*list)[2].users = {{.pid = 812, .program = "qemu-system-x86"}};
        DeviceListModel model;
        DeviceOrder order(model);
        const QAbstractItemModelTester tester(&order, QAbstractItemModelTester::FailureReportingMode::QtTest);
        order.setSearch(words);
        model.update(list);
        QCOMPARE(namesOf(order), found);
        order.setSearch({});
        QCOMPARE(order.rowCount(), 3);
    }

    void sortsDevices_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<QStringList>("order");
        using Key = DeviceOrder::Key;
        QTest::newRow("name") << static_cast<int>(Key::Name) << QStringList{"a", "b", "c", "d"};
        QTest::newRow("kind") << static_cast<int>(Key::Kind) << QStringList{"b", "d", "c", "a"};
        QTest::newRow("rate") << static_cast<int>(Key::Rate) << QStringList{"c", "a", "b", "d"};
        QTest::newRow("state") << static_cast<int>(Key::State) << QStringList{"d", "b", "a", "c"};
    }
    void sortsDevices() {
        QFETCH(int, key);
        QFETCH(QStringList, order);
        auto list = std::make_shared<std::vector<DeviceSnapshot>>(*devices({"a", "b", "c", "d"}));
        const DeviceKind kinds[] = {DeviceKind::Bridge, DeviceKind::Tap, DeviceKind::Veth, DeviceKind::Tap};
        const double rates[] = {5, 0, 900, 0.3};
        for (std::size_t i = 0; i < 4; ++i) {
            (*list)[i].info.kind = kinds[i];
            (*list)[i].framesPerSecond = rates[i];
        }
        (*list)[1].info.isUp = (*list)[3].info.isUp = true;
        (*list)[3].info.hasCarrier = true;
        DeviceListModel model;
        DeviceOrder sorted(model);
        sorted.setKey(static_cast<DeviceOrder::Key>(key));
        model.update(list);
        sorted.takeRates();
        QCOMPARE(namesOf(sorted), order);
    }

    /// A row must not move away below the pointer because its rate changes.
    void ratesMoveDevicesOnlyWhenTheyAreTaken() {
        auto list = std::make_shared<std::vector<DeviceSnapshot>>(*devices({"a", "b"}));
        (*list)[0].framesPerSecond = 100;
        DeviceListModel model;
        DeviceOrder sorted(model);
        sorted.setKey(DeviceOrder::Key::Rate);
        model.update(list);
        sorted.takeRates();
        auto later = std::make_shared<std::vector<DeviceSnapshot>>(*list);
        (*later)[1].framesPerSecond = 5000;
        model.update(later);
        QCOMPARE(namesOf(sorted), QStringList({"a", "b"}));
        sorted.takeRates();
        QCOMPARE(namesOf(sorted), QStringList({"b", "a"}));
    }

    void thousandsComeAndGoInOneStep() {
        constexpr int count = 10'000;
        QStringList all{"a"};
        for (int i = 0; i < count; ++i)
            all << QString("m%1").arg(i, 5, 10, QChar('0'));
        all << "z";
        DeviceListModel model;
        model.update(devices({"a", "z"}));
        const QPersistentModelIndex last(model.indexOf("z"));
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.update(devices(all));
        QCOMPARE(namesOf(model), all);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(last.row(), count + 1);
        model.update(devices({"a", "z"}));
        QCOMPARE(namesOf(model), QStringList({"a", "z"}));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(last.row(), 1);
    }

    void aSelectionStaysOnItsDevice() {
        DeviceListModel model;
        model.update(devices({"tap1", "tap2"}));
        const QPersistentModelIndex selected(model.indexOf("tap2"));
        model.update(devices({"tap0", "tap1", "tap2", "tap3"}));
        QCOMPARE(selected.data(DeviceListModel::NameRole).toString(), QString("tap2"));
        model.update(devices({"tap0"}));
        QVERIFY(!selected.isValid());
        QVERIFY(model.find("tap2") == nullptr && !model.indexOf("tap2").isValid());
    }

    void anUpdateThatChangesNoRowMovesNone() {
        DeviceListModel model;
        model.update(devices({"tap0", "tap1"}));
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.update(devices({"tap0", "tap1"}));
        QCOMPARE(inserted.size() + removed.size(), 0);
        QCOMPARE(changed.size(), 1);
    }

    void saysWhichOneTheWindowCaptures() {
        DeviceListModel model;
        model.update(devices({"tap0", "tap1"}));
        model.setCaptured({{"tap1", "attached by TapScope"}});
        const auto description = [&](int row) {
            return model.index(row).data(DeviceListModel::DescriptionRole).toString();
        };
        QVERIFY2(description(1).contains("attached by TapScope"), qPrintable(description(1)));
        QVERIFY(!description(0).contains("TapScope"));
    }

    void saysWhichCapturedOneIsSwitchedOff() {
        DeviceListModel model;
        model.setCaptured({{"tap1", "attached by TapScope"}, {"tap2", "monitored"}});
        auto snapshots = *devices({"tap0", "tap1", "tap2"});
        snapshots[2].info.isUp = true;
        model.update(std::make_shared<const std::vector<DeviceSnapshot>>(std::move(snapshots)));
        const auto description = [&](int row) {
            return model.index(row).data(DeviceListModel::DescriptionRole).toString();
        };
        QCOMPARE(model.capturedButOff(), QStringList{"tap1"});
        QCOMPARE(description(0), QString("TAP · switched off"));
        QCOMPARE(description(1), QString("TAP · attached by TapScope · switched off: no frames arrive"));
        QVERIFY2(!description(2).contains("off"), qPrintable(description(2)));
    }

    void ratesAreToldInThreeDigits() {
        QCOMPARE(rateText(0), QString("0 frames/s"));
        QCOMPARE(rateText(0.7), QString("1 frame/s"));
        QCOMPARE(rateText(999), QString("999 frames/s"));
        QCOMPARE(rateText(12'400), QString("12.4 k frames/s"));
        QCOMPARE(rateText(1'150'000), QString("1.15 M frames/s"));
    }
};

QTEST_GUILESS_MAIN(DeviceListModelTest)
#include "device_list_model_test.moc"
