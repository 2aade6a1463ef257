#include "tls_handshake.h"

#include "tls_fields.h"
#include "tls_names.h"

#include <algorithm>

namespace tapscope::tls {
namespace {

constexpr std::string_view encryptedMessage = "Encrypted Handshake Message";

/// Whether a record is encrypted: its message type or length is not plausible, it has zeros at the position of a nonce,
/// or it follows a ChangeCipherSpec.
bool looksEncrypted(const ByteReader& bytes, const Reading& reading) {
    constexpr std::size_t smallestEncrypted = 16;
    if (bytes.remaining() < smallestEncrypted)
        return false;
    ByteReader head = bytes;
    const std::uint8_t type = head.u8();
    const std::uint32_t length = head.u24();
    const bool isZero = type == 0 && length == 0 && head.peek() == 0;
    if (isZero || reading.encryptedBefore[reading.end] != 0)
        return true;
    return nameOf(handshakeTypes, type).empty() || length >= 0x10000;
}

void showMessage(Reading& reading, std::string_view name, ByteRange range, bool isWhole, bool isFirst) {
    Dissection& d = reading.d;
    if (!reading.isQuic) {
        if (isWhole)
            d.infoItem("{}", name);
        else if (isFirst)
            d.infoItem("[{} Fragment]", name);
    }
    d.addBytes(HandshakeMessage, range);
    d.label("Handshake Protocol: {}{}", name, isWhole ? "" : " (fragment)");
}

/// Reads the rest of a message that began in an earlier record. Returns whether more of this record follows.
bool finishPending(ByteReader& bytes, Reading& reading, bool& isFirst) {
    auto& pending = reading.session.pending[reading.end];
    if (pending == 0)
        return true;
    const auto taken = static_cast<std::uint32_t>(std::min<std::size_t>(pending, bytes.remaining()));
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), taken};
    pending -= taken;
    bytes.skip(taken);
    const std::uint8_t type = reading.session.pendingType[reading.end];
    const std::string_view name = nameOf(handshakeTypes, type, encryptedMessage);
    if (pending != 0) {
        showMessage(reading, name, range, false, false);
        return false;
    }
    Dissection& d = reading.d;
    d.addBytes(HandshakeMessage, range);
    d.label("Handshake Protocol: {} (last fragment)", name);
    const auto nest = d.nest();
    d.add(HandshakeTypeField, {}, type);
    d.label("[Handshake Type: {} ({})]", name, type);
    d.infoItem("{}", name);
    isFirst = false;
    return true;
}

void beginPending(const ByteReader& bytes, Reading& reading, std::size_t size, bool isFirst) {
    const std::uint8_t type = bytes.peek();
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())};
    showMessage(reading, nameOf(handshakeTypes, type, encryptedMessage), range, false, isFirst);
    reading.session.pendingType[reading.end] = type;
    reading.session.pending[reading.end] =
        size > bytes.remaining() ? static_cast<std::uint32_t>(size - bytes.remaining()) : 0;
}

/// A ClientHello shows which end is the server; the version of other messages is that of the connection.
void learn(std::uint8_t type, const ByteReader& body, Reading& reading, bool isFirst) {
    if (isFirst && type == ServerHello && body.remaining() > 2)
        takeVersion(reading, chosenVersion(body));
    if (type == ClientHello) {
        const Way server = reading.way == Way::Up ? Way::Down : Way::Up;
        reading.session.serverWay = static_cast<std::uint8_t>(1 + static_cast<unsigned>(server));
    }
}

/// Whether a ClientHello announces early data, which only TLS 1.3 has (RFC 8446 section 4.2.10).
bool announcesEarlyData(ByteReader bytes) noexcept {
    constexpr std::uint16_t earlyData = 42;
    bytes.skip(34);
    bytes.skip(bytes.u8());
    bytes.skip(bytes.u16());
    bytes.skip(bytes.u8());
    ByteReader extensions = bytes.part(bytes.u16());
    while (extensions.has(4)) {
        if (extensions.u16() == earlyData)
            return true;
        extensions.skip(extensions.u16());
    }
    return false;
}

void decodeMessage(ByteReader bytes, Reading& reading, bool isFirst) {
    Dissection& d = reading.d;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())};
    ByteReader body = bytes;
    const std::uint8_t type = body.u8();
    body.skip(3);
    std::string_view name = nameOf(handshakeTypes, type);
    if (name.empty() && !isFirst)
        return;
    learn(type, body, reading, isFirst);
    if (isFirst && type == ServerHello && isRetryRequest(body))
        name = "Hello Retry Request";
    showMessage(reading, name.empty() ? encryptedMessage : name, range, true, isFirst);
    if (name.empty())
        return;
    const auto nest = d.nest();
    d.u8(bytes, HandshakeTypeField);
    d.u24(bytes, HandshakeLength);
    decodeHandshakeBody(bytes, type, reading);
    if (type == ClientHello && announcesEarlyData(body))
        reading.session.version = tls13;
}

} // namespace

std::uint16_t chosenVersion(ByteReader bytes) noexcept {
    constexpr std::uint16_t supportedVersions = 43;
    const std::uint16_t version = bytes.u16();
    if (version < tls12) // older versions have the session ID at another position, or no extensions
        return version;
    bytes.skip(32);
    const bool hasSessionId = version <= tls13 || version >= dtls13;
    if (hasSessionId)
        bytes.skip(bytes.u8());
    bytes.skip(hasSessionId ? 3 : 2);
    ByteReader extensions = bytes.part(bytes.u16());
    while (extensions.has(4)) {
        const std::uint16_t type = extensions.u16();
        ByteReader extension = extensions.part(extensions.u16());
        if (type == supportedVersions && extension.has(2))
            return extension.u16();
    }
    return version;
}

bool isRetryRequest(ByteReader bytes) noexcept {
    constexpr std::array<std::uint8_t, 32> mark = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                                   0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                                   0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};
    bytes.skip(2);
    return std::ranges::equal(bytes.take(mark.size()), std::as_bytes(std::span(mark)));
}

void decodeHandshakes(ByteReader bytes, Reading& reading, std::uint16_t version) {
    static_cast<void>(version);
    constexpr std::size_t headerLength = 4;
    bool isFirst = true;
    const bool goesOn = reading.session.pending[reading.end] != 0;
    if (!goesOn && !reading.isQuic && looksEncrypted(bytes, reading)) {
        showMessage(reading, encryptedMessage,
                    {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())}, true,
                    true);
        return;
    }
    if (!finishPending(bytes, reading, isFirst))
        return;
    while (!bytes.atEnd()) {
        ByteReader head = bytes;
        head.skip(1);
        const std::size_t size = headerLength + head.u24();
        if (head.overrun() || !bytes.has(size)) {
            beginPending(bytes, reading, head.overrun() ? 0 : size, isFirst);
            return;
        }
        decodeMessage(bytes.part(size), reading, isFirst);
        isFirst = false;
    }
}

} // namespace tapscope::tls
