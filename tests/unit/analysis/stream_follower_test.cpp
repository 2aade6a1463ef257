#include <plugin/plugin_host.h>
#include <store/recording.h>
#include <support/commands.h>

#include <QTemporaryDir>
#include <QTest>

#include <analysis/stream_follower.h>

#include <string>
#include <vector>

using namespace tapscope;

namespace {

void put(std::vector<std::byte>& out, std::initializer_list<unsigned> octets) {
    for (const unsigned octet : octets)
        out.push_back(static_cast<std::byte>(octet));
}

/// Ethernet and IPv4 between 10.9.0.`from` and 10.9.0.`to`, without a checksum.
std::vector<std::byte> packet(unsigned from, unsigned to, unsigned protocol, std::size_t size) {
    std::vector<std::byte> frame;
    put(frame, {2, 0, 0, 0, 0, to, 2, 0, 0, 0, 0, from, 8, 0});
    const auto length = static_cast<unsigned>(20 + size);
    put(frame, {0x45, 0, length >> 8, length & 255, 0, 1, 0, 0, 64, protocol, 0, 0, 10, 9, 0, from, 10, 9, 0, to});
    return frame;
}

std::vector<std::byte> tcp(unsigned from, unsigned to, unsigned sequence, unsigned acknowledgment, unsigned flags,
                           const std::string& payload) {
    auto frame = packet(from, to, 6, 20 + payload.size());
    put(frame, {0x10, from, 0, 80, sequence >> 24, sequence >> 16 & 255, sequence >> 8 & 255, sequence & 255});
    if (from > to) { // the server is the higher host
        frame[34] = std::byte{0};
        frame[35] = std::byte{80};
        frame[36] = std::byte{0x10};
        frame[37] = static_cast<std::byte>(to);
    }
    put(frame, {acknowledgment >> 24, acknowledgment >> 16 & 255, acknowledgment >> 8 & 255, acknowledgment & 255, 0x50,
                flags, 0x20, 0, 0, 0, 0, 0});
    for (const char c : payload)
        frame.push_back(static_cast<std::byte>(c));
    return frame;
}

std::vector<std::byte> udp(unsigned from, unsigned to, const std::string& payload) {
    auto frame = packet(from, to, 17, 8 + payload.size());
    const auto length = static_cast<unsigned>(8 + payload.size());
    put(frame, {0x10, from, 0x10, to, length >> 8, length & 255, 0, 0});
    for (const char c : payload)
        frame.push_back(static_cast<std::byte>(c));
    return frame;
}

} // namespace

class StreamFollowerTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    std::shared_ptr<Recording> recording_;
    std::shared_ptr<const FrameStore> store_;

    ShownCapture capture() const { return {.store = store_, .registry = &plugins_.decoders()}; }
    static QByteArray hex(const FollowedStream& stream) {
        return QByteArray(reinterpret_cast<const char*>(stream.bytes.data()),
                          static_cast<qsizetype>(stream.bytes.size()))
            .toHex();
    }

private slots:
    void initTestCase() {
        auto made = Recording::create(folder_.filePath("talk.pcapng").toStdString());
        QVERIFY(made);
        recording_ = *made;
        store_ = recording_->store();
        QVERIFY(recording_->addInterface({}));
        constexpr unsigned syn = 2, ack = 16;
        const std::vector<std::vector<std::byte>> frames = {
            tcp(1, 2, 999, 0, syn, ""),
            tcp(2, 1, 4999, 1000, syn | ack, ""),
            tcp(1, 2, 1000, 5000, ack, "GET / HTTP/1.0\r\n\r\n"),
            udp(1, 2, "a question"),
            tcp(2, 1, 5000, 1018, ack, "HTTP/1.0 200 OK\r\n"),
            tcp(2, 1, 5019, 1018, ack, "world"), // before the segment that precedes it
            tcp(1, 3, 1000, 1, ack, "to somebody else"),
            tcp(2, 1, 5017, 1018, ack, "\r\n"),
            tcp(2, 1, 5000, 1018, ack, "HTTP/1.0 200 OK\r\n"), // sent again
            udp(2, 1, "an answer"),
            tcp(1, 2, 1018, 5024, ack, "bye"),
        };
        for (const auto& bytes : frames)
            QVERIFY(recording_->append({.time = Timestamp(std::chrono::nanoseconds(1)),
                                        .bytes = bytes,
                                        .originalLength = static_cast<std::uint32_t>(bytes.size())}));
        QVERIFY(recording_->settle(std::chrono::seconds(10)));
    }

    void givesWhatTsharkGives_data() {
        QTest::addColumn<int>("frame");
        QTest::addColumn<QString>("transport");
        QTest::addColumn<int>("frames");
        QTest::newRow("tcp") << 5 << "tcp" << 8;
        QTest::newRow("udp") << 4 << "udp" << 2;
    }
    void givesWhatTsharkGives() {
        QFETCH(int, frame);
        QFETCH(QString, transport);
        QFETCH(int, frames);
        const auto followed = StreamFollower::follow(capture(), static_cast<FrameNumber>(frame));
        QVERIFY2(followed.has_value(), followed ? "" : followed.error().text().c_str());
        QCOMPARE(followed->frames.size(), static_cast<std::size_t>(frames));
        const auto said = test::run("tshark", {"-n", "-q", "-r", folder_.filePath("talk.pcapng"), "-z",
                                               QString("follow,%1,raw,0").arg(transport)});
        QByteArray theirs;
        for (const QByteArray& line : said.out.split('\n')) {
            const QByteArray digits = line.trimmed();
            if (!digits.isEmpty() && QByteArray::fromHex(digits).toHex() == digits)
                theirs += digits;
        }
        QVERIFY2(!theirs.isEmpty(), said.out + said.err);
        QCOMPARE(hex(*followed), theirs);
    }

    void tellsWhoSaidWhatAndInWhichFrame() {
        const auto followed = StreamFollower::follow(capture(), 3);
        QVERIFY(followed);
        QCOMPARE(followed->first.port, 0x1001U);
        QCOMPARE(followed->second.port, 80U);
        std::vector<FrameNumber> from;
        for (const StreamPiece& piece : followed->pieces)
            from.push_back(piece.sender == StreamPiece::Sender::First ? piece.frame : piece.frame + 100);
        QCOMPARE(from, (std::vector<FrameNumber>{3, 105, 108, 106, 11}));
    }

    void followsWhatTwoInterfacesSee_data() {
        QTest::addColumn<QString>("transport");
        QTest::addColumn<QString>("seenOn"); // interfaces of requests and responses: one each, or both twice
        QTest::addColumn<int>("chosen");
        QTest::addColumn<QString>("frames");
        QTest::newRow("TCP, a direction each") << "tcp" << "0 1 0" << 2 << "1 2 3";
        QTest::newRow("UDP, a direction each") << "udp" << "0 1 0" << 2 << "1 2 3";
        QTest::newRow("UDP, two views, the first") << "udp" << "01 10 01" << 4 << "1 4 5";
        QTest::newRow("UDP, two views, the second") << "udp" << "01 10 01" << 6 << "2 3 6";
        QTest::newRow("TCP, two views, the second") << "tcp" << "01 10 01" << 6 << "2 3 6";
    }
    void followsWhatTwoInterfacesSee() {
        QFETCH(const QString, transport);
        QFETCH(const QString, seenOn);
        QFETCH(const int, chosen);
        QFETCH(const QString, frames);
        constexpr unsigned ack = 16;
        const bool isTcp = transport == "tcp";
        const std::array said = {isTcp ? tcp(1, 2, 1000, 5000, ack, "one") : udp(1, 2, "one"),
                                 isTcp ? tcp(2, 1, 5000, 1003, ack, "two") : udp(2, 1, "two"),
                                 isTcp ? tcp(1, 2, 1003, 5003, ack, "three") : udp(1, 2, "three")};
        const auto made =
            Recording::create(folder_.filePath(QString("%1.pcapng").arg(QTest::currentDataTag())).toStdString());
        QVERIFY(made);
        const auto store = (*made)->store();
        for (int i = 0; i < 2; ++i)
            QVERIFY((*made)->addInterface({}));
        const QStringList interfaces = seenOn.split(' '); // lives as long as the loop
        for (std::size_t i = 0; i < said.size(); ++i) {
            for (const QChar interface : interfaces[static_cast<qsizetype>(i)])
                QVERIFY((*made)->append({.time = Timestamp(std::chrono::nanoseconds(1)),
                                         .bytes = said[i],
                                         .originalLength = static_cast<std::uint32_t>(said[i].size()),
                                         .interfaceId = static_cast<std::uint32_t>(interface.digitValue())}));
        }
        QVERIFY((*made)->settle(std::chrono::seconds(10)));
        const auto followed = StreamFollower::follow({.store = store, .registry = &plugins_.decoders()},
                                                     static_cast<FrameNumber>(chosen));
        QVERIFY(followed);
        QStringList found;
        for (const FrameNumber each : followed->frames)
            found << QString::number(each);
        QCOMPARE(found.join(' '), frames);
        QCOMPARE(hex(*followed), QByteArray("onetwothree").toHex());
    }

    void refusesAFrameWithoutATransportAndCanBeCancelled() {
        const std::array<std::byte, 60> silence{};
        QVERIFY(recording_->append({.bytes = silence, .originalLength = 60}));
        QVERIFY(recording_->settle(std::chrono::seconds(10)));
        const auto none = StreamFollower::follow(capture(), store_->count());
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
        std::stop_source stop;
        stop.request_stop();
        const auto cancelled = StreamFollower::follow(capture(), 3, stop.get_token());
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(StreamFollowerTest)
#include "stream_follower_test.moc"
