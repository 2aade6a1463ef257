#include "dtls_decoder.h"

#include "tls_fields.h"
#include "tls_handshake.h"
#include "tls_names.h"
#include "tls_record.h"

#include <algorithm>
#include <array>

namespace tapscope::dtls {
namespace {

using namespace tls;

constexpr std::array ports = {Hook{"udp.port", 853}, Hook{"udp.port", 2221}, Hook{"udp.port", 5684},
                              Hook{"udp.port", 5868}, Hook{"rdpudp.payload", 1}};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "dtls",
                           .title = "Datagram Transport Layer Security",
                           .column = "DTLS",
                           .fields = dtlsFields,
                           .hooks = ports,
                           .heuristics = heuristics,
                           .learns = true};

constexpr std::size_t recordHeader = 13, handshakeHeader = 12;
constexpr std::uint8_t ciphertextMask = 0xe0, ciphertext = 0x20; ///< RFC 9147 section 4

bool isVersion(std::uint16_t version) noexcept {
    return version == dtls10 || version == dtls12 || version == dtls10OpenSsl;
}

bool looksLikeRecord(const ByteReader& bytes) noexcept {
    return isContentType(bytes.peek()) && isVersion(static_cast<std::uint16_t>(bytes.peek(1) << 8 | bytes.peek(2)));
}

/// " (Fragment)" while parts of a message are missing, " (Reassembled)" with the last part, otherwise nothing.
std::string_view trackFragments(Reading& reading, std::uint32_t length, std::uint32_t offset, std::uint32_t size) {
    if (size >= length)
        return {};
    auto& pending = reading.session.pending[reading.end];
    if (offset == 0)
        pending = length;
    const bool isLast = pending != 0 && pending <= size;
    pending = isLast || pending == 0 ? 0 : pending - size;
    return isLast ? " (Reassembled)" : " (Fragment)";
}

/// A ServerHello selects the version; a ClientHello shows which end is the server.
void learn(std::uint8_t type, const ByteReader& body, Reading& reading) {
    if (type == ServerHello && body.remaining() > 2)
        takeVersion(reading, chosenVersion(body));
    if (type == ClientHello) {
        const Way server = reading.way == Way::Up ? Way::Down : Way::Up;
        reading.session.serverWay = static_cast<std::uint8_t>(1 + static_cast<unsigned>(server));
    }
}

void decodeHandshakeMessages(ByteReader bytes, Reading& reading) {
    Dissection& d = reading.d;
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        ByteReader head = bytes;
        const std::uint8_t type = head.u8();
        const std::uint32_t length = head.u24();
        head.skip(2);
        const std::uint32_t fragmentOffset = head.u24();
        const std::uint32_t fragmentLength = head.u24();
        // Encrypted data can begin with any bytes, and then its lengths are not plausible.
        const std::string_view name =
            fragmentLength <= bytes.remaining() ? nameOf(handshakeTypes, type) : std::string_view();
        if (name.empty() && !isFirst)
            return;
        const std::size_t size = name.empty() ? bytes.remaining() : handshakeHeader + fragmentLength;
        ByteReader message = bytes.part(size);
        d.addBytes(HandshakeMessage,
                   {static_cast<std::uint32_t>(message.offset()), static_cast<std::uint32_t>(message.remaining())});
        if (name.empty()) {
            d.label("Handshake Protocol: Encrypted Handshake Message");
            d.infoItem("Encrypted Handshake Message");
            return;
        }
        const std::string_view part = trackFragments(reading, length, fragmentOffset, fragmentLength);
        d.label("Handshake Protocol: {}{}", name, part);
        if (part.empty())
            learn(type, head, reading);
        d.infoItem("{}{}", name, part);
        const auto nest = d.nest();
        d.u8(message, HandshakeTypeField);
        d.u24(message, HandshakeLength);
        d.u16(message, HandshakeSequence);
        d.u24(message, HandshakeFragmentOffset);
        d.u24(message, HandshakeFragmentLength);
        if (part.empty())
            decodeHandshakeBody(message, type, reading);
    }
}

/// Reads one record, and moves past it.
void decodeRecord(ByteReader& bytes, Reading& reading) {
    constexpr std::size_t lengthAt = 11;
    Dissection& d = reading.d;
    Session& session = reading.session;
    const std::uint8_t type = bytes.peek();
    const auto version = static_cast<std::uint16_t>(bytes.peek(1) << 8 | bytes.peek(2));
    const auto length = static_cast<std::size_t>(bytes.peek(lengthAt) << 8 | bytes.peek(lengthAt + 1));
    ByteReader record = bytes.part(recordHeader + length);
    d.addBytes(Record, {static_cast<std::uint32_t>(record.offset()), static_cast<std::uint32_t>(record.remaining())});
    const bool isClientHello = type == Handshake && record.peek(recordHeader) == ClientHello;
    if (session.version == 0 && !isClientHello)
        takeVersion(reading, version);
    d.label("{} Record Layer: {} Protocol", session.version != 0 ? shortVersion(session.version) : "DTLS",
            nameOf(contentTypes, type));
    const auto nest = d.nest();
    d.u8(record, RecordContentType);
    d.u16(record, RecordVersion);
    d.u16(record, RecordEpoch);
    d.uint(record, RecordSequence, 6);
    d.u16(record, RecordLength);
    if (record.overrun())
        bytes.setOverrun();
    else if (type == Handshake)
        decodeHandshakeMessages(record, reading);
    else
        decodeFragment(record, type, session.version, reading);
}

/// The short header of DTLS 1.3's encrypted records (RFC 9147 section 4): nothing else of them is readable.
void decodeCiphertext(ByteReader& bytes, Dissection& d) {
    d.addBytes(ApplicationDataBytes,
               {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())});
    d.infoItem("Application Data");
    bytes.skip(bytes.remaining());
}

} // namespace

const ProtocolInfo& DtlsDecoder::protocol() const noexcept {
    return info;
}

bool DtlsDecoder::accepts(Bytes bytes, Claim) const {
    const std::uint8_t first = ByteReader(bytes).peek();
    return isContentType(first) || (first & ciphertextMask) == ciphertext; // QUIC shares its ports
}

bool DtlsDecoder::recognises(Bytes bytes, const Dissection& d) const {
    ByteReader records(bytes);
    if (!d.carrier().isWhole)
        return looksLikeRecord(records);
    while (records.has(recordHeader) && looksLikeRecord(records)) {
        records.skip(recordHeader - 2);
        records.skip(records.u16());
        if (records.atEnd())
            return !records.overrun();
    }
    return false;
}

void DtlsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    Reading reading{.d = d, .session = sessionOf(d), .way = d.way(), .isDatagram = true};
    reading.encryptedBefore = reading.session.encrypted;
    const bool fromServer = reading.session.serverWay == 1 + static_cast<unsigned>(reading.way);
    reading.end = fromServer ? 1 : 0;
    if (const std::string_view name = shortVersion(reading.session.version); !name.empty())
        d.columnProtocol(name);
    while (!bytes.atEnd()) {
        if (reading.session.version == dtls13 && (bytes.peek() & ciphertextMask) == ciphertext) {
            decodeCiphertext(bytes, d);
        } else if (isContentType(bytes.peek()) && (reading.session.version != 0 || looksLikeRecord(bytes))) {
            decodeRecord(bytes, reading);
        } else {
            d.infoItem("Continuation Data");
            bytes.skip(bytes.remaining());
        }
    }
    keep(d, reading.session);
}

} // namespace tapscope::dtls
