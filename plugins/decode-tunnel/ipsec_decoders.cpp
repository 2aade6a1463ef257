#include "tunnel_decoders.h"

#include <base/internet_checksum.h>
#include <decode/dissection.h>
#include <decode/ip_protocols.h>

#include <array>
#include <optional>

namespace tapscope::ipsec {
namespace {

namespace ah {
enum Field : std::uint16_t { NextHeader, Length, Reserved, Spi, Sequence, CheckValue };
const std::array fields = {
    FieldInfo{.name = "ah.next_header", .title = "Next header", .values = ipProtocolNames()},
    FieldInfo{.name = "ah.length", .title = "Length", .unit = " (4-byte words, less 2)"},
    FieldInfo{.name = "ah.reserved", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "ah.spi", .title = "AH SPI", .base = Base::Hex},
    FieldInfo{.name = "ah.sequence", .title = "AH Sequence"},
    FieldInfo{.name = "ah.icv", .title = "AH ICV", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { ByProtocol };
constexpr std::array<std::string_view, 1> tables = {"ip.proto"};
constexpr std::array hooks = {Hook{"ip.proto", 51}};
const ProtocolInfo info = {.abbreviation = "ah",
                           .title = "Authentication Header",
                           .column = "AH",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
} // namespace ah

namespace esp {
enum Field : std::uint16_t { Spi, Sequence, Padding, PaddingLength, Protocol, CheckValue };
const std::array fields = {
    FieldInfo{.name = "esp.spi", .title = "ESP SPI", .base = Base::Hex},
    FieldInfo{.name = "esp.sequence", .title = "ESP Sequence"},
    FieldInfo{.name = "esp.pad", .title = "Pad", .type = FieldType::ByteString},
    FieldInfo{.name = "esp.pad_len", .title = "ESP Pad Length"},
    FieldInfo{.name = "esp.protocol", .title = "ESP Next Header", .base = Base::Hex, .values = ipProtocolNames()},
    FieldInfo{.name = "esp.icv", .title = "ESP ICV", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { ByProtocol };
constexpr std::array<std::string_view, 1> tables = {"ip.proto"};
constexpr std::array hooks = {Hook{"ip.proto", 50}};
const ProtocolInfo info = {.abbreviation = "esp",
                           .title = "Encapsulating Security Payload",
                           .column = "ESP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// The trailer of a payload without encryption (RFC 2410).
struct Trailer {
    std::size_t payload = 0, padding = 0;
    std::uint8_t next = 0;
};

/// Whether the bytes can be exactly one packet or segment of a protocol. Its redundant lengths make a chance match very
/// unlikely.
bool isPayload(std::uint8_t protocol, Bytes payload) {
    constexpr std::uint8_t icmp = 1, ipv4 = 4, tcp = 6, udp = 17, ipv6 = 41;
    ByteReader bytes(payload);
    switch (protocol) {
    case icmp:
        return payload.size() >= 8 && InternetChecksum().add(payload).value() == 0;
    case ipv4:
        return bytes.peek() >> 4 == 4 && (bytes.peek() & 15U) >= 5 &&
               (bytes.peek(2) << 8 | bytes.peek(3)) == static_cast<int>(payload.size());
    case tcp: {
        constexpr std::size_t header = 20, offsetAt = 12;
        const std::size_t words = bytes.peek(offsetAt) >> 4;
        return payload.size() >= header && words >= 5 && words * 4 <= payload.size() &&
               (bytes.peek(offsetAt) & 0x0eU) == 0;
    }
    case udp:
        return payload.size() >= 8 && (bytes.peek(4) << 8 | bytes.peek(5)) == static_cast<int>(payload.size());
    case ipv6:
        return bytes.peek() >> 4 == 6 && (bytes.peek(4) << 8 | bytes.peek(5)) + 40 == static_cast<int>(payload.size());
    default:
        return false;
    }
}

/// The trailer in front of a check value of `checkSize` octets, if there can be one: the padding counts from 1 (RFC
/// 4303 section 2.4), and the payload is of the protocol that the trailer gives.
std::optional<Trailer> trailerOf(Bytes content, std::size_t checkSize) {
    constexpr std::size_t fixed = 2;
    if (content.size() < checkSize + fixed)
        return std::nullopt;
    const Bytes plain = content.first(content.size() - checkSize);
    const auto padding = std::to_integer<std::size_t>(plain[plain.size() - fixed]);
    const auto next = std::to_integer<std::uint8_t>(plain.back());
    if (plain.size() < padding + fixed || plain.size() % 4 != 0)
        return std::nullopt;
    const std::size_t size = plain.size() - fixed - padding;
    for (std::size_t i = 0; i < padding; ++i) {
        if (std::to_integer<std::size_t>(plain[size + i]) != i + 1)
            return std::nullopt;
    }
    return isPayload(next, plain.first(size)) ? std::optional<Trailer>({size, padding, next}) : std::nullopt;
}

} // namespace esp

namespace ipcomp {
enum Field : std::uint16_t { NextHeader, Flags, Parameters, Data };
constexpr std::array algorithms = {ValueName{1, "OUI"}, ValueName{2, "DEFLATE"}, ValueName{3, "LZS"},
                                   ValueName{4, "LZJH"}};
const std::array fields = {
    FieldInfo{.name = "ipcomp.next_header", .title = "Next Header", .base = Base::Hex, .values = ipProtocolNames()},
    FieldInfo{.name = "ipcomp.flags", .title = "IPComp Flags", .base = Base::Hex},
    FieldInfo{.name = "ipcomp.cpi", .title = "IPComp CPI", .base = Base::Hex, .values = algorithms},
    FieldInfo{.name = "ipcomp.data", .title = "Compressed data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ip.proto", 108}};
const ProtocolInfo info = {
    .abbreviation = "ipcomp", .title = "IP Payload Compression", .column = "IPComp", .fields = fields, .hooks = hooks};
} // namespace ipcomp

} // namespace

const ProtocolInfo& AuthenticationHeaderDecoder::protocol() const noexcept {
    return ah::info;
}

void AuthenticationHeaderDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace ah;
    constexpr std::size_t fixed = 12;
    const std::uint8_t next = d.u8(bytes, NextHeader);
    const std::size_t length = (d.u8(bytes, Length) + 2U) * 4U;
    d.u16(bytes, Reserved);
    const std::uint32_t spi = d.u32(bytes, Spi);
    d.u32(bytes, Sequence);
    if (bytes.overrun())
        return;
    d.info("AH (SPI=0x{:08x})", spi);
    if (length < fixed) {
        d.malformed("it is shorter than its fields");
        return;
    }
    if (length > fixed)
        d.data(bytes, CheckValue, length - fixed);
    d.layerLength(bytes.position());
    d.carrier().ipProtocol = next;
    d.carrier().timeToLive = 0; // that of the outer packet, which the inner one need not share
    if (!bytes.overrun())
        d.next(ByProtocol, next, ByteReader(bytes.rest(), bytes.offset()));
}

const ProtocolInfo& EncapsulatingSecurityDecoder::protocol() const noexcept {
    return esp::info;
}

void EncapsulatingSecurityDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace esp;
    const std::uint32_t spi = d.u32(bytes, Spi);
    if (!bytes.overrun())
        d.info("ESP (SPI=0x{:08x})", spi);
    d.u32(bytes, Sequence);
    if (bytes.overrun() || !d.carrier().isWhole || d.carrier().isFragment)
        return;
    constexpr std::array<std::size_t, 5> checkSizes = {12, 16, 24, 32, 0}; // RFC 2404, 4868; none is rare
    for (const std::size_t checkSize : checkSizes) {
        const auto trailer = trailerOf(bytes.rest(), checkSize);
        if (!trailer)
            continue;
        const ByteReader payload = bytes.part(trailer->payload);
        d.layerLength(payload.offset() - (bytes.offset() - bytes.position()));
        if (trailer->padding != 0)
            d.data(bytes, Padding, trailer->padding);
        d.u8(bytes, PaddingLength);
        d.u8(bytes, Protocol);
        if (checkSize != 0)
            d.data(bytes, CheckValue, checkSize);
        d.carrier().ipProtocol = trailer->next;
        d.carrier().timeToLive = 0; // that of the outer packet, which the inner one need not share
        d.carrier().payloadLength = trailer->payload;
        d.next(ByProtocol, trailer->next, payload);
        return;
    }
}

const ProtocolInfo& PayloadCompressionDecoder::protocol() const noexcept {
    return ipcomp::info;
}

void PayloadCompressionDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace ipcomp;
    d.u8(bytes, NextHeader);
    d.u8(bytes, Flags);
    const std::uint16_t parameters = d.u16(bytes, Parameters);
    if (bytes.overrun())
        return;
    const auto name = nameOf(algorithms, parameters);
    if (name.empty())
        d.info("IPComp (CPI=0x{:04x})", parameters);
    else
        d.info("IPComp (CPI={})", name);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::ipsec
