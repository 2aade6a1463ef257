#include "guessing_decoders.h"

#include <support/lengths.h>

#include <QTest>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// A protocol of encrypted tunnels, and its port. It has little that tells it from anything else there.
struct Tunnel {
    std::string_view protocol;
    unsigned port;
    unsigned taken; ///< of a conversation of random datagrams, at most
};
constexpr std::array tunnels = {Tunnel{"isakmp", 500, 0}, Tunnel{"openvpn", 1194, 6}, Tunnel{"l2tp", 1701, 1},
                                Tunnel{"udpencap", 4500, 5}};

std::vector<std::byte> fromHex(const char* hex) {
    const QByteArray octets = QByteArray::fromHex(hex);
    const auto bytes = std::as_bytes(std::span(octets));
    return {bytes.begin(), bytes.end()};
}

/// A header, and something that looks encrypted behind it.
class Encrypted {
public:
    std::vector<std::byte> behind(const char* header, std::size_t size) {
        auto packet = fromHex(header);
        for (std::size_t i = 0; i < size; ++i)
            packet.push_back(static_cast<std::byte>(random_() >> 56));
        return packet;
    }

private:
    std::mt19937_64 random_{7};
};

/// Messages that nobody else sends.
std::vector<std::byte> ikeMessage() {
    return fromHex("00000000 0102030405060708 0000000000000000 21 20 22 08 00000000 00000020 00000004");
}
std::vector<std::byte> hardReset() {
    return fromHex("38 c3a1f00d5e8b2794 00 00000000");
}

} // namespace

/// What decoders of tunnels take at their own ports.
class PortClaimsTest : public QObject {
    Q_OBJECT

    const GuessingDecoders decoders_;

    [[nodiscard]] bool isEspIn(LearnedFrames& conversation, Bytes payload, bool isBack = false) const {
        return conversation.isTakenBy("esp", payload, {.destination = 4500, .isBack = isBack});
    }
    [[nodiscard]] bool isOpenvpnIn(LearnedFrames& conversation, Bytes payload, bool isBack = false) const {
        return conversation.isTakenBy("openvpn", payload, {.destination = 1194, .isBack = isBack});
    }

private slots:
    void initTestCase() { QVERIFY2(decoders_.error().isEmpty(), qPrintable(decoders_.error())); }

    void textAndPatternsAreData_data() {
        QTest::addColumn<int>("tunnel");
        QTest::addColumn<int>("kind");
        for (int tunnel = 0; tunnel < static_cast<int>(tunnels.size()); ++tunnel) {
            for (const auto kind : {MadeUpPayloads::Constant, MadeUpPayloads::Text, MadeUpPayloads::CountingOctets,
                                    MadeUpPayloads::CountingBig, MadeUpPayloads::CountingLittle}) {
                // Two octets of L2TP tell what it is; it is not encrypted, and damage in it has to be shown.
                if (tunnels[static_cast<std::size_t>(tunnel)].protocol == "l2tp" && kind != MadeUpPayloads::Text)
                    continue;
                QTest::addRow("%s, %s", tunnels[static_cast<std::size_t>(tunnel)].protocol.data(),
                              MadeUpPayloads::names[kind].data())
                    << tunnel << static_cast<int>(kind);
            }
        }
    }

    void textAndPatternsAreData() {
        QFETCH(const int, tunnel);
        QFETCH(const int, kind);
        const auto& [protocol, port, taken] = tunnels[static_cast<std::size_t>(tunnel)];
        MadeUpPayloads payloads(static_cast<MadeUpPayloads::Kind>(kind));
        const MadePacket packet{.destination = port};
        std::vector<std::byte> bytes;
        Dissection dissection;
        const int count = lengthOf(10'000, 1'000'000);
        for (int i = 0; i < count; ++i) {
            packet.write(payloads.next(), bytes);
            decoders_.dissector().dissect(MadePacket::frameOf(bytes, 1), decoders_.columns(), dissection);
            const bool isTaken =
                std::ranges::find(dissection.layers(), protocol, &Layer::name) != dissection.layers().end();
            QVERIFY2(!isTaken, qPrintable(QString("payload %1").arg(i)));
        }
    }

    void randomDatagramsAreGivenUp_data() {
        QTest::addColumn<int>("tunnel");
        for (int tunnel = 0; tunnel < static_cast<int>(tunnels.size()); ++tunnel)
            QTest::addRow("%s", tunnels[static_cast<std::size_t>(tunnel)].protocol.data()) << tunnel;
    }

    void randomDatagramsAreGivenUp() {
        QFETCH(const int, tunnel);
        const auto& [protocol, port, most] = tunnels[static_cast<std::size_t>(tunnel)];
        MadeUpPayloads payloads(MadeUpPayloads::Random);
        LearnedFrames learned(decoders_);
        const unsigned conversations = static_cast<unsigned>(lengthOf(50, 10'000));
        for (unsigned i = 0; i < conversations; ++i) {
            unsigned taken = 0;
            for (unsigned each = 0; each < 100; ++each)
                taken += learned.isTakenBy(protocol, payloads.next(),
                                           {.source = 41000 + i, .destination = port, .isBack = each % 2 == 0});
            QVERIFY2(taken <= most, qPrintable(QString::number(taken)));
        }
    }

    void espIsTakenInTheMiddleOfATunnel() {
        Encrypted encrypted;
        LearnedFrames conversation(decoders_);
        for (int i = 0; i < 50; ++i) {
            QVERIFY(isEspIn(conversation, encrypted.behind("c0ffee01 01234567", 76)));
            QVERIFY(isEspIn(conversation, encrypted.behind("c0ffee02 01234567", 1400), true));
        }
    }

    void espWithNewKeysIsTaken() {
        Encrypted encrypted;
        LearnedFrames conversation(decoders_);
        for (int i = 0; i < 100; ++i) { // each security association has an SPI of its own
            const QByteArray header = QByteArray::number(0xc0ffee00U + static_cast<unsigned>(i), 16) + "00000001";
            QVERIFY(isEspIn(conversation, encrypted.behind(header.constData(), 76)));
        }
    }

    void ikeAnnouncesWhatFollows() {
        Encrypted encrypted;
        LearnedFrames conversation(decoders_);
        for (int i = 0; i < 8; ++i) { // nobody's
            const auto noise = encrypted.behind("", 64 + static_cast<std::size_t>(i));
            conversation.add(noise, {.destination = 4500});
        }
        QVERIFY(!isEspIn(conversation, encrypted.behind("c0ffee01 01234567", 76)));
        QVERIFY(conversation.isTakenBy("isakmp", ikeMessage(), {.destination = 4500}));
        for (int i = 0; i < 50; ++i) {
            const QByteArray header = QByteArray::number(0xc0ffee00U + static_cast<unsigned>(i), 16) + "01234567";
            QVERIFY(isEspIn(conversation, encrypted.behind(header.constData(), 76)));
        }
    }

    void aKeepaliveIsTaken() {
        LearnedFrames conversation(decoders_);
        QVERIFY(conversation.isTakenBy("udpencap", fromHex("ff"), {.destination = 4500}));
        QVERIFY(!conversation.isTakenBy("udpencap", fromHex("fe"), {.destination = 4500}));
    }

    void openvpnIsTaken_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("behind");
        QTest::newRow("hard reset of a client") << QByteArray("38 c3a1f00d5e8b2794 00 00000000") << 0;
        QTest::newRow("hard reset of a server, which acknowledges")
            << QByteArray("40 94270b5ef1d8a3c6 01 00000000 c3a1f00d5e8b2794 00000000") << 0;
        QTest::newRow("control, with a TLS record")
            << QByteArray("20 c3a1f00d5e8b2794 00 00000001 160301 00f4 01 0000f0 0303") << 200;
        QTest::newRow("acknowledgement") << QByteArray("28 c3a1f00d5e8b2794 01 00000001 94270b5ef1d8a3c6") << 0;
        QTest::newRow("tls-auth with SHA1")
            << QByteArray("38 c3a1f00d5e8b2794 1b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e 00000001 655f1e00 00 00000000")
            << 0;
        QTest::newRow("tls-crypt") << QByteArray("38 c3a1f00d5e8b2794 00000001 655f1e00") << 46;
        QTest::newRow("tls-crypt-v2") << QByteArray("50 c3a1f00d5e8b2794 0f000001 655f1e00") << 300;
        QTest::newRow("data, version 1") << QByteArray("30") << 68;
        QTest::newRow("data, version 2") << QByteArray("48 000001 00000007") << 100;
    }

    void openvpnIsTaken() {
        QFETCH(const QByteArray, header);
        QFETCH(const int, behind);
        const auto packet = Encrypted().behind(header.constData(), static_cast<std::size_t>(behind));
        LearnedFrames conversation(decoders_);
        QVERIFY(isOpenvpnIn(conversation, packet));
        auto segment = packet;
        const auto size = static_cast<unsigned>(packet.size());
        segment.insert(segment.begin(), {static_cast<std::byte>(size >> 8), static_cast<std::byte>(size)});
        QVERIFY(conversation.isTakenBy("openvpn", segment, {.protocol = tcpProtocol, .destination = 1194}));
    }

    void openvpnIsBelievedAgainAfterItsHardReset() {
        Encrypted encrypted;
        LearnedFrames conversation(decoders_);
        const auto data = encrypted.behind("48 000001 00000007", 100);
        QVERIFY(isOpenvpnIn(conversation, data));
        for (int i = 0; i < 4; ++i)
            QVERIFY(!isOpenvpnIn(conversation, encrypted.behind("00", 60)));
        QVERIFY(!isOpenvpnIn(conversation, data));
        QVERIFY(isOpenvpnIn(conversation, hardReset()));
        QVERIFY(isOpenvpnIn(conversation, data));
    }

    void oneBadDatagramChangesNothing() {
        Encrypted encrypted;
        LearnedFrames openvpn(decoders_), esp(decoders_);
        for (int i = 0; i < 20; ++i) {
            QVERIFY(isOpenvpnIn(openvpn, encrypted.behind("48 000001 00000007", 100), i % 2 == 0));
            QVERIFY(isEspIn(esp, encrypted.behind("c0ffee01 01234567", 76)));
            if (i != 10)
                continue;
            const auto text = fromHex("48656c6c6f2c20776f726c6421 48656c6c6f2c20776f726c6421");
            QVERIFY(!isOpenvpnIn(openvpn, text));
            QVERIFY(!isEspIn(esp, text));
        }
    }
};

QTEST_GUILESS_MAIN(PortClaimsTest)
#include "port_claims_test.moc"
