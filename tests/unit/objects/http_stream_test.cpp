#include <QTest>

#include <objects/http_stream.h>

#include <array>
#include <string>
#include <string_view>

using namespace tapscope;

/// HTTP in a followed TCP stream, with decoded bodies.
class HttpStreamTest : public QObject {
    Q_OBJECT

    using Sender = StreamPiece::Sender;

    FollowedStream stream_;

    void add(Sender sender, std::string_view text, std::uint32_t missing = 0) {
        const auto bytes = std::as_bytes(std::span(text));
        stream_.pieces.push_back({.sender = sender,
                                  .frame = static_cast<FrameNumber>(stream_.pieces.size() + 1),
                                  .missing = missing,
                                  .offset = stream_.bytes.size(),
                                  .size = bytes.size()});
        stream_.bytes.insert(stream_.bytes.end(), bytes.begin(), bytes.end());
    }
    void ask(std::string_view text) { add(Sender::First, text); }
    void answer(std::string_view text) { add(Sender::Second, text); }
    QStringList decoded() {
        const FollowedStream http = decodedHttp(stream_);
        QStringList texts;
        for (const StreamPiece& piece : http.pieces) {
            const char* begin = reinterpret_cast<const char*>(http.bytes.data()) + piece.offset;
            texts << (piece.sender == Sender::First ? "> " : "< ") +
                         QString::fromLatin1(begin, static_cast<qsizetype>(piece.size)).replace("\r\n", "|");
        }
        return texts;
    }
    static std::string packed() { // "hello hello hello"
        constexpr std::array<unsigned char, 28> octets = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03,
                                                          0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x90, 0x00,
                                                          0x80, 0x88, 0xf9, 0xe5, 0x11, 0x00, 0x00, 0x00};
        return {octets.begin(), octets.end()};
    }

private slots:
    void init() { stream_ = {}; }

    void chunksAreJoined() {
        ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhel");
        answer("lo\r\n1\r\n!\r\n0\r\n\r\n");
        QVERIFY(isHttpStream(stream_));
        QCOMPARE(decoded(),
                 (QStringList{"> GET / HTTP/1.1|Host: a||", "< HTTP/1.1 200 OK|Transfer-Encoding: chunked||hello!"}));
    }

    void bodiesAreUnpacked_data() {
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("with its length") << false;
        QTest::newRow("in chunks") << true;
    }
    void bodiesAreUnpacked() {
        QFETCH(const bool, isChunked);
        const std::string body = packed();
        ask("GET / HTTP/1.1\r\n\r\n");
        answer("HTTP/1.1 200 OK\r\ncontent-encoding: GZIP\r\n" +
               (isChunked ? "Transfer-Encoding: chunked\r\n\r\na\r\n" + body.substr(0, 10) + "\r\n" +
                                QString::number(body.size() - 10, 16).toStdString() + "\r\n" + body.substr(10) +
                                "\r\n0\r\n\r\n"
                          : "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
        answer("HTTP/1.1 204 No Content\r\n\r\n");
        const QStringList texts = decoded();
        QCOMPARE(texts.size(), 3);
        QVERIFY2(texts[1].endsWith("||hello hello hello"), qPrintable(texts[1]));
        QVERIFY(texts[2].startsWith("< HTTP/1.1 204"));
    }

    void messagesAreInTheirOrder() {
        ask("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcHEAD /b HTTP/1.1\r\n\r\n");
        answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        answer("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"); // of HEAD: without a body
        ask("GET /c HTTP/1.1\r\n\r\n");
        answer("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        QCOMPARE(decoded(), (QStringList{"> POST /a HTTP/1.1|Content-Length: 3||abc", "> HEAD /b HTTP/1.1||",
                                         "< HTTP/1.1 100 Continue||", "< HTTP/1.1 200 OK|Content-Length: 2||ok",
                                         "< HTTP/1.1 200 OK|Content-Length: 5000||", "> GET /c HTTP/1.1||",
                                         "< HTTP/1.1 200 OK||until the end"}));
    }

    void whatIsNoMessageStays() {
        ask("GET / HTTP/1.1\r\n\r\n");
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nno size\r\n");
        add(Sender::Second, "behind a gap", 100);
        const QStringList texts = decoded();
        QCOMPARE(texts, (QStringList{"> GET / HTTP/1.1||", "< HTTP/1.1 200 OK|Transfer-Encoding: chunked||abc",
                                     "< no size|", "< behind a gap"}));
        QCOMPARE(decodedHttp(stream_).pieces.back().missing, 100U);
    }

    void anotherProtocolIsNotHttp() {
        QVERIFY(!isHttpStream(stream_));
        ask("SSH-2.0-OpenSSH\r\n");
        answer("220 mail.example ESMTP\r\n");
        QVERIFY(!isHttpStream(stream_));
        QCOMPARE(decoded(), (QStringList{"> SSH-2.0-OpenSSH|", "< 220 mail.example ESMTP|"}));
    }

    /// No input makes it read beyond the bytes, or not end.
    void brokenChunksEnd() {
        for (const char* chunk : {"", "\r\n", "5", "5\r\n", "5\r\nab", "ffffffffffffffff\r\n", "fffffffffffffffff\r\n",
                                  "-1\r\n", "0\r\n", "0\r\nTrailer: x\r\n", "1\r\na", "1\r\naXX1\r\n"}) {
            stream_ = {};
            ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(chunk));
            QVERIFY2(!decoded().isEmpty(), chunk);
        }
    }
};

QTEST_APPLESS_MAIN(HttpStreamTest)
#include "http_stream_test.moc"
