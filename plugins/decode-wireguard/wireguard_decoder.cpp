#include "wireguard_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

constexpr std::array types = {ValueName{1, "Handshake Initiation"}, ValueName{2, "Handshake Response"},
                              ValueName{3, "Cookie Reply"}, ValueName{4, "Transport Data"}};
enum MessageType : std::uint8_t { Initiation = 1, Response, CookieReply, Transport };

enum Field : std::uint16_t {
    Type,
    Reserved,
    Sender,
    Receiver,
    Ephemeral,
    EncryptedStatic,
    EncryptedTimestamp,
    EncryptedEmpty,
    Mac1,
    Mac2,
    Nonce,
    EncryptedCookie,
    Counter,
    EncryptedPacket,
};
constexpr std::array fields = {
    FieldInfo{.name = "wg.type", .title = "Type", .values = types},
    FieldInfo{.name = "wg.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.sender", .title = "Sender", .base = Base::Hex},
    FieldInfo{.name = "wg.receiver", .title = "Receiver", .base = Base::Hex},
    FieldInfo{.name = "wg.ephemeral", .title = "Ephemeral", .type = FieldType::Text},
    FieldInfo{.name = "wg.encrypted_static", .title = "Encrypted Static", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.encrypted_timestamp", .title = "Encrypted Timestamp", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.encrypted_empty", .title = "Encrypted Empty", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.mac1", .title = "mac1", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.mac2", .title = "mac2", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.nonce", .title = "Nonce", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.encrypted_cookie", .title = "Encrypted Cookie", .type = FieldType::ByteString},
    FieldInfo{.name = "wg.counter", .title = "Counter"},
    FieldInfo{.name = "wg.encrypted_packet", .title = "Encrypted Packet", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "wg",
                           .title = "WireGuard Protocol",
                           .column = "WireGuard",
                           .fields = fields,
                           .heuristics = heuristics};

constexpr std::size_t tagSize = 16;

bool isMessageSize(unsigned type, std::size_t size) {
    switch (type) {
    case Initiation:
        return size == 148;
    case Response:
        return size == 92;
    case CookieReply:
        return size == 64;
    case Transport:
        return size >= 32;
    default:
        return false;
    }
}

/// A key in its usual text form, base64.
void addKey(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t keySize = 32;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), keySize};
    ByteReader key = bytes.part(keySize);
    std::array<char, 44> text{};
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const std::size_t there = std::min<std::size_t>(key.remaining(), 3);
        const auto group = static_cast<std::uint32_t>(key.big(there) << (8 * (3 - there)));
        for (std::size_t digit = 0; digit < 4; ++digit)
            text[i + digit] = digit <= there ? digits[group >> (18 - 6 * digit) & 63U] : '=';
    }
    d.addText(field, range, {text.data(), text.size()});
}

void decodeHandshake(ByteReader& bytes, Dissection& d, bool isInitiation) {
    const auto sender = static_cast<std::uint32_t>(d.uintLe(bytes, Sender, 4));
    d.infoAppend(", sender=0x{:08X}", sender);
    if (!isInitiation)
        d.infoAppend(", receiver=0x{:08X}", d.uintLe(bytes, Receiver, 4));
    addKey(bytes, d, Ephemeral);
    if (isInitiation) {
        d.data(bytes, EncryptedStatic, 32 + tagSize);
        d.data(bytes, EncryptedTimestamp, 12 + tagSize);
    } else {
        d.data(bytes, EncryptedEmpty, tagSize);
    }
    d.data(bytes, Mac1, 16);
    d.data(bytes, Mac2, 16);
}

void decodeTransport(ByteReader& bytes, Dissection& d) {
    const auto receiver = static_cast<std::uint32_t>(d.uintLe(bytes, Receiver, 4));
    const std::uint64_t counter = d.uintLe(bytes, Counter, 8);
    const std::size_t size = bytes.remaining() - std::min(bytes.remaining(), tagSize);
    if (size == 0)
        d.info("Keepalive, receiver=0x{:08X}, counter={}", receiver, counter);
    else
        d.infoAppend(", receiver=0x{:08X}, counter={}, datalen={}", receiver, counter, size);
    d.data(bytes, EncryptedPacket, bytes.remaining());
}

} // namespace

const ProtocolInfo& WireguardDecoder::protocol() const noexcept {
    return info;
}

bool WireguardDecoder::recognises(Bytes bytes, const Dissection&) const {
    // Keys are discarded after three minutes, so the counter of their packets stays far below this.
    constexpr std::uint64_t implausibleCounter = std::uint64_t{1} << 32;
    ByteReader reader(bytes);
    const std::uint32_t typeAndReserved = reader.u32();
    const std::uint32_t type = typeAndReserved >> 24;
    if ((typeAndReserved & 0xffffffU) != 0 || !isMessageSize(type, bytes.size()))
        return false;
    reader.skip(4);
    return type != Transport || reader.u64le() < implausibleCounter;
}

void WireguardDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t type = d.u8(bytes, Type);
    d.data(bytes, Reserved, 3);
    d.info("{}", nameOf(types, type));
    switch (type) {
    case Initiation:
    case Response:
        decodeHandshake(bytes, d, type == Initiation);
        break;
    case CookieReply:
        d.infoAppend(", receiver=0x{:08X}", d.uintLe(bytes, Receiver, 4));
        d.data(bytes, Nonce, 24);
        d.data(bytes, EncryptedCookie, 16 + tagSize);
        break;
    default:
        decodeTransport(bytes, d);
    }
}

} // namespace tapscope
