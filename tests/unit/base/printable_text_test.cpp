#include <base/error.h>
#include <base/printable_text.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <array>
#include <string>

using namespace tapscope;

/// One table for everything that shows untrusted text.
class PrintableTextTest : public QObject {
    Q_OBJECT

    static void table() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* name, QByteArray text, QByteArray shown) {
            QTest::newRow(name) << std::move(text) << std::move(shown);
        };
        row("empty", "", "");
        row("plain", "GET /index.html HTTP/1.1", "GET /index.html HTTP/1.1");
        row("backslash stays", R"(\\server\share)", R"(\\server\share)");
        row("quotes stay", R"(a "b" 'c')", R"(a "b" 'c')");
        row("letters of other scripts", "Grüße, привет, 你好, 😀", "Grüße, привет, 你好, 😀");
        row("NUL", QByteArray("a\0b", 3), R"(a\000b)");
        row("line ends and tabs", "a\r\n\tb", R"(a\r\n\tb)");
        row("lettered controls", "\a\b\v\f", R"(\a\b\v\f)");
        row("ESC", "\x1b[2J\x1b]0;owned\a", R"(\033[2J\033]0;owned\a)");
        row("delete", "a\x7f", R"(a\177)");
        row("C1: CSI, OSC, ST",
            "\xc2\x9b"
            "31m\xc2\x9d"
            "0;x\xc2\x9c",
            R"(\u009B31m\u009D0;x\u009C)");
        row("next line", "a\xc2\x85z", R"(a\u0085z)");
        row("a C1 byte alone",
            "\x9b"
            "2J",
            "\xef\xbf\xbd"
            "2J");
        row("override of direction", "\u202egnp.exe\u202c", R"(\u202Egnp.exe\u202C)");
        row("isolates of direction", "\u2066a\u2069", R"(\u2066a\u2069)");
        row("marks of direction", "\u200e\u200f\u061c", R"(\u200E\u200F\u061C)");
        row("zero width", "a\u200b\u200c\u200d\u2060\ufeff", R"(a\u200B\u200C\u200D\u2060\uFEFF)");
        row("line and paragraph separators", "\u2028\u2029", R"(\u2028\u2029)");
        row("soft hyphen", "pay\u00adpal", R"(pay\u00ADpal)");
        row("tags", "a\U000E0041", R"(a\U000E0041)");
        row("noncharacter", "\uffff", R"(\uFFFF)");
        row("continuation alone", "a\x80z", "a\xef\xbf\xbdz");
        row("overlong", "\xc0\xaf", "\xef\xbf\xbd");
        row("overlong NUL", "a\xe0\x80\x80z", "a\xef\xbf\xbdz");
        row("surrogate", "\xed\xa0\x80", "\xef\xbf\xbd");
        row("half a surrogate", "\xed\xbfz", "\xef\xbf\xbdz");
        row("beyond Unicode", "\xf4\x90\x80\x80", "\xef\xbf\xbd");
        row("five octets", "a\xfb\xbd\xbd\xbd\xbdz", "a\xef\xbf\xbdz");
        row("six octets, cut", "a\xfd\xbdz", "a\xef\xbf\xbdz");
        row("octets of no character", "a\xfe\xffz", "a\xef\xbf\xbd\xef\xbf\xbdz");
        row("cut short", "a\xf0\x9f\x98", "a\xef\xbf\xbd");
        row("cut within", "\xe4\xbdz", "\xef\xbf\xbdz");
    }

private slots:
    void showsText_data() { table(); }
    void showsText() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(printable(text.toStdString())), shown);
        const PrintableText<200> onTheStack(text.toStdString());
        QCOMPARE(QByteArray(onTheStack.view().data(), static_cast<qsizetype>(onTheStack.view().size())), shown);
        QCOMPARE(isPlainAscii(text.toStdString()), text == shown && text.size() == QString::fromUtf8(text).size());
    }

    void changesNothingTwice_data() { table(); }
    void changesNothingTwice() {
        QFETCH(const QByteArray, text);
        const std::string once = printable(text.toStdString());
        QCOMPARE(printable(once), once);
    }

    void errorsShowText_data() { table(); }
    void errorsShowText() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, shown);
        const Error error = failure(ErrorKind::Invalid, "open", text.toStdString(), "no").error();
        QCOMPARE(QByteArray::fromStdString(error.text()),
                 shown.isEmpty() ? QByteArray("Cannot open: no.") : "Cannot open " + shown + ": no.");
    }

    /// Readers of JSON get the text back, and the JSON has no hidden characters.
    void writesJsonStrings_data() { table(); }
    void writesJsonStrings() {
        QFETCH(const QByteArray, text);
        std::string json;
        appendJsonString(json, text.toStdString());
        QCOMPARE(printable(json), json);
        const auto read = QJsonDocument::fromJson(QByteArray::fromStdString("[" + json + "]"));
        QVERIFY2(read.isArray(), json.c_str());
        const QString back = read.array().at(0).toString();
        QCOMPARE(QByteArray::fromStdString(printable(back.toStdString())),
                 QByteArray::fromStdString(printable(text.toStdString())));
    }

    void leavesNothingHalf_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("room");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("ASCII is cut anywhere") << QByteArray("abcdef") << 3 << QByteArray("abc");
        QTest::newRow("also behind a backslash") << QByteArray(R"(\server)") << 3 << QByteArray(R"(\se)");
        QTest::newRow("no half escape") << QByteArray("a\x1b"
                                                      "b")
                                        << 4 << QByteArray("a");
        QTest::newRow("no half character") << QByteArray("aä") << 2 << QByteArray("a");
        QTest::newRow("nothing behind a gap") << QByteArray("äb") << 1 << QByteArray("");
        QTest::newRow("no room") << QByteArray("a") << 0 << QByteArray("");
    }
    void leavesNothingHalf() {
        QFETCH(const QByteArray, text);
        QFETCH(const int, room);
        std::array<char, 16> out{};
        const std::size_t size =
            writePrintable(std::span(out).first(static_cast<std::size_t>(room)), text.toStdString());
        QTEST(QByteArray(out.data(), static_cast<qsizetype>(size)), "written");
    }

    void findsWhatIsNotPlain_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isPlain");
        QTest::newRow("plain") << QByteArray("GET /index.html ~") << true;
        QTest::newRow("empty") << QByteArray() << true;
        for (const std::size_t place : {0, 7, 8, 12}) {
            for (const char c : {'\0', '\n', '\x1f', '\x7f', '\x80', '\xff'}) {
                QByteArray text("0123456789abc");
                text[static_cast<qsizetype>(place)] = c;
                QTest::addRow("%d at %zu", static_cast<unsigned char>(c), place) << text << false;
            }
        }
    }
    void findsWhatIsNotPlain() {
        QFETCH(const QByteArray, text);
        QTEST(isPlainAscii(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))), "isPlain");
    }
};

QTEST_APPLESS_MAIN(PrintableTextTest)
#include "printable_text_test.moc"
