#include "datagram_assembly.h"
#include "echo_host.h"

#include <inject/frame_builder.h>

#include <QTest>

using namespace tapscope;

namespace {

constexpr std::uint16_t ipv4Type = 0x0800, ipv6Type = 0x86dd;
const MacAddress hostMac{{2, 0, 0, 0, 0, 2}}, askerMac{{2, 0, 0, 0, 0, 1}};

IpAddress ip(const char* text) {
    return IpAddress::parse(text).value();
}

class Answers final : public FrameOutput {
public:
    Sent send(PortId port, std::span<const Frame> sent) override {
        for (const Frame& frame : sent)
            sendOrDrop(port, frame.bytes);
        return {.frames = sent.size()};
    }
    bool sendOrDrop(PortId, Bytes frame) override {
        frames.emplace_back(frame.begin(), frame.end());
        return true;
    }
    std::vector<std::vector<std::byte>> frames;
};

using Packet = std::vector<std::byte>;

Packet operator+(const Packet& left, const Packet& right) {
    Packet both = left;
    both.insert(both.end(), right.begin(), right.end());
    return both;
}

/// An ICMPv6 message with its checksum.
Packet icmpv6(const char* from, const char* to, std::uint8_t type, const Packet& body) {
    const auto whole = FrameBuilder().ip(ip(from), ip(to), 58).icmp(type, 0).payload(body).finish();
    return {whole.begin() + 40, whole.end()};
}

Packet echo6(const char* from = "fd09::1", const char* to = "fd09::2") {
    return icmpv6(from, to, 128, Packet(12, std::byte{7}));
}

} // namespace

/// What the echo host answers, and what it does not answer.
class EchoHostTest : public QObject {
    Q_OBJECT

    EchoHost host_{{ip("10.9.0.2"), ip("fd09::2")}, hostMac};

    [[nodiscard]] std::size_t answersTo(const Packet& frame) {
        Answers answers;
        const Frame received{.bytes = frame, .originalLength = static_cast<std::uint32_t>(frame.size())};
        host_.onFrames(1, {&received, 1}, answers);
        return answers.frames.size();
    }
    static Packet echo4(const char* from, const MacAddress& mac = askerMac) {
        return FrameBuilder()
            .ethernet(hostMac, mac, ipv4Type)
            .ip(ip(from), ip("10.9.0.2"), 1)
            .icmp(8, 0)
            .payload(Packet(12, std::byte{7}))
            .finish();
    }
    static Packet behindHeaders(std::uint8_t first, const Packet& headers) {
        return FrameBuilder()
            .ethernet(hostMac, askerMac, ipv6Type)
            .ip(ip("fd09::1"), ip("fd09::2"), first)
            .payload(headers)
            .payload(echo6())
            .finish();
    }
    static Packet bytes(std::initializer_list<int> values) {
        Packet all;
        for (const int value : values)
            all.push_back(static_cast<std::byte>(value));
        return all;
    }

private slots:
    void answersPing_data() {
        QTest::addColumn<Packet>("frame");
        QTest::addColumn<int>("answers");
        QTest::newRow("from a neighbour") << echo4("10.9.0.1") << 1;
        QTest::newRow("from its own address") << echo4("10.9.0.2") << 0;
        QTest::newRow("from nobody") << echo4("0.0.0.0") << 0;
        QTest::newRow("from a group") << echo4("224.0.0.1") << 0;
        QTest::newRow("from everybody") << echo4("255.255.255.255") << 0;
        QTest::newRow("from its own MAC") << echo4("10.9.0.1", hostMac) << 0;
        QTest::newRow("from a group's MAC") << echo4("10.9.0.1", {{1, 0, 94, 0, 0, 1}}) << 0;
        const auto pad = bytes({58, 0, 1, 4, 0, 0, 0, 0}), padThenOptions = bytes({60, 0, 1, 4, 0, 0, 0, 0}) + pad;
        QTest::newRow("IPv6") << behindHeaders(58, {}) << 1;
        QTest::newRow("behind hop-by-hop options") << behindHeaders(0, pad) << 1;
        QTest::newRow("behind two headers") << behindHeaders(0, padThenOptions) << 1;
        QTest::newRow("behind a finished route") << behindHeaders(43, bytes({58, 0, 0, 0, 0, 0, 0, 0})) << 1;
        QTest::newRow("behind an unfinished route") << behindHeaders(43, bytes({58, 0, 0, 1, 0, 0, 0, 0})) << 0;
        QTest::newRow("behind a header that is too long") << behindHeaders(0, bytes({58, 255, 1, 4, 0, 0, 0, 0})) << 0;
        QTest::newRow("behind an unknown header") << behindHeaders(253, pad) << 0;
    }
    void answersPing() {
        QFETCH(const Packet, frame);
        QFETCH(const int, answers);
        QCOMPARE(answersTo(frame), static_cast<std::size_t>(answers));
    }

    void answersSolicitations_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<int>("hopLimit");
        QTest::addColumn<int>("answers");
        QTest::newRow("a neighbour's") << QByteArray("fd09::1") << 255 << 1;
        QTest::newRow("for a duplicate") << QByteArray("::") << 255 << 1;
        QTest::newRow("through a router") << QByteArray("fd09::1") << 254 << 0;
        QTest::newRow("from its own address") << QByteArray("fd09::2") << 255 << 0;
        QTest::newRow("from a group") << QByteArray("ff02::1") << 255 << 0;
    }
    void answersSolicitations() {
        QFETCH(const QByteArray, from);
        QFETCH(const int, hopLimit);
        QFETCH(const int, answers);
        Packet body(4, std::byte{0});
        for (const auto octet : ip("fd09::2").octets)
            body.push_back(static_cast<std::byte>(octet));
        const auto frame = FrameBuilder()
                               .ethernet({{0x33, 0x33, 0xff, 0, 0, 2}}, askerMac, ipv6Type)
                               .ip(ip(from.constData()), ip("ff02::1:ff00:2"), 58, static_cast<std::uint8_t>(hopLimit))
                               .payload(icmpv6(from.constData(), "ff02::1:ff00:2", 135, body))
                               .finish();
        QCOMPARE(answersTo(frame), static_cast<std::size_t>(answers));
    }

    void fragmentsComeInAnyOrder_data() {
        QTest::addColumn<QList<int>>("order");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("in order") << QList{0, 1, 2} << true;
        QTest::newRow("backwards") << QList{2, 1, 0} << true;
        QTest::newRow("one missing") << QList{0, 2} << false;
        QTest::newRow("one twice") << QList{0, 0, 1, 2} << false;
    }
    void fragmentsComeInAnyOrder() {
        QFETCH(const QList<int>, order);
        QFETCH(const bool, isWhole);
        const Packet part(16, std::byte{1}), end(5, std::byte{2});
        DatagramAssembly assembly;
        const DatagramAssembly::Key key{ip("10.9.0.1"), ip("10.9.0.2"), 7};
        std::optional<Packet> whole;
        for (const int number : order)
            whole = assembly.add(key, {.offset = static_cast<std::size_t>(number) * 16,
                                       .isLast = number == 2,
                                       .bytes = number == 2 ? Bytes(end) : Bytes(part)});
        QCOMPARE(whole.has_value(), isWhole);
        if (whole)
            QCOMPARE(*whole, part + part + end);
    }

    void fragmentsThatFitNoDatagramAreDropped() {
        DatagramAssembly assembly;
        const DatagramAssembly::Key key{ip("10.9.0.1"), ip("10.9.0.2"), 7};
        const Packet large(65'528, std::byte{1}), part(16, std::byte{1});
        QVERIFY(!assembly.add(key, {.offset = 16, .isLast = true, .bytes = large})); // longer than a datagram
        QVERIFY(!assembly.add(key, {.offset = 0, .isLast = false, .bytes = Bytes(part).first(15)}));
        QVERIFY(!assembly.add(key, {.offset = 0, .isLast = true, .bytes = {}}));
        // None of its fragments is kept.
        QVERIFY(!assembly.add(key, {.offset = 0, .isLast = false, .bytes = part}));
        QCOMPARE(assembly.add(key, {.offset = 16, .isLast = true, .bytes = part}).value(), part + part);
    }

    void beginningsOfManyDatagramsAreForgotten() {
        DatagramAssembly assembly;
        const Packet part(16, std::byte{1});
        const auto key = [](std::uint32_t number) {
            return DatagramAssembly::Key{ip("10.9.0.1"), ip("10.9.0.2"), number};
        };
        for (std::uint32_t number = 0; number < 100; ++number)
            QVERIFY(!assembly.add(key(number), {.offset = 0, .isLast = false, .bytes = part}));
        QVERIFY(!assembly.add(key(0), {.offset = 16, .isLast = true, .bytes = part})); // replaces the oldest
        QVERIFY(assembly.add(key(99), {.offset = 16, .isLast = true, .bytes = part}));
    }
};

QTEST_GUILESS_MAIN(EchoHostTest)
#include "echo_host_test.moc"
