#include <decode/dissector.h>
#include <plugin/plugin.h>
#include <plugin/plugin_host.h>
#include <support/capture_frames.h>

#include <QDirIterator>
#include <QPluginLoader>
#include <QTest>

#include <array>
#include <functional>
#include <map>
#include <random>

using namespace tapscope;
using namespace tapscope::test;

namespace {

constexpr std::uint8_t udp = 17, tcp = 6;

/// Frames of another protocol that a decoder rightly claims, and why.
struct Exception {
    std::string_view decoder, protocol, reason;
};
constexpr std::array exceptions = {
    Exception{"dns", "mdns", "the same messages at another port"},
    Exception{"dns", "llmnr", "the same messages at another port"},
    Exception{"dns", "nbns", "the same form; types and classes have the same numbers"},
    Exception{"http", "data", "whole requests that were sent again"},
    Exception{"http", "ssdp", "the same requests, over UDP"},
    Exception{"wg", "eth", "Ethernet addresses of zeros begin like its packets"},
};
/// The same for kinds of random payloads, a few of which begin like a protocol.
constexpr std::array madeUpExceptions = {
    Exception{"wg", "counting, little endian", "a type, zeros and an exact size are all that its handshake shows"},
    Exception{"tls", "counting, little endian", "such words are heads of records of SSL 3.0"},
};

void append(std::vector<std::byte>& bytes, std::initializer_list<unsigned> octets) {
    for (const unsigned octet : octets)
        bytes.push_back(static_cast<std::byte>(octet));
}

/// An IPv4 packet, as LINKTYPE_RAW has it, from 10.9.0.1 to 10.9.0.2 or back.
struct Packet {
    std::uint8_t protocol = udp;
    unsigned source = 41000, destination = 42000;
    bool isBack = false;

    void write(Bytes payload, std::vector<std::byte>& packet) const {
        const auto header = protocol == udp ? 8U : 20U;
        const auto size = static_cast<unsigned>(20 + header + payload.size());
        const auto ends = isBack ? std::pair(2U, 1U) : std::pair(1U, 2U);
        const auto ports = isBack ? std::pair(destination, source) : std::pair(source, destination);
        packet.clear();
        append(packet, {0x45, 0, size >> 8, size & 255, 0, 1, 0x40, 0, 64, protocol, 0, 0});
        append(packet, {10, 9, 0, ends.first, 10, 9, 0, ends.second});
        append(packet, {ports.first >> 8, ports.first & 255, ports.second >> 8, ports.second & 255});
        if (protocol == udp)
            append(packet, {(size - 20) >> 8, (size - 20) & 255, 0, 0});
        else
            append(packet, {0, 0, 1, 0, 0, 0, 1, 0, 0x50, 0x18, 16, 0, 0, 0, 0, 0});
        packet.insert(packet.end(), payload.begin(), payload.end());
    }
};

/// Payloads of no protocol, which are the same in each run.
class Payloads {
public:
    enum Kind { Random, CountingUp, CountingBig, CountingLittle, Constant, Text };
    explicit Payloads(Kind kind) : kind_(kind) {}

    /// Sizes repeat, and include those that protocols require.
    Bytes next() {
        constexpr std::array<std::size_t, 16> sizes = {4,  12,  13,  20,  28,  32,  52,   64,
                                                       92, 102, 148, 300, 516, 576, 1200, 1472};
        bytes_.resize(sizes[count_++ % sizes.size()]);
        for (std::size_t i = 0; i < bytes_.size(); i += sizeof(std::uint64_t)) {
            const std::uint64_t word = wordAt(i);
            std::memcpy(&bytes_[i], &word, std::min(sizeof word, bytes_.size() - i));
        }
        return bytes_;
    }

private:
    std::uint64_t wordAt(std::size_t at) {
        constexpr std::string_view letters = " etaoinshrdlu\r\nETAOINSHR.,:/0123456789-<>=\"";
        const auto two = [](std::uint64_t low, std::uint64_t high) { return low | high << 32; };
        std::uint64_t word = 0;
        switch (kind_) {
        case Random:
            return random_();
        case CountingUp: // octets
            for (std::size_t i = 0; i < sizeof word; ++i)
                word |= std::uint64_t{(count_ + at + i) & 255} << (8 * i);
            return word;
        case CountingBig:
            return two(std::byteswap(static_cast<std::uint32_t>(count_ / 16 + at / 4)),
                       std::byteswap(static_cast<std::uint32_t>(count_ / 16 + at / 4 + 1)));
        case CountingLittle:
            return two(count_ / 16 + at / 4, count_ / 16 + at / 4 + 1);
        case Constant:
            return (count_ / 16 & 255) * 0x0101010101010101U;
        case Text:
            for (std::size_t i = 0; i < sizeof word; ++i)
                word |= std::uint64_t{static_cast<std::uint8_t>(letters[random_() % letters.size()])} << (8 * i);
            return word;
        }
        return 0;
    }

    Kind kind_;
    std::size_t count_ = 0;
    std::mt19937_64 random_{20'25};
    std::vector<std::byte> bytes_;
};

} // namespace

/// Looks for payloads that decoders wrongly claim by their content or because of earlier frames.
///
/// TAPSCOPE_LONG_TESTS makes it a million payloads of each kind; TAPSCOPE_CAPTURES adds a folder of captures.
class HeuristicsTest : public QObject {
    Q_OBJECT

    const PluginHost host_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    const Dissector dissector_{host_.decoders()};
    const DissectionPlan columns_ = DissectionPlan::columns(host_.decoders());
    const DissectionPlan learning_ = DissectionPlan::learning(host_.decoders());
    std::vector<std::unique_ptr<CaptureFrames>> captures_;

    struct Guesser {
        const Decoder* decoder = nullptr;
        std::string_view name;

        [[nodiscard]] bool hooksInto(std::string_view table) const {
            return std::ranges::find(decoder->protocol().heuristics, table) != decoder->protocol().heuristics.end();
        }
    };
    std::vector<Guesser> guessers_;

    static std::size_t payloadCount() { return qEnvironmentVariableIsSet("TAPSCOPE_LONG_TESTS") ? 1'000'000 : 200'000; }
    static std::string_view tableOf(std::uint8_t protocol) { return protocol == udp ? "udp.port" : "tcp.port"; }

    /// Frames of one conversation, which are learned as they arrive.
    class Conversation {
    public:
        explicit Conversation(const HeuristicsTest& test) : test_(test) {}

        /// The protocols above the transport.
        std::vector<std::string_view> add(Bytes payload, const Packet& packet) {
            packet.write(payload, bytes_);
            const Frame frame{.number = ++count_,
                              .bytes = bytes_,
                              .originalLength = static_cast<std::uint32_t>(bytes_.size()),
                              .linkType = LinkType::Raw};
            test_.dissector_.dissect(frame, test_.learning_, dissection_, {.learning = &history_});
            test_.dissector_.dissect(frame, test_.columns_, dissection_, {.history = &history_});
            std::vector<std::string_view> names;
            const auto layers = dissection_.layers();
            const auto transport = std::ranges::find_if(
                layers, [](const Layer& each) { return each.name == "udp" || each.name == "tcp"; });
            for (auto layer = transport; layer != layers.end(); ++layer)
                names.push_back(layer->name);
            return names;
        }
        bool isTakenBy(std::string_view protocol, Bytes payload, const Packet& packet) {
            const auto names = add(payload, packet);
            return std::ranges::find(names, protocol) != names.end();
        }

    private:
        const HeuristicsTest& test_;
        History history_;
        Dissection dissection_;
        std::vector<std::byte> bytes_;
        FrameNumber count_ = 0;
    };

    /// The bytes of this layer, and of the layers above it, in the first frame of our captures that has it.
    [[nodiscard]] std::vector<std::byte> sampleOf(std::string_view protocol) const {
        Dissection dissection;
        for (const auto& capture : captures_) {
            for (const Frame& frame : capture->frames) {
                dissector_.dissect(frame, columns_, dissection);
                for (const Layer& layer : dissection.layers()) {
                    if (layer.name != protocol || layer.buffer != 0 || layer.range.length == 0)
                        continue;
                    const Bytes rest = frame.bytes.subspan(layer.range.offset);
                    return {rest.begin(), rest.end()};
                }
            }
        }
        return {};
    }

private slots:
    void initTestCase() {
        QDirIterator files(TAPSCOPE_PLUGIN_DIR, {"decode-*.so"}, QDir::Files);
        while (files.hasNext()) {
            QPluginLoader loader(files.next());
            const auto* const plugin = qobject_cast<Plugin*>(loader.instance());
            QVERIFY2(plugin != nullptr, qPrintable(loader.errorString()));
            for (const Decoder* const decoder : plugin->decoders()) {
                if (!decoder->protocol().heuristics.empty())
                    guessers_.push_back({decoder, decoder->protocol().abbreviation});
            }
        }
        QVERIFY(guessers_.size() >= 12);
        QStringList paths = ownCaptures();
        if (const QString more = qEnvironmentVariable("TAPSCOPE_CAPTURES"); !more.isEmpty()) {
            QDirIterator others(more, {"*.pcap", "*.pcapng", "*.cap"}, QDir::Files, QDirIterator::Subdirectories);
            while (others.hasNext())
                paths << others.next();
        }
        for (const QString& path : paths) {
            captures_.push_back(readCapture(path));
            QVERIFY2(captures_.back(), qPrintable(path));
        }
    }

    void madeUpPayloadsAreNobodys_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("protocol");
        const std::array names = {
            "random", "counting octets", "counting, big endian", "counting, little endian", "constant octet", "text"};
        for (int kind = Payloads::Random; kind <= Payloads::Text; ++kind) {
            for (const std::uint8_t protocol : {udp, tcp})
                QTest::addRow("%s over %s", names[static_cast<std::size_t>(kind)], protocol == udp ? "UDP" : "TCP")
                    << kind << int{protocol};
        }
    }

    void madeUpPayloadsAreNobodys() {
        QFETCH(const int, kind);
        QFETCH(const int, protocol);
        const Packet packet{.protocol = static_cast<std::uint8_t>(protocol)};
        Payloads payloads(static_cast<Payloads::Kind>(kind));
        std::map<std::string_view, std::size_t> taken;
        Dissection dissection;
        std::vector<std::byte> bytes;
        for (std::size_t i = 0; i < payloadCount(); ++i) {
            const Bytes payload = payloads.next();
            packet.write(payload, bytes);
            dissector_.dissect({.number = 1,
                                .bytes = bytes,
                                .originalLength = static_cast<std::uint32_t>(bytes.size()),
                                .linkType = LinkType::Raw},
                               columns_, dissection);
            for (const Guesser& guesser : guessers_) {
                if (guesser.hooksInto(tableOf(packet.protocol)) && guesser.decoder->recognises(payload, dissection))
                    ++taken[guesser.name];
            }
        }
        const QByteArray row = QTest::currentDataTag();
        for (const auto& [name, count] : taken) {
            constexpr std::size_t few = 32;
            const auto isAllowed = [&](const Exception& each) {
                return each.decoder == name && row.startsWith(QByteArray(each.protocol.data()));
            };
            if (count <= few && std::ranges::any_of(madeUpExceptions, isAllowed))
                continue;
            QVERIFY2(count * 1'000'000 <= payloadCount(), qPrintable(QString("%1: %2").arg(name.data()).arg(count)));
        }
    }

    void framesOfOtherProtocolsAreNotTaken() {
        Dissection dissection, carrying;
        std::vector<std::byte> bytes;
        std::size_t asked = 0;
        QStringList taken;
        for (const auto& capture : captures_) {
            for (const Frame& frame : capture->frames) {
                dissector_.dissect(frame, columns_, dissection);
                for (const Layer& layer : dissection.layers().subspan(1)) {
                    if (layer.protocol == noProtocol || layer.buffer != 0 || layer.range.offset >= frame.bytes.size())
                        continue;
                    const Bytes payload = frame.bytes.subspan(layer.range.offset);
                    for (const std::uint8_t protocol : {udp, tcp}) {
                        const Packet packet{.protocol = protocol};
                        packet.write(payload, bytes);
                        dissector_.dissect({.number = 1,
                                            .bytes = bytes,
                                            .originalLength = static_cast<std::uint32_t>(bytes.size()),
                                            .linkType = LinkType::Raw},
                                           columns_, carrying);
                        for (const Guesser& guesser : guessers_) {
                            const auto isAllowed = [&](const Exception& each) {
                                return each.decoder == guesser.name && each.protocol == layer.name;
                            };
                            const auto layers = dissection.layers();
                            const bool isItsOwn = std::ranges::find(layers, guesser.name, &Layer::name) != layers.end();
                            if (isItsOwn || !guesser.hooksInto(tableOf(protocol)) ||
                                std::ranges::any_of(exceptions, isAllowed))
                                continue;
                            ++asked;
                            if (guesser.decoder->recognises(payload, carrying))
                                taken << QString("%1 takes %2 of frame %3")
                                             .arg(guesser.name.data(), layer.name.data())
                                             .arg(frame.number);
                        }
                    }
                }
            }
        }
        QVERIFY(asked > 10'000);
        QVERIFY2(taken.isEmpty(), qPrintable(taken.join('\n')));
    }

    /// One datagram of a protocol, followed by other data: the conversation is unclaimed again.
    void aGuessFromOneDatagramIsGivenUp_data() {
        QTest::addColumn<QString>("protocol");
        for (const char* protocol : {"quic", "stun", "tftp", "dtls", "wg", "rtcp", "sip", "dns"})
            QTest::newRow(protocol) << protocol;
    }

    void aGuessFromOneDatagramIsGivenUp() {
        QFETCH(const QString, protocol);
        const std::string name = protocol.toStdString();
        const auto sample = sampleOf(name);
        QVERIFY(!sample.empty());
        constexpr std::size_t conversations = 200, datagrams = 100;
        Payloads payloads(Payloads::Random);
        std::size_t taken = 0;
        Conversation conversation(*this);
        for (unsigned i = 0; i < conversations; ++i) {
            QVERIFY(conversation.isTakenBy(name, sample, {.source = 41000 + i}));
            for (unsigned each = 0; each < datagrams; ++each)
                taken += conversation.isTakenBy(name, payloads.next(), {.source = 41000 + i, .isBack = each % 2 == 0});
        }
        // A short header of QUIC has no signature: such datagrams are accepted until one does not fit, and half of them
        // fit.
        const std::size_t allowed = protocol == "quic" ? 2 * conversations : 0;
        QVERIFY2(taken <= allowed, qPrintable(QString::number(taken)));
    }

    void aBadDatagramLeavesAConversationWhatItWas() {
        const auto query = sampleOf("dns");
        auto bad = sampleOf("quic");
        QVERIFY(!query.empty() && !bad.empty());
        auto likeShortHeader = query; // by its transaction ID
        likeShortHeader[0] = std::byte{0x40};
        for (const unsigned port : {53U, 42000U}) {
            Conversation conversation(*this);
            const Packet packet{.destination = port};
            QVERIFY(conversation.isTakenBy("dns", query, packet));
            conversation.add(bad, packet);
            for (int i = 0; i < 5; ++i)
                QVERIFY(conversation.isTakenBy("dns", i % 2 == 0 ? likeShortHeader : query, packet));
        }
    }

    void aConversationKeepsItsProtocolThroughABadDatagram() {
        Conversation conversation(*this);
        const auto initial = sampleOf("quic");
        std::vector<std::byte> shortHeader(60, std::byte{0x55});
        QVERIFY(conversation.isTakenBy("quic", initial, {}));
        for (int i = 0; i < 8; ++i)
            QVERIFY(conversation.isTakenBy("quic", shortHeader, {.isBack = i % 2 == 0}));
        QVERIFY(!conversation.isTakenBy("quic", std::vector<std::byte>(60, std::byte{0x85}), {}));
        QVERIFY(conversation.isTakenBy("quic", shortHeader, {}));
    }

    /// The ends of a connection may agree that the fixed bit has no meaning (RFC 9287).
    void quicMayHaveItsFixedBitClear() {
        Conversation conversation(*this);
        QVERIFY(conversation.isTakenBy("quic", sampleOf("quic"), {}));
        for (int i = 0; i < 8; ++i)
            QVERIFY(
                conversation.isTakenBy("quic", std::vector<std::byte>(60, std::byte{0x15}), {.isBack = i % 2 == 0}));
        // This is too short for a packet.
        QVERIFY(!conversation.isTakenBy("quic", std::vector<std::byte>(20, std::byte{0x15}), {}));
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
        auto sample = sampleOf("quic"); // two ids of 8 and 6 octets, no token, a length of two octets at 22
        QCOMPARE(sample[5], std::byte{8});
        QCOMPARE(sample[14], std::byte{6});
        QCOMPARE(sample[21], std::byte{0});
        sample[0] = std::byte{0xc0};
        sample[static_cast<std::size_t>(at)] = static_cast<std::byte>(octet);
        sample.resize(static_cast<std::size_t>(size));
        if (size < 1200) // with a length that fits
            sample[22] = std::byte{0x40};
        Conversation conversation(*this);
        QCOMPARE(conversation.isTakenBy("quic", sample, {}), isQuic);
    }
};

QTEST_GUILESS_MAIN(HeuristicsTest)
#include "heuristics_test.moc"
