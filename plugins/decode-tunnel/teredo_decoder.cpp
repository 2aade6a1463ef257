#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::teredo {
namespace {

constexpr std::uint16_t authentication = 0x0001, origin = 0x0000;

enum Field : std::uint16_t {
    Indicator,
    IdLength,
    ValueLength,
    Id,
    Value,
    Nonce,
    Confirmation,
    OriginPort,
    OriginAddress
};
constexpr std::array fields = {
    FieldInfo{.name = "teredo.indicator", .title = "Indicator", .base = Base::Hex},
    FieldInfo{.name = "teredo.auth.idlen", .title = "Client identifier length"},
    FieldInfo{.name = "teredo.auth.aulen", .title = "Authentication value length"},
    FieldInfo{.name = "teredo.auth.id", .title = "Client identifier", .type = FieldType::ByteString},
    FieldInfo{.name = "teredo.auth.value", .title = "Authentication value", .type = FieldType::ByteString},
    FieldInfo{.name = "teredo.auth.nonce", .title = "Nonce value", .type = FieldType::ByteString},
    FieldInfo{.name = "teredo.auth.conf", .title = "Confirmation byte", .type = FieldType::ByteString},
    FieldInfo{.name = "teredo.orig.port", .title = "Origin UDP port"},
    FieldInfo{.name = "teredo.orig.addr", .title = "Origin IPv4 address", .type = FieldType::Ipv4},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"udp.port", 3544}};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "teredo",
                           .title = "Teredo IPv6 over UDP tunneling",
                           .column = "Teredo",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .heuristics = heuristics};

/// Skips the indications of RFC 4380 section 5.1.1. False if the bytes are something else.
bool skipIndications(ByteReader& bytes) {
    constexpr std::size_t authenticationFixed = 9, originSize = 6;
    for (int i = 0; i < 2 && bytes.peek() == 0; ++i) {
        const std::uint16_t indicator = bytes.u16();
        if (indicator == authentication) {
            const std::size_t id = bytes.u8();
            bytes.skip(bytes.u8() + id + authenticationFixed);
        } else if (indicator == origin) {
            bytes.skip(originSize);
        } else {
            return false;
        }
    }
    return !bytes.overrun();
}

/// Whether the bytes are exactly one IPv6 packet of a Teredo client or server: a header, and a payload of the length
/// that it gives.
bool isPacket(ByteReader bytes, bool needsTeredoAddress) {
    constexpr std::size_t header = 40;
    constexpr std::uint32_t prefix = 0x2001'0000;
    if (!skipIndications(bytes) || bytes.remaining() < header || bytes.peek() >> 4 != 6)
        return false;
    bytes.skip(4);
    const std::size_t length = bytes.u16();
    bytes.skip(2);
    if (bytes.remaining() - 32 != length)
        return false;
    const std::uint32_t source = bytes.u32();
    bytes.skip(12);
    return !needsTeredoAddress || source == prefix || bytes.u32() == prefix;
}

} // namespace

const ProtocolInfo& TeredoDecoder::protocol() const noexcept {
    return info;
}

bool TeredoDecoder::accepts(Bytes bytes, Claim claim) const {
    static_cast<void>(claim);
    ByteReader reader(bytes);
    return skipIndications(reader) && reader.peek() >> 4 == 6;
}

bool TeredoDecoder::recognises(Bytes bytes, const Dissection&) const {
    return isPacket(ByteReader(bytes), true);
}

void TeredoDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    for (int i = 0; i < 2 && bytes.peek() == 0 && !bytes.atEnd(); ++i) {
        const std::uint16_t indicator = d.u16(bytes, Indicator);
        if (indicator == authentication) {
            const std::size_t id = d.u8(bytes, IdLength);
            const std::size_t value = d.u8(bytes, ValueLength);
            if (id != 0)
                d.data(bytes, Id, id);
            if (value != 0)
                d.data(bytes, Value, value);
            d.data(bytes, Nonce, 8);
            d.data(bytes, Confirmation, 1);
        } else {
            // Both are sent inverted, so that address translators leave them alone.
            const ByteRange port{static_cast<std::uint32_t>(bytes.offset()), 2};
            const auto number = static_cast<std::uint16_t>(~bytes.u16());
            const std::uint32_t address = ~bytes.u32();
            if (bytes.overrun())
                return;
            d.add(OriginPort, port, number);
            d.add(OriginAddress, {port.offset + 2, 4}, address);
        }
    }
    d.layerLength(bytes.position());
    if (!bytes.overrun())
        d.next(Ethertype, 0x86dd, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::teredo
