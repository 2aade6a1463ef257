#include "tls_decoder.h"

#include "tls_fields.h"
#include "tls_handshake.h"
#include "tls_names.h"
#include "tls_record.h"

#include <algorithm>
#include <array>

namespace tapscope::tls {
namespace {

using namespace tls;

// Ports on which only protocols inside TLS are used.
constexpr std::array ports = {
    Hook{"tcp.port", 443},  Hook{"tcp.port", 465},     Hook{"tcp.port", 636},  Hook{"tcp.port", 802},
    Hook{"tcp.port", 853},  Hook{"tcp.port", 993},     Hook{"tcp.port", 995},  Hook{"tcp.port", 1300},
    Hook{"tcp.port", 2221}, Hook{"tcp.port", 2443},    Hook{"tcp.port", 3496}, Hook{"tcp.port", 5061},
    Hook{"tcp.port", 5671}, Hook{"tcp.port", 5684},    Hook{"tcp.port", 5868}, Hook{"tcp.port", 8883},
    Hook{"quic.crypto", 0}, Hook{"rdpudp.payload", 0}, Hook{"eap.tls", 0}};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "tls",
                           .title = "Transport Layer Security",
                           .column = "", // QUIC's name stays; on streams, decode() sets the version
                           .fields = tlsFields,
                           .hooks = ports,
                           .heuristics = heuristics,
                           .learns = true};

constexpr std::size_t recordHeader = 5;

bool isTlsPort(std::uint32_t port) noexcept {
    return std::ranges::any_of(ports,
                               [port](const Hook& hook) { return hook.key == port && hook.table == "tcp.port"; });
}

bool isRecordVersion(std::uint16_t version) noexcept {
    return (version >= ssl3 && version <= tls13) || version == gmtls;
}

/// Versions whose records of an unknown type are ignored (RFC 2246 section 6).
bool ignoresUnknown(std::uint16_t version) noexcept {
    return version == tls10 || version == tls11 || version == tls12 || version == gmtls;
}

/// Reads one record, and moves past it.
void decodeRecord(ByteReader& bytes, Reading& reading) {
    Dissection& d = reading.d;
    Session& session = reading.session;
    ByteReader head = bytes;
    const std::uint8_t type = head.u8();
    std::uint16_t version = head.u16();
    const std::uint16_t length = head.u16();
    if (!isContentType(type)) {
        d.infoItem("{}", ignoresUnknown(session.version) ? "Ignored Unknown Record" : "Continuation Data");
        bytes.skip(bytes.remaining());
        return;
    }
    if (!bytes.has(recordHeader + length)) { // it continues in the next segment
        bytes.skip(bytes.remaining());
        return;
    }
    ByteReader record = bytes.part(recordHeader + length);
    d.addBytes(Record, {static_cast<std::uint32_t>(record.offset()), static_cast<std::uint32_t>(record.remaining())});
    if (session.version == 0) {
        const bool isClientHello = type == Handshake && head.peek() == ClientHello;
        const bool isHandshake = !nameOf(handshakeTypes, head.peek()).empty();
        d.columnProtocol(shortVersion(version).empty() ? "SSL" : shortVersion(version));
        if (!isClientHello && (type != Handshake || isHandshake))
            takeVersion(reading, version);
    } else {
        version = session.version;
    }
    const bool isOpaque = session.version == tls13 && type == ApplicationData;
    d.label("{} Record Layer: {} Protocol", shortVersion(version), nameOf(contentTypes, type));
    const auto nest = d.nest();
    d.u8(record, isOpaque ? RecordOpaqueType : RecordContentType);
    d.u16(record, RecordVersion);
    d.u16(record, RecordLength);
    decodeFragment(record, type, version, reading);
}

/// Reads the record that begins here, of the connection's version if it is known, otherwise of the version that it
/// looks like.
void decodeNext(ByteReader& bytes, Reading& reading) {
    const std::uint16_t version = reading.session.version;
    if (version == ssl2) {
        decodeSsl2Record(bytes, reading);
        return;
    }
    if (!bytes.has(recordHeader)) {
        bytes.skip(bytes.remaining());
        return;
    }
    const bool isKnown = version == ssl3 || ignoresUnknown(version);
    const auto recordVersion = static_cast<std::uint16_t>(bytes.peek(1) << 8 | bytes.peek(2));
    if (isKnown ? isSsl2ClientHello(bytes) : looksLikeSsl2(bytes)) {
        decodeSsl2Record(bytes, reading);
    } else if (isKnown || (isContentType(bytes.peek()) && isRecordVersion(recordVersion))) {
        decodeRecord(bytes, reading);
    } else {
        reading.d.infoItem("Continuation Data");
        bytes.skip(bytes.remaining());
    }
}

bool looksLikeRecord(const ByteReader& bytes) noexcept {
    constexpr std::size_t longestRecord = 0x4000 + 2048;
    const std::uint8_t type = bytes.peek();
    const auto version = static_cast<std::uint16_t>(bytes.peek(1) << 8 | bytes.peek(2));
    const auto length = static_cast<std::size_t>(bytes.peek(3) << 8 | bytes.peek(4));
    return bytes.has(recordHeader) && (type == Handshake || type == ApplicationData) && isRecordVersion(version) &&
           version != tls13 && length > 0 && length < longestRecord;
}

/// A ClientHello for servers that may support only SSL 2.0 (RFC 5246 appendix E.2).
bool looksLikeSsl2Hello(ByteReader bytes) noexcept {
    constexpr std::size_t smallest = 46;
    if (!bytes.has(smallest) || !isSsl2ClientHello(bytes))
        return false;
    bytes.skip(5);
    const std::uint16_t specs = bytes.u16();
    const std::uint16_t session = bytes.u16();
    return specs != 0 && specs % 3 == 0 && (session == 0 || session == 16) && bytes.u16() == 32;
}

} // namespace

std::string_view shortVersion(unsigned version) noexcept {
    switch (version) {
    case ssl2:
        return "SSLv2";
    case ssl3:
        return "SSLv3";
    case tls10:
        return "TLSv1";
    case gmtls:
        return "GMTLSv1";
    case tls11:
        return "TLSv1.1";
    case tls12:
        return "TLSv1.2";
    case tls13:
        return "TLSv1.3";
    case dtls10OpenSsl:
        return "DTLS 1.0 (OpenSSL pre 0.9.8f)";
    case dtls10:
        return "DTLSv1.0";
    case dtls12:
        return "DTLSv1.2";
    case dtls13:
        return "DTLSv1.3";
    default:
        return {};
    }
}

void takeVersion(Reading& reading, std::uint16_t version) {
    Session& session = reading.session;
    const bool isDraft = version >> 8 == 0x7f || version >> 8 == 0xfb; // the IETF's, and Facebook's
    if (isDraft) {
        session.draft = static_cast<std::uint8_t>(version);
        session.version = reading.isDatagram ? dtls13 : tls13;
    } else if (reading.isDatagram
                   ? version == dtls10 || version == dtls10OpenSsl || version == dtls12 || version == dtls13
                   : isRecordVersion(version)) {
        session.draft = 0;
        session.version = version;
    } else {
        return;
    }
    if (!reading.isQuic)
        reading.d.columnProtocol(shortVersion(session.version));
}

const ProtocolInfo& TlsDecoder::protocol() const noexcept {
    return info;
}

bool TlsDecoder::accepts(Bytes bytes, Claim claim) const {
    static_cast<void>(claim);
    const auto isPrintable = [](std::byte octet) { return octet >= std::byte{0x20} && octet <= std::byte{0x7e}; };
    // Records do not begin with text, so this is an unencrypted protocol on this port.
    return bytes.size() <= 4 || !std::ranges::all_of(bytes.first(4), isPrintable);
}

bool TlsDecoder::recognises(Bytes bytes, const Dissection& d) const {
    static_cast<void>(d);
    return looksLikeRecord(ByteReader(bytes)) || looksLikeSsl2Hello(ByteReader(bytes));
}

StreamMessage TlsDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    constexpr std::uint64_t longest = 0x4000 + 2048;
    if (!isContentType(std::to_integer<std::uint8_t>(bytes.front())) ||
        d.conversation<SessionState>().session.version == ssl2)
        return {};
    const StreamMessage message = StreamMessage::counted(bytes, 3, 2, recordHeader);
    if (message.end != StreamMessage::End::Known)
        return message;
    const auto version = static_cast<std::uint16_t>(ByteReader(bytes.subspan(1)).u16());
    return isRecordVersion(version) && message.length <= longest ? message : StreamMessage{};
}

void TlsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const auto layers = d.layers();
    const std::string_view below = layers.size() > 1 ? layers[layers.size() - 2].name : std::string_view();
    Reading reading{.d = d, .session = sessionOf(d), .way = d.way()};
    reading.encryptedBefore = reading.session.encrypted;
    const std::uint8_t serverWay = reading.session.serverWay;
    const bool fromServer =
        serverWay != 0 ? serverWay == 1 + static_cast<unsigned>(reading.way) : isTlsPort(d.carrier().sourcePort);
    reading.end = fromServer ? 1 : 0;
    if (below == "quic") {
        reading.isQuic = true;
        if (reading.session.version == 0)
            reading.session.version = tls13;
        decodeHandshakes(bytes, reading, tls13);
        bytes.skip(bytes.remaining());
        keep(d, reading.session);
        return;
    }
    if (d.isLearning() && below == "tcp" && recognises(bytes.rest(), d))
        d.assignConversation("tls");
    const std::string_view name = shortVersion(reading.session.version);
    d.columnProtocol(name.empty() ? "SSL" : name);
    d.info("{}", "");
    while (!bytes.atEnd())
        decodeNext(bytes, reading);
    d.infoFence();
    keep(d, reading.session);
}

} // namespace tapscope::tls
