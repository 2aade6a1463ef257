#include "tunnel_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::geneve {
namespace {

enum Field : std::uint16_t {
    Version,
    OptionsLength,
    Flags,
    Oam,
    Critical,
    ProtocolType,
    NetworkId,
    Reserved,
    OptionClass,
    OptionType,
    OptionCritical,
    OptionLength,
    OptionData,
};
const std::array fields = {
    FieldInfo{.name = "geneve.version", .title = "Version", .mask = 0xc0},
    FieldInfo{.name = "geneve.options_length", .title = "Length", .unit = " bytes"},
    FieldInfo{.name = "geneve.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "geneve.flags.oam",
              .title = "Operations, Administration and Management Frame",
              .type = FieldType::Boolean,
              .mask = 0x80},
    FieldInfo{
        .name = "geneve.flags.critical", .title = "Critical Options Present", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "geneve.proto_type", .title = "Protocol Type", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "geneve.vni", .title = "Virtual Network Identifier (VNI)", .base = Base::Hex},
    FieldInfo{.name = "geneve.reserved", .title = "Reserved"},
    FieldInfo{.name = "geneve.option.class", .title = "Class", .base = Base::Hex},
    FieldInfo{.name = "geneve.option.type", .title = "Type", .base = Base::Hex},
    FieldInfo{
        .name = "geneve.option.type.critical", .title = "Critical Option", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "geneve.option.length", .title = "Length", .unit = " bytes"},
    FieldInfo{.name = "geneve.option.unknown.data", .title = "Unknown Option Data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"udp.port", 6081}};
const ProtocolInfo info = {.abbreviation = "geneve",
                           .title = "Generic Network Virtualization Encapsulation",
                           .column = "Geneve",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

void options(ByteReader bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        d.u16(bytes, OptionClass);
        const ByteRange type{static_cast<std::uint32_t>(bytes.offset()), 1};
        d.addBits({OptionCritical}, type, d.u8(bytes, OptionType));
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
        const std::size_t size = (bytes.u8() & 0x1fU) * 4U;
        if (bytes.overrun())
            return;
        d.add(OptionLength, range, size + 4);
        if (size > 0)
            d.data(bytes, OptionData, size);
    }
}

} // namespace

const ProtocolInfo& GeneveDecoder::protocol() const noexcept {
    return info;
}

void GeneveDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t first = bytes.u8();
    const std::size_t size = (first & 0x3fU) * 4U;
    if (bytes.overrun())
        return;
    d.addBits({Version}, at, first);
    d.add(OptionsLength, at, size);
    const std::uint8_t flags = d.u8(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({Oam, Critical}, {at.offset + 1, 1}, flags);
    }
    const std::uint16_t type = d.u16(bytes, ProtocolType);
    const std::uint32_t network = d.u24(bytes, NetworkId);
    d.u8(bytes, Reserved);
    if (bytes.overrun())
        return;
    d.info("Encapsulated {}", nameOf(ethertypeNames(), type, "Unknown"));
    d.layerLabel("Generic Network Virtualization Encapsulation, VNI: 0x{:06x}", network);
    options(bytes.part(size), d);
    d.layerLength(bytes.position());
    d.next(Ethertype, type, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::geneve
