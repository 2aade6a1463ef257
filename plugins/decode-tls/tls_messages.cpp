// The bodies of handshake messages.

#include "tls_fields.h"
#include "tls_handshake.h"
#include "tls_names.h"

namespace tapscope::tls {
namespace {

void decodeRandom(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t size = 32;
    constexpr std::uint64_t perSecond = 1'000'000'000;
    ByteReader parts = bytes;
    d.data(bytes, Random, size);
    const auto nest = d.nest();
    const ByteRange timeRange = here(parts, 4);
    d.add(RandomTime, timeRange, std::uint64_t{parts.u32()} * perSecond);
    d.data(parts, RandomBytes, size - 4);
}

void decodeVersionRandomAndSession(ByteReader& bytes, Dissection& d) {
    d.u16(bytes, HandshakeVersion);
    decodeRandom(bytes, d);
    if (const std::uint8_t length = d.u8(bytes, SessionIdLength); length > 0)
        d.data(bytes, SessionId, length);
}

void decodeCipherSuites(ByteReader& bytes, Dissection& d) {
    const std::uint16_t length = d.u16(bytes, CipherSuitesLength);
    d.addBytes(CipherSuites, here(bytes, length));
    d.label("Cipher Suites ({} suites)", length / 2);
    const auto nest = d.nest();
    readVector(bytes, length, [&d](ByteReader& suites) { d.u16(suites, CipherSuite); });
}

void decodeCompressionMethods(ByteReader& bytes, Dissection& d) {
    const std::uint8_t length = d.u8(bytes, CompressionMethodsLength);
    d.addBytes(CompressionMethods, here(bytes, length));
    d.label("Compression Methods ({} method{})", length, length == 1 ? "" : "s");
    const auto nest = d.nest();
    readVector(bytes, length, [&d](ByteReader& methods) { d.u8(methods, CompressionMethod); });
}

void decodeClientHello(ByteReader& bytes, Reading& reading) {
    Dissection& d = reading.d;
    decodeVersionRandomAndSession(bytes, d);
    if (reading.isDatagram) {
        if (const std::uint8_t length = d.u8(bytes, HelloCookieLength); length > 0)
            d.data(bytes, HelloCookie, length);
    }
    decodeCipherSuites(bytes, d);
    decodeCompressionMethods(bytes, d);
    if (!bytes.atEnd())
        decodeExtensions(bytes, ClientHello, d);
}

void decodeServerHello(ByteReader& bytes, Reading& reading) {
    Dissection& d = reading.d;
    const bool isDraft = bytes.peek() == 0x7f && reading.session.draft != 0 && reading.session.draft < 22;
    if (isDraft) { // TLS 1.3 before draft 22 had neither session nor compression
        d.u16(bytes, HandshakeVersion);
        decodeRandom(bytes, d);
        d.u16(bytes, CipherSuite);
    } else {
        decodeVersionRandomAndSession(bytes, d);
        d.u16(bytes, CipherSuite);
        d.u8(bytes, CompressionMethod);
    }
    if (!bytes.atEnd())
        decodeExtensions(bytes, ServerHello, d);
}

void decodeCertificates(ByteReader& bytes, Reading& reading) {
    Dissection& d = reading.d;
    const bool isModern = reading.session.version == tls13 || reading.session.version == dtls13;
    if (isModern) {
        if (const std::uint8_t length = d.u8(bytes, CertificateContextLength); length > 0)
            d.data(bytes, CertificateContext, length);
    }
    const std::uint32_t length = d.u24(bytes, CertificatesLength);
    if (length == 0)
        return;
    d.addBytes(Certificates, here(bytes, length));
    d.label("Certificates ({} bytes)", length);
    const auto nest = d.nest();
    readVector(bytes, length, [&d, isModern](ByteReader& list) {
        d.data(list, CertificateBytes, d.u24(list, CertificateLength));
        if (isModern)
            decodeExtensions(list, Certificate, d);
    });
}

void decodeServerKeyExchange(ByteReader& bytes, Reading& reading) {
    constexpr std::uint8_t namedCurve = 3;
    Dissection& d = reading.d;
    if (bytes.peek() != namedCurve || bytes.peek(3) == 0 || !bytes.has(4U + bytes.peek(3)))
        return; // other key exchanges have another format, which only the cipher suite defines
    d.u8(bytes, CurveType);
    d.u16(bytes, NamedCurve);
    d.data(bytes, ServerPoint, d.u8(bytes, ServerPointLength));
    if (bytes.atEnd())
        return;
    if (reading.session.version == tls12 || reading.session.version == dtls12)
        d.u16(bytes, SignatureAlgorithm);
    d.data(bytes, Signature, d.u16(bytes, SignatureLength));
}

void decodeClientKeyExchange(ByteReader& bytes, Dissection& d) {
    if (!bytes.atEnd() && bytes.peek() + 1U == bytes.remaining()) {
        d.data(bytes, ClientPoint, d.u8(bytes, ClientPointLength));
    } else if (bytes.has(2) && (bytes.peek() << 8 | bytes.peek(1)) + 2U == bytes.remaining()) {
        d.data(bytes, EncryptedPremaster, d.u16(bytes, EncryptedPremasterLength));
    }
}

void decodeNewSessionTicket(ByteReader& bytes, Reading& reading) {
    Dissection& d = reading.d;
    const bool isModern = reading.session.version == tls13 || reading.session.version == dtls13;
    d.u32(bytes, TicketLifetime);
    if (isModern) {
        d.u32(bytes, TicketAgeAdd);
        d.data(bytes, TicketNonce, d.u8(bytes, TicketNonceLength));
    }
    d.data(bytes, Ticket, d.u16(bytes, TicketLength));
    if (isModern && bytes.has(2))
        decodeExtensions(bytes, NewSessionTicket, d);
}

void decodeCertificateVerify(ByteReader& bytes, Reading& reading) {
    if (reading.session.version >= tls12)
        reading.d.u16(bytes, SignatureAlgorithm);
    reading.d.data(bytes, Signature, reading.d.u16(bytes, SignatureLength));
}

void decodeHelloVerifyRequest(ByteReader& bytes, Dissection& d) {
    d.u16(bytes, HandshakeVersion);
    if (const std::uint8_t length = d.u8(bytes, HelloCookieLength); length > 0)
        d.data(bytes, HelloCookie, length);
}

/// Bytes that were not captured, or are in another fragment, do not count as damage.
void markDamaged(const ByteReader& end, std::uint8_t type, Reading& reading) {
    Dissection& d = reading.d;
    const Frame& frame = d.frame();
    const bool isCut = frame.bytes.size() < frame.originalLength && end.offset() >= frame.bytes.size();
    // The format of messages other than the hellos depends on the version.
    const bool isSure = type == ClientHello || type == ServerHello || reading.session.version != 0;
    if (isCut || d.carrier().isFragment || !isSure || reading.isDamaged)
        return;
    reading.isDamaged = true;
    d.malformed("a handshake message ends before its fields do");
}

} // namespace

void decodeHandshakeBody(ByteReader bytes, std::uint8_t type, Reading& reading) {
    Dissection& d = reading.d;
    switch (type) {
    case ClientHello:
        decodeClientHello(bytes, reading);
        break;
    case ServerHello:
        decodeServerHello(bytes, reading);
        break;
    case HelloVerifyRequest:
        decodeHelloVerifyRequest(bytes, d);
        break;
    case NewSessionTicket:
        decodeNewSessionTicket(bytes, reading);
        break;
    case EncryptedExtensions:
        decodeExtensions(bytes, type, d);
        break;
    case Certificate:
        decodeCertificates(bytes, reading);
        break;
    case ServerKeyExchange:
        decodeServerKeyExchange(bytes, reading);
        break;
    case CertificateVerify:
        decodeCertificateVerify(bytes, reading);
        break;
    case ClientKeyExchange:
        decodeClientKeyExchange(bytes, d);
        break;
    case Finished:
        d.data(bytes, VerifyData, bytes.remaining());
        break;
    case KeyUpdate:
        d.u8(bytes, KeyUpdateRequest);
        break;
    default:
        break;
    }
    if (bytes.overrun())
        markDamaged(bytes, type, reading);
}

} // namespace tapscope::tls
