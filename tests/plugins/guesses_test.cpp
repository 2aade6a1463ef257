#include "guessing_decoders.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <optional>
#include <set>

using namespace tapscope;
using namespace tapscope::test;

namespace {

std::vector<std::byte> octetsOf(std::string_view text) {
    const auto octets = std::as_bytes(std::span(text));
    return {octets.begin(), octets.end()};
}

/// A message to a port of 10.9.0.2 after which the end 10.9.0.2:42000 is expected to speak a protocol.
struct Announcement {
    std::string_view protocol;
    std::uint8_t transport; ///< of the message
    unsigned port;
    std::string_view message;
    bool isBack = false;
};
constexpr std::string_view offer = "INVITE sip:b@10.9.0.1 SIP/2.0\r\nContent-Type: application/sdp\r\n\r\n"
                                   "v=0\r\no=- 1 1 IN IP4 10.9.0.2\r\ns=-\r\nc=IN IP4 10.9.0.2\r\nt=0 0\r\n";
constexpr std::array announcements = {
    Announcement{"rtp", udpProtocol, 5060, "m=audio 42000 RTP/AVP 0\r\n"},
    Announcement{"rtcp", udpProtocol, 5060, "m=audio 41999 RTP/AVP 0\r\n"},
    Announcement{"ftp-data", tcpProtocol, 21, "227 Entering Passive Mode (10,9,0,2,164,16)\r\n", true},
};
/// Their packets have no mark but bits: what fits these is taken until the first datagram that does not fit.
constexpr std::array withoutMark = {std::string_view("quic"), std::string_view("gquic"), std::string_view("rtp"),
                                    std::string_view("rtcp")};
/// The whole connection belongs to them: bodies, pictures and encrypted records look like anything.
constexpr std::array wholeStreams = {std::string_view("http"), std::string_view("ftp-data"), std::string_view("tls"),
                                     std::string_view("vnc")};
/// They are begun at their own ports only. For those of datagrams, see port_claims_test.
constexpr std::array atTheirPorts = {std::string_view("ssh"), std::string_view("openvpn"),
                                     std::string_view("udpencap")};
/// What a conversation is assigned to that belongs to nobody.
constexpr std::string_view nobodys = "data";

/// The protocols that decoders assign conversations to or expect at an end, as their sources have it.
std::set<std::string> learnedProtocols() {
    std::set<std::string> protocols;
    const QRegularExpression call(
        R"re((?:assignConversation\(|expectAt\([^;]*, )(?:"([a-z0-9.-]+)"|info\.abbreviation)\))re");
    const QRegularExpression own(R"re(\.abbreviation = "([a-z0-9.-]+)")re");
    QDirIterator files(QStringLiteral(TAPSCOPE_SOURCE_DIR "/plugins"), {"*.cpp"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = file.readAll();
        for (auto calls = call.globalMatch(text); calls.hasNext();) {
            const auto match = calls.next();
            const QString name = match.captured(1).isEmpty() ? own.match(text).captured(1) : match.captured(1);
            protocols.insert(name.toStdString());
        }
    }
    return protocols;
}

} // namespace

/// What becomes of a conversation that one frame gave to a protocol, when the next frames do not fit.
class GuessesTest : public QObject {
    Q_OBJECT

    const GuessingDecoders decoders_;

    /// What brings a conversation between a source and 10.9.0.2:42000 to a protocol: octets, and the packet that
    /// carries them. No octets if there are none.
    struct Beginning {
        std::vector<std::byte> octets;
        std::optional<MadePacket> announced; ///< not the conversation's own first frame
    };
    [[nodiscard]] Beginning beginningOf(std::string_view protocol, std::uint8_t transport) const {
        const auto found = std::ranges::find(announcements, protocol, &Announcement::protocol);
        if (found == announcements.end())
            return {decoders_.sampleOf(protocol, transport), {}};
        std::string message(found->port == 5060 ? offer : std::string_view());
        message += found->message;
        return {octetsOf(message),
                MadePacket{.protocol = found->transport, .destination = found->port, .isBack = found->isBack}};
    }

private slots:
    void initTestCase() { QVERIFY2(decoders_.error().isEmpty(), qPrintable(decoders_.error())); }

    /// One frame of a protocol, then anything: it goes back to being nobody's. Every decoder that guesses over UDP or
    /// TCP, and every protocol that conversations are assigned to.
    void aGuessFromOneFrameIsGivenUp_data() {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<int>("transport");
        std::set<std::pair<std::string, std::uint8_t>> rows;
        for (const Guesser& guesser : decoders_.all()) {
            for (const std::uint8_t transport : {udpProtocol, tcpProtocol}) {
                if (guesser.hooksInto(transport == udpProtocol ? "udp.port" : "tcp.port"))
                    rows.emplace(guesser.name, transport);
            }
        }
        for (const std::string& protocol : learnedProtocols()) {
            const bool isGuesser =
                std::ranges::find(decoders_.all(), protocol, &Guesser::name) != decoders_.all().end();
            if (protocol != nobodys && !isGuesser && std::ranges::find(atTheirPorts, protocol) == atTheirPorts.end())
                rows.emplace(protocol, protocol == "rtp" ? udpProtocol : tcpProtocol);
        }
        QVERIFY(rows.size() >= 30);
        for (const auto& [protocol, transport] : rows)
            QTest::addRow("%s over %s", protocol.c_str(), transport == udpProtocol ? "UDP" : "TCP")
                << QString::fromStdString(protocol) << int{transport};
    }

    void aGuessFromOneFrameIsGivenUp() {
        QFETCH(const QString, protocol);
        QFETCH(const int, transport);
        const std::string name = protocol.toStdString();
        constexpr std::size_t conversations = 200, frames = 100;
        const Beginning beginning = beginningOf(name, static_cast<std::uint8_t>(transport));
        QVERIFY2(!beginning.octets.empty(), "there is no message that its decoder recognises");
        MadeUpPayloads payloads(MadeUpPayloads::Random);
        std::size_t taken = 0;
        LearnedFrames learned(decoders_);
        for (unsigned i = 0; i < conversations; ++i) {
            MadePacket packet{.protocol = static_cast<std::uint8_t>(transport), .source = 41000 + i};
            if (beginning.announced)
                learned.add(beginning.octets, *beginning.announced);
            else
                QVERIFY(learned.isTakenBy(name, beginning.octets, packet));
            std::array<unsigned, 2> sent{100'000, 1}; // behind the first frame
            for (unsigned each = 0; each < frames; ++each) {
                packet.isBack = each % 2 == 0;
                unsigned& sequence = sent[packet.isBack ? 1 : 0];
                packet.sequence = sequence;
                const Bytes payload = payloads.next();
                sequence += static_cast<unsigned>(payload.size());
                taken += learned.isTakenBy(name, payload, packet);
            }
        }
        constexpr std::size_t all = conversations * frames;
        const auto isIn = [&](const auto& names) { return std::ranges::find(names, name) != names.end(); };
        if (isIn(wholeStreams)) {
            QVERIFY(taken > all / 2);
            return;
        }
        // A segment of a few octets may be the beginning of any head.
        const std::size_t allowed = isIn(withoutMark) ? 2 * conversations : transport == tcpProtocol ? all / 10 : 0;
        QVERIFY2(taken <= allowed, qPrintable(QString::number(taken)));
    }

    void aBadDatagramLeavesAConversationWhatItWas() {
        const auto query = decoders_.sampleOf("dns", udpProtocol);
        auto bad = decoders_.sampleOf("quic", udpProtocol);
        QVERIFY(!query.empty() && !bad.empty());
        auto likeShortHeader = query; // by its identification
        likeShortHeader[0] = std::byte{0x40};
        for (const unsigned port : {53U, 42000U}) {
            LearnedFrames conversation(decoders_);
            const MadePacket packet{.destination = port};
            QVERIFY(conversation.isTakenBy("dns", query, packet));
            conversation.add(bad, packet);
            for (int i = 0; i < 5; ++i)
                QVERIFY(conversation.isTakenBy("dns", i % 2 == 0 ? likeShortHeader : query, packet));
        }
    }

    void aConversationKeepsItsProtocolThroughABadDatagram() {
        LearnedFrames conversation(decoders_);
        const auto initial = decoders_.sampleOf("quic", udpProtocol);
        std::vector<std::byte> shortHeader(60, std::byte{0x55});
        QVERIFY(conversation.isTakenBy("quic", initial, {}));
        for (int i = 0; i < 8; ++i)
            QVERIFY(conversation.isTakenBy("quic", shortHeader, {.isBack = i % 2 == 0}));
        QVERIFY(!conversation.isTakenBy("quic", std::vector<std::byte>(60, std::byte{0x85}), {}));
        QVERIFY(conversation.isTakenBy("quic", shortHeader, {}));
    }

    /// The ends of a connection may agree that the fixed bit says nothing (RFC 9287).
    void quicMayHaveItsFixedBitClear() {
        LearnedFrames conversation(decoders_);
        QVERIFY(conversation.isTakenBy("quic", decoders_.sampleOf("quic", udpProtocol), {}));
        for (int i = 0; i < 8; ++i)
            QVERIFY(
                conversation.isTakenBy("quic", std::vector<std::byte>(60, std::byte{0x15}), {.isBack = i % 2 == 0}));
        QVERIFY(!conversation.isTakenBy("quic", std::vector<std::byte>(20, std::byte{0x15}), {})); // too short for one
    }

    void quicBelievesWhatFitsTheDatagram_data() {
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("octet");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("isQuic");
        QTest::newRow("as it is") << 0 << 0xc0 << 1200 << true;
        QTest::newRow("version unknown") << 4 << 0x77 << 1200 << false;
        QTest::newRow("Initial too small") << 0 << 0xc0 << 1199 << false;
        QTest::newRow("destination id too long") << 5 << 21 << 1200 << false;
        QTest::newRow("no fixed bit") << 0 << 0x80 << 1200 << false;
        QTest::newRow("length beyond the datagram") << 22 << 0x7f << 1200 << false;
    }

    void quicBelievesWhatFitsTheDatagram() {
        QFETCH(const int, at);
        QFETCH(const int, octet);
        QFETCH(const int, size);
        QFETCH(const bool, isQuic);
        auto sample = decoders_.sampleOf(
            "quic", udpProtocol); // two ids of 8 and 6 octets, no token, a length of two octets at 22
        QCOMPARE(sample[5], std::byte{8});
        QCOMPARE(sample[14], std::byte{6});
        QCOMPARE(sample[21], std::byte{0});
        sample[0] = std::byte{0xc0};
        sample[static_cast<std::size_t>(at)] = static_cast<std::byte>(octet);
        sample.resize(static_cast<std::size_t>(size));
        if (size < 1200) // with a length that fits
            sample[22] = std::byte{0x40};
        LearnedFrames conversation(decoders_);
        QCOMPARE(conversation.isTakenBy("quic", sample, {}), isQuic);
    }
};

QTEST_GUILESS_MAIN(GuessesTest)
#include "guesses_test.moc"
