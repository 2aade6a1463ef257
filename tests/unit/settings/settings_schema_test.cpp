#include <QTest>

#include <settings/settings.h>

Q_DECLARE_METATYPE(tapscope::SettingType)

using namespace tapscope;

namespace {

const Setting count{.key = "count",
                    .title = "Count",
                    .type = SettingType::Integer,
                    .defaultValue = "1",
                    .help = "How many",
                    .minimum = 1,
                    .maximum = 100,
                    .unit = "frames"};
const Setting speed{
    .key = "speed", .title = "Speed", .type = SettingType::Real, .help = "A factor", .specialWords = {"top"}};
const Setting address{.key = "address",
                      .title = "Addresses",
                      .type = SettingType::IpAddress,
                      .help = "Give at least one",
                      .required = true,
                      .repeatable = true};

SettingsSchema schema() {
    return SettingsSchema({count, speed, address});
}

} // namespace

class SettingsSchemaTest : public QObject {
    Q_OBJECT

private slots:
    void aValueIsCheckedByItsType_data() {
        QTest::addColumn<SettingType>("type");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("refusal"); // empty = accepted
        QTest::newRow("text") << SettingType::Text << "anything" << "";
        QTest::newRow("integer") << SettingType::Integer << "-7" << "";
        QTest::newRow("integer with a tail") << SettingType::Integer << "7x" << "it is not a whole number";
        QTest::newRow("integer with a fraction") << SettingType::Integer << "1.5" << "it is not a whole number";
        QTest::newRow("integer too large") << SettingType::Integer << "99999999999999999999" << "it is not a whole";
        QTest::newRow("real") << SettingType::Real << "1.5" << "";
        QTest::newRow("real in scientific form") << SettingType::Real << "1e3" << "";
        QTest::newRow("real with a comma") << SettingType::Real << "1,5" << "it is not a number";
        QTest::newRow("not a number") << SettingType::Real << "nan" << "it is not a number";
        QTest::newRow("infinite") << SettingType::Real << "inf" << "it is not a number";
        QTest::newRow("switch") << SettingType::Switch << "on" << "";
        QTest::newRow("switch in another word") << SettingType::Switch << "yes" << "it is on or off";
        QTest::newRow("bytes") << SettingType::HexBytes << "02:42-0a 09" << "";
        QTest::newRow("bytes with another letter") << SettingType::HexBytes << "02 4g" << "character 5 (\"g\")";
        QTest::newRow("half a byte") << SettingType::HexBytes << "02 4" << "one hex digit only";
        QTest::newRow("MAC") << SettingType::MacAddress << "02:42:0a:09:00:01" << "";
        QTest::newRow("MAC cut short") << SettingType::MacAddress << "02:42:0a" << "six pairs of hex digits";
        QTest::newRow("IPv4") << SettingType::IpAddress << "10.9.0.2" << "";
        QTest::newRow("IPv6") << SettingType::IpAddress << "fd09::2" << "";
        QTest::newRow("IPv4 out of range") << SettingType::IpAddress << "10.9.0.256" << "neither IPv4 nor IPv6";
    }
    void aValueIsCheckedByItsType() {
        QFETCH(SettingType, type);
        QFETCH(QString, value);
        QFETCH(QString, refusal);
        const auto checked = SettingsSchema::checkValue({.key = "it", .type = type}, value.toStdString());
        QCOMPARE(checked.has_value(), refusal.isEmpty());
        if (!checked)
            QVERIFY2(checked.error().text().contains(refusal.toStdString()), checked.error().text().c_str());
    }

    void numbersKeepToTheirRangeAndSayIt() {
        QVERIFY(SettingsSchema::checkValue(count, "1") && SettingsSchema::checkValue(count, "100"));
        const auto refused = SettingsSchema::checkValue(count, "101");
        QVERIFY(!refused);
        QVERIFY2(refused.error().reason == "it must be 1 to 100 frames", refused.error().text().c_str());
    }

    void aNumberMayAlsoTakeAWord() {
        QVERIFY(SettingsSchema::checkValue(speed, "top"));
        const auto refused = SettingsSchema::checkValue(speed, "fast");
        QVERIFY(!refused);
        QCOMPARE(refused.error().hint, std::string("It can also be top"));
    }

    void aChoiceIsOneOfItsOwn() {
        const Setting mode{.key = "mode", .type = SettingType::Choice, .choices = {"a", "b"}};
        QVERIFY(SettingsSchema::checkValue(mode, "b"));
        QCOMPARE(SettingsSchema::checkValue(mode, "c").error().reason, std::string("it is one of a, b"));
    }

    void fillsDefaultsAndReadsTypes() {
        const auto settings = schema().check({{"address", {"10.9.0.2", "fd09::2"}}, {"speed", {"2.5"}}});
        QVERIFY(settings);
        QCOMPARE(settings->integer("count"), 1LL);
        QCOMPARE(settings->real("speed"), 2.5);
        QCOMPARE(settings->texts("address").size(), std::size_t{2});
        QVERIFY(!settings->has("nothing") && settings->text("nothing").empty());
    }

    void anUnknownKeyIsRefusedWithThoseThereAre() {
        const auto refused = schema().check({{"adress", {"10.9.0.2"}}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().object, std::string("adress"));
        QCOMPARE(refused.error().hint, std::string("There are: count, speed, address"));
    }

    void requiredSettingsMustBeGiven() {
        const auto refused = schema().check({{"address", {""}}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, std::string("it is required"));
        QCOMPARE(refused.error().hint, std::string("Give at least one"));
    }

    void settingsThatAreNotRepeatableTakeOneValue() {
        const auto refused = schema().check({{"address", {"10.9.0.2"}}, {"count", {"1", "2"}}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, std::string("it can have only one value"));
    }

    void oneBadValueOfSeveralIsRefused() {
        const auto refused = schema().check({{"address", {"10.9.0.2", "nowhere"}}});
        QVERIFY(!refused);
        QVERIFY2(refused.error().object == "\"nowhere\"", refused.error().text().c_str());
    }

    void hexBytesAreReadInAnyGrouping() {
        const std::vector<std::byte> expected = {std::byte{0x02}, std::byte{0x42}, std::byte{0xff}};
        for (const char* text : {"0242ff", "02 42 FF", "02:42:ff", "02-42-ff", "02\n42\r\n\tff", " 02 42ff "})
            QVERIFY2(parseHexBytes(text).value() == expected, text);
        QVERIFY(parseHexBytes("")->empty());
    }
};

QTEST_GUILESS_MAIN(SettingsSchemaTest)
#include "settings_schema_test.moc"
