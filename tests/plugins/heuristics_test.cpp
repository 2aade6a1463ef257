#include "guessing_decoders.h"

#include <support/lengths.h>

#include <QFileInfo>
#include <QTest>

#include <array>
#include <map>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// Frames of another protocol that a decoder claims by itself, and why. Some are in other captures than our own (see
/// TAPSCOPE_CAPTURES).
struct Exception {
    std::string_view decoder, protocol, reason;
};
constexpr std::array exceptions = {
    Exception{"dns", "mdns", "the same messages at another port"},
    Exception{"dns", "llmnr", "the same messages at another port"},
    Exception{"dns", "nbns", "the same form; types and classes have the same numbers"},
    Exception{"http", "data", "whole requests that were sent again"},
    Exception{"http", "ssdp", "the same requests, over UDP"},
    Exception{"http", "lsd", "the same requests, over UDP"},
    Exception{"dtls", "tls", "in RDP over UDP, whose first frames say which of both it carries"},
    Exception{"proxy", "mysql", "its header in front of a connection"},
    Exception{"rpc", "tls", "calls from a client's port that is also a port of TLS"},
    Exception{"tls", "ftp", "the connection has changed to TLS in an earlier frame"},
    Exception{"tls", "pop", "the connection has changed to TLS in an earlier frame"},
    Exception{"wg", "eth", "Ethernet addresses of zeros begin like its packets"},
    Exception{"wg", "null", "the address family of IPv4 begins like its packets"},
};
/// The same for kinds of random payloads, a few of which begin like a protocol.
constexpr std::array madeUpExceptions = {
    Exception{"wg", "counting, little endian", "a type, zeros and an exact size are all that its handshake shows"},
    Exception{"tls", "counting, little endian", "such words are heads of records of SSL 3.0"},
};
std::string_view tableOf(std::uint8_t protocol) {
    return protocol == udpProtocol ? "udp.port" : "tcp.port";
}

int payloadCount() {
    return lengthOf(100'000, 1'000'000);
}

/// Asks each decoder that guesses for each layer of frames that are not its own.
class OthersFrames {
public:
    explicit OthersFrames(const GuessingDecoders& decoders) : decoders_(decoders) {}

    void ask(const Frame& frame, const QString& place) {
        decoders_.dissector().dissect(frame, decoders_.columns(), dissection_);
        for (const Layer& layer : dissection_.layers().subspan(1)) {
            if (layer.protocol == noProtocol || layer.buffer != 0 || layer.range.offset >= frame.bytes.size())
                continue;
            for (const std::uint8_t protocol : {udpProtocol, tcpProtocol})
                ask(layer.name, frame.bytes.subspan(layer.range.offset), protocol, place);
        }
    }
    [[nodiscard]] std::size_t asked() const noexcept { return asked_; }
    [[nodiscard]] const QStringList& taken() const noexcept { return taken_; }

private:
    void ask(std::string_view layer, Bytes payload, std::uint8_t protocol, const QString& place) {
        MadePacket{.protocol = protocol}.write(payload, packet_);
        decoders_.dissector().dissect(MadePacket::frameOf(packet_, 1), decoders_.columns(), carrying_);
        for (const Guesser& guesser : decoders_.all()) {
            const auto isAllowed = [&](const Exception& each) {
                return each.decoder == guesser.name && each.protocol == layer;
            };
            const auto layers = dissection_.layers();
            const bool isItsOwn = std::ranges::find(layers, guesser.name, &Layer::name) != layers.end();
            if (isItsOwn || !guesser.hooksInto(tableOf(protocol)) || std::ranges::any_of(exceptions, isAllowed))
                continue;
            ++asked_;
            if (guesser.decoder->recognises(payload, carrying_))
                taken_ << QString("%1 takes %2 of %3").arg(guesser.name.data(), layer.data(), place);
        }
    }

    const GuessingDecoders& decoders_;
    Dissection dissection_, carrying_;
    std::vector<std::byte> packet_;
    std::size_t asked_ = 0;
    QStringList taken_;
};

} // namespace

/// Looks for what decoders take by its content though it is not theirs.
class HeuristicsTest : public QObject {
    Q_OBJECT

    const GuessingDecoders decoders_;

    void everyKind(std::initializer_list<std::string_view> carriers) {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("carrier");
        for (int kind = 0; kind < static_cast<int>(MadeUpPayloads::names.size()); ++kind) {
            for (const std::string_view carrier : carriers)
                QTest::addRow("%s over %s", MadeUpPayloads::names[static_cast<std::size_t>(kind)].data(),
                              carrier.data())
                    << kind << QString(carrier.data());
        }
    }

    using Counts = std::map<std::string_view, int>;
    static void compare(const Counts& taken, int payloads) {
        const QByteArray row = QTest::currentDataTag();
        for (const auto& [name, count] : taken) {
            if (lengthOf(0, 1) != 0)
                qInfo("%s takes %d of %d", name.data(), count, payloads);
            constexpr int few = 32;
            const auto isAllowed = [&](const Exception& each) {
                return each.decoder == name && row.startsWith(QByteArray(each.protocol.data()));
            };
            if (count <= few && std::ranges::any_of(madeUpExceptions, isAllowed))
                continue;
            QVERIFY2(std::int64_t{count} * 1'000'000 <= payloads,
                     qPrintable(QString("%1 takes %2").arg(name.data()).arg(count)));
        }
    }

private slots:
    void initTestCase() {
        QVERIFY2(decoders_.error().isEmpty(), qPrintable(decoders_.error()));
        QVERIFY(decoders_.all().size() >= 12);
    }

    void madeUpPayloadsAreNotClaimed_data() { everyKind({"UDP", "TCP"}); }

    /// Each decoder is asked by itself; then the whole dissection, in which others than those that guess could take
    /// them, too.
    void madeUpPayloadsAreNotClaimed() {
        QFETCH(const int, kind);
        QFETCH(const QString, carrier);
        const MadePacket packet{.protocol = carrier == "UDP" ? udpProtocol : tcpProtocol};
        MadeUpPayloads payloads(static_cast<MadeUpPayloads::Kind>(kind));
        Counts taken;
        Dissection dissection;
        std::vector<std::byte> bytes;
        for (int i = 0; i < payloadCount(); ++i) {
            const Bytes payload = payloads.next();
            packet.write(payload, bytes);
            decoders_.dissector().dissect(MadePacket::frameOf(bytes, 1), decoders_.columns(), dissection);
            std::string_view last;
            for (const Guesser& guesser : decoders_.all()) {
                if (guesser.hooksInto(tableOf(packet.protocol)) && guesser.decoder->recognises(payload, dissection))
                    ++taken[last = guesser.name];
            }
            const Layer& upper = dissection.layers().back();
            if (last.empty() && upper.name != "data" && upper.name != carrier.toLower().toStdString())
                ++taken[upper.name];
        }
        compare(taken, payloadCount());
    }

    void madeUpPayloadsInOtherLayersAreNotClaimed_data() { everyKind({"any"}); }

    /// Decoders that look at what another protocol than UDP and TCP carries.
    void madeUpPayloadsInOtherLayersAreNotClaimed() {
        QFETCH(const int, kind);
        MadeUpPayloads payloads(static_cast<MadeUpPayloads::Kind>(kind));
        Dissection dissection;
        std::vector<std::byte> bytes;
        MadePacket{.protocol = tcpProtocol}.write({}, bytes);
        decoders_.dissector().dissect(MadePacket::frameOf(bytes, 1), decoders_.columns(), dissection);
        Counts taken;
        for (int i = 0; i < payloadCount(); ++i) {
            const Bytes payload = payloads.next();
            for (const Guesser& guesser : decoders_.all()) {
                if (!guesser.hooksInto("udp.port") && !guesser.hooksInto("tcp.port") &&
                    guesser.decoder->recognises(payload, dissection))
                    ++taken[guesser.name];
            }
        }
        compare(taken, payloadCount());
    }

    void framesOfOtherProtocolsAreNotTaken() {
        OthersFrames frames(decoders_);
        for (const auto& capture : decoders_.captures()) {
            for (const Frame& frame : capture->frames)
                frames.ask(frame, QString("frame %1 of %2").arg(frame.number).arg(QFileInfo(capture->path).fileName()));
        }
        QVERIFY(frames.asked() > 10'000);
        QVERIFY2(frames.taken().isEmpty(), qPrintable(frames.taken().join('\n')));
    }

    void messagesOfOtherProtocolsAreNotTaken() {
        OthersFrames frames(decoders_);
        std::vector<std::byte> packet;
        for (const KnownMessage& message : decoders_.messages()) {
            if (message.protocol == 0)
                continue;
            MadePacket{.protocol = message.protocol, .destination = message.port}.write(message.octets, packet);
            frames.ask(MadePacket::frameOf(packet, 1), message.place);
        }
        QVERIFY(frames.asked() > 10'000);
        QVERIFY2(frames.taken().isEmpty(), qPrintable(frames.taken().join('\n')));
    }
};

QTEST_GUILESS_MAIN(HeuristicsTest)
#include "heuristics_test.moc"
