// SSL 2.0 (draft-hickman-netscape-ssl-00), of which only hellos are still in use.

#include "tls_fields.h"
#include "tls_names.h"
#include "tls_record.h"

#include <array>

namespace tapscope::tls {
namespace {

constexpr std::uint8_t error = 0, clientHello = 1, clientMasterKey = 2, serverHello = 4;
constexpr std::array messageNames = {
    ValueName{0, "Error"},           ValueName{1, "Client Hello"},        ValueName{2, "Client Master Key"},
    ValueName{3, "Client Finished"}, ValueName{4, "Server Hello"},        ValueName{5, "Server Verify"},
    ValueName{6, "Server Finished"}, ValueName{7, "Request Certificate"}, ValueName{8, "Client Certificate"},
};

bool isVersion(std::uint16_t version) noexcept {
    return !nameOf(versions, version).empty();
}

/// Whether an unencrypted message can begin here: its version or its lengths are plausible.
bool isPlausible(ByteReader message, std::size_t recordLength) noexcept {
    switch (message.u8()) {
    case clientHello:
        return isVersion(message.u16());
    case serverHello:
        message.skip(2);
        return isVersion(message.u16());
    case clientMasterKey: {
        message.skip(3);
        const unsigned sum = message.u16() + unsigned{message.u16()} + message.u16();
        return sum <= recordLength;
    }
    default:
        return false;
    }
}

void decodeSsl2ClientHello(ByteReader bytes, Reading& reading) {
    Dissection& d = reading.d;
    const Way server = reading.way == Way::Up ? Way::Down : Way::Up;
    reading.session.serverWay = static_cast<std::uint8_t>(1 + static_cast<unsigned>(server));
    d.u16(bytes, HandshakeVersion);
    const std::uint16_t specs = d.u16(bytes, CipherSpecsLength);
    const std::uint16_t session = d.u16(bytes, SessionIdLength);
    const std::uint16_t challenge = d.u16(bytes, ChallengeLength);
    d.addBytes(CipherSuites, {static_cast<std::uint32_t>(bytes.offset()), specs});
    d.label("Cipher Specs ({} specs)", specs / 3);
    {
        const auto nest = d.nest();
        for (ByteReader list = bytes.part(specs); list.has(3);)
            d.u24(list, CipherSpec);
    }
    if (session > 0)
        d.data(bytes, SessionId, session);
    if (challenge > 0)
        d.data(bytes, Challenge, challenge);
}

} // namespace

bool looksLikeSsl2(const ByteReader& bytes) noexcept {
    const std::uint8_t type = bytes.peek(2);
    return bytes.has(3) && bytes.peek() >= 0x80 &&
           (type == error || type == clientHello || type == clientMasterKey || type == serverHello);
}

bool isSsl2ClientHello(const ByteReader& bytes) noexcept {
    return bytes.has(3) && bytes.peek() == 0x80 && bytes.peek(2) == clientHello;
}

void decodeSsl2Record(ByteReader& bytes, Reading& reading) {
    Dissection& d = reading.d;
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const bool isPadded = (bytes.peek() & 0x80) == 0;
    const std::size_t headerLength = isPadded ? 3 : 2;
    const std::size_t length = static_cast<std::size_t>(bytes.peek() & (isPadded ? 0x3f : 0x7f)) << 8 | bytes.peek(1);
    if (!bytes.has(headerLength + length) || length == 0) {
        bytes.skip(bytes.remaining());
        return;
    }
    ByteReader record = bytes.part(headerLength + length);
    d.addBytes(Record, {start, static_cast<std::uint32_t>(headerLength + length)});
    const std::uint8_t type = record.peek(headerLength);
    if (reading.session.version == 0 && type >= 2 && type <= 8)
        reading.session.version = ssl2;
    d.columnProtocol("SSLv2");
    ByteReader message = record;
    message.skip(headerLength);
    const std::string_view name = nameOf(messageNames, type);
    const bool isPlain = !name.empty() && isPlausible(message, length);
    d.infoItem("{}", isPlain ? name : "Encrypted Data");
    d.label("SSLv2 Record Layer: {}", isPlain ? name : "Encrypted Data");
    const auto nest = d.nest();
    d.add(RecordVersion, {start, 0}, ssl2);
    d.label("[Version: SSL 2.0 (0x0002)]");
    if (!isPlain)
        return;
    d.add(RecordLength, {start, static_cast<std::uint32_t>(headerLength)}, length);
    if (isPadded) {
        d.add(IsEscape, {start, 1}, (record.peek() & 0x40) != 0 ? 1 : 0);
        d.add(PaddingLength, {start + 2, 1}, record.peek(2));
    }
    d.add(HandshakeTypeField, {static_cast<std::uint32_t>(start + headerLength), 1}, type);
    d.label("Handshake Message Type: {} ({})", name, type);
    message.skip(1);
    if (type == clientHello)
        decodeSsl2ClientHello(message, reading);
}

} // namespace tapscope::tls
