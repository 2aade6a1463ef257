#include <QTest>

#include <analysis/tcp_assembly.h>

#include <string>
#include <vector>

using namespace tapscope;

namespace {

struct Step {
    char who;               ///< 'a' or 'b' sends; 'A' or 'B' acknowledges
    std::uint32_t sequence; ///< or acknowledgment
    std::string text = {};
    bool isSyn = false;
};

std::string assembled(const std::vector<Step>& steps, std::size_t limit = 1000) {
    FollowedStream stream;
    TcpAssembly assembly(stream, limit);
    FrameNumber frame = 0;
    for (const Step& step : steps) {
        ++frame;
        const auto sender =
            step.who == 'a' || step.who == 'A' ? StreamPiece::Sender::First : StreamPiece::Sender::Second;
        if (step.who < 'a')
            assembly.acknowledge(sender, step.sequence);
        else
            assembly.add(sender, frame, step.sequence, step.isSyn, std::as_bytes(std::span(step.text)));
    }
    assembly.finish();
    std::string text;
    for (const StreamPiece& piece : stream.pieces) {
        text += piece.sender == StreamPiece::Sender::First ? "a" : "b";
        text += std::to_string(piece.frame);
        text += piece.missing != 0 ? "?" + std::to_string(piece.missing) + ":" : ":";
        text.append(reinterpret_cast<const char*>(stream.bytes.data()) + piece.offset, piece.size);
        text += ' ';
    }
    return stream.isCut ? text + "cut" : text;
}

} // namespace

class TcpAssemblyTest : public QObject {
    Q_OBJECT

private slots:
    void bytesComeInTheirOrderAndOnce_data() {
        QTest::addColumn<QString>("got");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::vector<Step>& steps, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(assembled(steps)) << QString::fromLatin1(expected);
        };
        row("in order", {{'a', 1, "ab"}, {'b', 7, "xy"}, {'a', 3, "cd"}}, "a1:ab b2:xy a3:cd ");
        row("after a SYN", {{'a', 9, "", true}, {'a', 10, "ab"}}, "a2:ab ");
        row("sent again", {{'a', 1, "ab"}, {'a', 1, "ab"}, {'a', 3, "c"}}, "a1:ab a3:c ");
        row("sent again with more", {{'a', 1, "ab"}, {'a', 1, "abcd"}}, "a1:ab a2:cd ");
        row("out of order", {{'a', 1, "ab"}, {'a', 5, "ef"}, {'a', 3, "cd"}}, "a1:ab a3:cd a2:ef ");
        row("overlapping", {{'a', 1, "ab"}, {'a', 4, "def"}, {'a', 2, "bcde"}}, "a1:ab a3:cde a2:f ");
        row("acknowledged though never seen", {{'a', 1, "ab"}, {'a', 5, "ef"}, {'B', 7}, {'b', 1, "ok"}},
            "a1:ab a2?2:ef b4:ok ");
        row("missing at the end", {{'a', 1, "ab"}, {'a', 6, "f"}}, "a1:ab a2?3:f ");
        row("numbers that wrap round", {{'a', 0xfffffffe, "ab"}, {'a', 2, "ef"}, {'a', 0, "cd"}}, "a1:ab a3:cd a2:ef ");
        row("old bytes after a gap", {{'a', 1, "ab"}, {'a', 5, "ef"}, {'B', 7}, {'a', 3, "cd"}}, "a1:ab a2?2:ef ");
    }
    void bytesComeInTheirOrderAndOnce() {
        QFETCH(QString, got);
        QFETCH(QString, expected);
        QCOMPARE(got, expected);
    }

    void endsAtItsLimitAndSaysSo() {
        QCOMPARE(assembled({{'a', 1, "abcd"}, {'b', 1, "xyz"}}, 5), std::string("a1:abcd b2:x cut"));
    }
};

QTEST_APPLESS_MAIN(TcpAssemblyTest)
#include "tcp_assembly_test.moc"
