#include "tunnel_decoders.h"

#include <decode/dissection.h>
#include <decode/ip_protocols.h>

#include <array>

namespace tapscope {
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
enum Field : std::uint16_t { Spi, Sequence };
constexpr std::array fields = {
    FieldInfo{.name = "esp.spi", .title = "ESP SPI", .base = Base::Hex},
    FieldInfo{.name = "esp.sequence", .title = "ESP Sequence"},
};
constexpr std::array hooks = {Hook{"ip.proto", 50}};
const ProtocolInfo info = {.abbreviation = "esp",
                           .title = "Encapsulating Security Payload",
                           .column = "ESP",
                           .fields = fields,
                           .hooks = hooks};
} // namespace esp

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
    d.carrier().timeToLive = 0; // the packet's, but not known to belong to what is inside
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
}

} // namespace tapscope
