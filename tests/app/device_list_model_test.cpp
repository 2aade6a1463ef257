#include <app/devices/device_list_model.h>
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

QStringList namesOf(const DeviceListModel& model) {
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row).data(DeviceListModel::NameRole).toString();
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
