#include <base/ip_address.h>
#include <base/mac_address.h>
#include <base/timestamp.h>

#include <QTest>

using namespace tapscope;

class AddressesTest : public QObject {
    Q_OBJECT

private slots:
    void readsMacAddresses_data() {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("colons") << "02:42:0A:09:00:01" << "02:42:0a:09:00:01";
        QTest::newRow("dashes") << "02-42-0a-09-00-01" << "02:42:0a:09:00:01";
        QTest::newRow("mixed separators") << "02-42:0a-09-00-01" << "";
        QTest::newRow("too short") << "02:42:0a:09:00" << "";
        QTest::newRow("trailing") << "02:42:0a:09:00:011" << "";
        QTest::newRow("not hex") << "02:42:0a:09:00:0g" << "";
        QTest::newRow("sign") << "02:42:0a:09:00:-1" << "";
        QTest::newRow("empty") << "" << "";
    }
    void readsMacAddresses() {
        QFETCH(QString, written);
        QFETCH(QString, canonical);
        const auto address = MacAddress::parse(written.toStdString());
        QCOMPARE(QString::fromStdString(address ? address->text() : ""), canonical);
    }

    void readsPrefixes_data() {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("v4") << "10.9.0.1/24" << "10.9.0.1/24";
        QTest::newRow("v4 host") << "10.9.0.1" << "10.9.0.1/32";
        QTest::newRow("v6") << "FD09:0::1/64" << "fd09::1/64";
        QTest::newRow("v4 too long a prefix") << "10.9.0.1/33" << "";
        QTest::newRow("v6 too long a prefix") << "fd09::1/129" << "";
        QTest::newRow("negative") << "10.9.0.1/-1" << "";
        QTest::newRow("no number") << "10.9.0.1/" << "";
        QTest::newRow("letters") << "10.9.0.1/2a" << "";
        QTest::newRow("no address") << "/24" << "";
        QTest::newRow("name") << "localhost/8" << "";
    }
    void readsPrefixes() {
        QFETCH(QString, written);
        QFETCH(QString, canonical);
        const auto prefix = IpPrefix::parse(written.toStdString());
        QCOMPARE(QString::fromStdString(prefix ? prefix->text() : ""), canonical);
    }

    void writesTimesBeforeTheEpoch() {
        QCOMPARE(secondsText(std::chrono::nanoseconds(-1)), std::string("-0.000000001"));
        QCOMPARE(secondsText(std::chrono::nanoseconds(1'500'000'000), 3), std::string("1.500"));
        QCOMPARE(secondsText(std::chrono::nanoseconds(1'500'000'000), 0), std::string("1"));
        QCOMPARE(secondsText(std::chrono::nanoseconds::min()), std::string("-9223372036.854775808"));
    }
};

QTEST_APPLESS_MAIN(AddressesTest)
#include "addresses_test.moc"
