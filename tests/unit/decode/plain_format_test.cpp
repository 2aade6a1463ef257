#include <decode/dissection.h>

#include <QTest>

#include <array>
#include <cstdint>
#include <limits>
#include <string>

using namespace tapscope;

class PlainFormatTest : public QObject {
    Q_OBJECT

    template <typename... Args>
    static std::string written(InfoFormat<Args...> format, std::span<char> out, const Args&... values) {
        const std::array<PlainArgument, sizeof...(values)> arguments{PlainArgument(values)...};
        const fmt::string_view text(format.text);
        const PlainText made = writePlain(out, {text.data(), format.pieces.lengths()}, arguments);
        return {out.data(), made.size};
    }
    template <typename... Args>
    static void compare(InfoFormat<Args...> format, const Args&... values) {
        QVERIFY(format.pieces.isPlain());
        std::array<char, 200> out{};
        QCOMPARE(written<Args...>(format, out, values...),
                 fmt::vformat(fmt::string_view(format.text), fmt::make_format_args(values...)));
    }

private slots:
    void writesWhatFmtWrites() {
        compare("");
        compare("only text → here");
        compare("{} → {} [{}]", std::uint16_t{40000}, std::uint8_t{7}, "SYN, ACK");
        compare("{}{}{}", std::string("made"), std::string_view(), std::string_view("view"));
        compare("{} {} {}", std::numeric_limits<std::int64_t>::min(), -1, std::numeric_limits<std::int32_t>::max());
        compare("{} {}", std::numeric_limits<std::uint64_t>::max(), 0U);
    }

    void leavesOtherFormatsToFmt() {
        QVERIFY(!PlainPieces<1>("{:4}").isPlain());
        QVERIFY(!PlainPieces<1>("{0}").isPlain());
        QVERIFY(!PlainPieces<1>("{{}}").isPlain());
        QVERIFY(!PlainPieces<0>("}}").isPlain());
        QVERIFY(!PlainPieces<0>("text {").isPlain());
        QVERIFY(!PlainPieces<1>("{} {}").isPlain());
        QVERIFY(!PlainPieces<1>("none").isPlain());
        QVERIFY(!PlainPieces<1>("{}\n").isPlain());
    }

    void cutsWhatDoesNotFit() {
        std::array<char, 8> out{};
        const std::span<char> room(out);
        QCOMPARE((written<int, const char*>("ab {} {}", room.first(6), 123456, "text")), std::string("ab 123"));
        QCOMPARE(std::string(out.data(), 8), std::string("ab 123\0\0", 8));
        QCOMPARE((written<int, const char*>("ab {} {}", room.first(0), 123456, "text")), std::string());
        QCOMPARE((written<int, const char*>("{}{}", room, -1234567, "text")), std::string("-1234567"));
    }
};

QTEST_APPLESS_MAIN(PlainFormatTest)
#include "plain_format_test.moc"
