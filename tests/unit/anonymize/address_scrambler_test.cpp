#include <base/ip_address.h>
#include <base/mac_address.h>

#include <QTest>

#include <anonymize/address_scrambler.h>

#include <algorithm>
#include <bit>
#include <set>

using namespace tapscope;
using Prefixes = AddressScrambler::Prefixes;

class AddressScramblerTest : public QObject {
    Q_OBJECT

    static AddressScrambler scrambler(Prefixes prefixes = Prefixes::Mixed, unsigned char key = 1) {
        KeyedPermutation::Key bytes{};
        bytes.fill(static_cast<std::byte>(key));
        return AddressScrambler(KeyedPermutation(bytes), prefixes);
    }
    static std::string scrambled(AddressScrambler& by, const std::string& text) {
        if (auto mac = MacAddress::parse(text)) {
            by.mac(std::as_writable_bytes(std::span(mac->octets)));
            return mac->text();
        }
        auto address = IpAddress::parse(text);
        if (!address)
            return "?";
        const auto octets = std::as_writable_bytes(std::span(address->octets));
        if (address->family == IpAddress::Family::V4)
            by.ipv4(octets.first<4>());
        else
            by.ipv6(octets);
        return address->text();
    }
    static std::uint32_t ipv4Of(const std::string& text) {
        const auto address = IpAddress::parse(text);
        std::uint32_t number = 0;
        for (std::size_t i = 0; address && i < 4; ++i)
            number = number << 8 | address->octets[i];
        return number;
    }
    static std::string textOf(std::uint32_t number) {
        return std::to_string(number >> 24) + "." + std::to_string(number >> 16 & 255) + "." +
               std::to_string(number >> 8 & 255) + "." + std::to_string(number & 255);
    }

private slots:
    void addressesWithAMeaningStay_data() {
        QTest::addColumn<QString>("address");
        for (const char* const address :
             {"0.0.0.0", "127.0.0.1", "224.0.0.251", "255.255.255.255", "::", "::1", "ff02::1", "ff:ff:ff:ff:ff:ff",
              "01:00:5e:00:00:fb", "33:33:00:00:00:01", "00:00:00:00:00:00"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void addressesWithAMeaningStay() {
        QFETCH(const QString, address);
        for (const Prefixes prefixes : {Prefixes::Mixed, Prefixes::Preserved}) {
            auto by = scrambler(prefixes);
            QCOMPARE(QString::fromStdString(scrambled(by, address.toStdString())), address);
        }
    }

    void everythingElseIsReplaced_data() {
        QTest::addColumn<QString>("address");
        for (const char* const address :
             {"10.9.0.1", "192.168.1.1", "8.8.8.8", "fe80::1:2:3:4", "2001:db8::5", "fd09::1", "02:42:0a:09:00:01"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void everythingElseIsReplaced() {
        QFETCH(const QString, address);
        for (const Prefixes prefixes : {Prefixes::Mixed, Prefixes::Preserved}) {
            auto by = scrambler(prefixes), again = scrambler(prefixes), other = scrambler(prefixes, 2);
            const auto once = scrambled(by, address.toStdString());
            QVERIFY(once != address.toStdString());
            QCOMPARE(scrambled(by, address.toStdString()), once);
            QCOMPARE(scrambled(again, address.toStdString()), once);
            QVERIFY(scrambled(other, address.toStdString()) != once);
        }
    }

    void twoStayTwo() {
        for (const Prefixes prefixes : {Prefixes::Mixed, Prefixes::Preserved}) {
            auto by = scrambler(prefixes);
            std::set<std::string> seen;
            for (std::uint32_t i = 0; i < 4096; ++i)
                seen.insert(scrambled(by, textOf(0x0a090000 + i * 7)));
            QCOMPARE(seen.size(), 4096U);
            QVERIFY(std::ranges::none_of(seen, [](const auto& text) { return text.starts_with("127."); }));
        }
    }

    void prefixesAreKeptWhereAsked() {
        auto by = scrambler(Prefixes::Preserved);
        const QList<std::string> addresses = {"10.9.0.1", "10.9.0.2", "10.9.128.1", "10.200.0.1", "11.9.0.1"};
        for (const auto& one : addresses) {
            for (const auto& two : addresses) {
                const std::uint32_t before = ipv4Of(one) ^ ipv4Of(two);
                const std::uint32_t after = ipv4Of(scrambled(by, one)) ^ ipv4Of(scrambled(by, two));
                if (std::countl_zero(before) >= 8) // the first octet is replaced as a whole
                    QCOMPARE(std::countl_zero(after), std::countl_zero(before));
                else
                    QVERIFY(std::countl_zero(after) < 8);
            }
        }
    }

    void linkLocalAndItsGroupsFitTogether() {
        auto by = scrambler();
        const std::string host = scrambled(by, "fe80::1122:33ff:fe44:5566");
        const std::string group = scrambled(by, "ff02::1:ff44:5566");
        const std::string mac = scrambled(by, "33:33:ff:44:55:66");
        QVERIFY(host.starts_with("fe80::"));
        QVERIFY(group.starts_with("ff02::1:ff") && group != "ff02::1:ff44:5566");
        const auto last = [](const std::string& text) {
            const auto address = *IpAddress::parse(text);
            return QByteArray(reinterpret_cast<const char*>(address.octets.data()) + 13, 3);
        };
        QCOMPARE(last(host), last(group));
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(MacAddress::parse(mac)->octets.data()) + 3, 3), last(group));
    }

    void macsBecomeLocal() {
        auto by = scrambler();
        const auto mac = MacAddress::parse(scrambled(by, "00:1b:21:aa:bb:cc"));
        QCOMPARE(static_cast<int>(mac->octets[0]), 2);
    }

    void wordsKeepTheirShape() {
        auto by = scrambler();
        std::string text = "www.Example.com:8080/a-1", again = "mail.example.com";
        const std::string original = text;
        by.text(std::as_writable_bytes(std::span(text)));
        by.text(std::as_writable_bytes(std::span(again)));
        QCOMPARE(text.size(), original.size());
        QVERIFY(text.find("xample") == std::string::npos);
        for (const std::size_t place : {3, 11, 15, 20, 22})
            QCOMPARE(text[place], original[place]);        // ".", ".", ":", "/", "-"
        QCOMPARE(text.substr(4, 11), again.substr(5, 11)); // equal words get equal replacements, in upper or lower case
    }
};

QTEST_APPLESS_MAIN(AddressScramblerTest)
#include "address_scrambler_test.moc"
