#include <decode/plain_format.h>

#include <QTest>

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>

using namespace tapscope;

class PlainFormatTest : public QObject {
    Q_OBJECT

private slots:
    void writesWhatFmtWrites() {
        std::array<char, 200> out{};
        const std::string made = "made";
        const auto compare = [&](fmt::string_view format, const auto&... values) {
            const std::array<PlainArgument, sizeof...(values)> arguments{PlainArgument(values)...};
            const auto size = writePlain(out, {format.data(), format.size()}, arguments);
            QVERIFY(size.has_value());
            const std::string_view written(out.data(), *size);
            QCOMPARE(std::string(written), fmt::vformat(format, fmt::make_format_args(values...)));
        };
        compare("");
        compare("only text → here");
        compare("{} → {} [{}]", std::uint16_t{40000}, std::uint8_t{7}, "SYN, ACK");
        compare("{}{}{}", made, std::string_view(), std::string_view("view"));
        compare("{} {} {}", std::numeric_limits<std::int64_t>::min(), -1, std::numeric_limits<std::int32_t>::max());
        compare("{} {}", std::numeric_limits<std::uint64_t>::max(), 0U);
    }

    void leavesOtherFormatsToFmt_data() {
        QTest::addColumn<QString>("format");
        QTest::newRow("width") << "{:4}";
        QTest::newRow("position") << "{0}";
        QTest::newRow("escaped brace") << "{{}}";
        QTest::newRow("closing brace") << "}}";
        QTest::newRow("cut") << "text {";
        QTest::newRow("more fields than arguments") << "{} {}";
    }
    void leavesOtherFormatsToFmt() {
        QFETCH(QString, format);
        std::array<char, 50> out{};
        const std::array arguments{PlainArgument(1)};
        QVERIFY(!writePlain(out, format.toStdString(), arguments).has_value());
    }

    void cutsWhatDoesNotFit() {
        std::array<char, 8> out{};
        const std::array arguments{PlainArgument(123456), PlainArgument("text")};
        QCOMPARE(writePlain(std::span(out).first(6), "ab {} {}", arguments).value(), std::size_t{6});
        QCOMPARE(std::string(out.data(), 8), std::string("ab 123\0\0", 8));
        QCOMPARE(writePlain(std::span(out).first(0), "ab {} {}", arguments).value(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(PlainFormatTest)
#include "plain_format_test.moc"
