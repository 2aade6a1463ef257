#include "tunnel_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::cisco_metadata {
namespace {

enum Field : std::uint16_t { Version, Length, Option, SecurityGroup, Type };
const std::array fields = {
    FieldInfo{.name = "cmd.version", .title = "Version"},
    FieldInfo{.name = "cmd.length", .title = "Length"},
    FieldInfo{.name = "cmd.option", .title = "Option", .base = Base::Hex},
    FieldInfo{.name = "cmd.sgt", .title = "SGT"},
    FieldInfo{.name = "cmd.type", .title = "Type", .base = Base::Hex, .values = ethertypeNames()},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"ethertype", 0x8909}, Hook{"gre.proto", 0x8909}};
const ProtocolInfo info = {.abbreviation = "cmd",
                           .title = "Cisco MetaData",
                           .column = "CMD",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& CiscoMetaDataDecoder::protocol() const noexcept {
    return info;
}

void CiscoMetaDataDecoder::decode(ByteReader& bytes, Dissection& d) const {
    // In GRE, the type comes first; in an Ethernet frame, it comes last.
    const auto layers = d.layers();
    const bool isTypeFirst = layers.size() > 1 && layers[layers.size() - 2].name == "gre";
    std::uint16_t type = isTypeFirst ? d.u16(bytes, Type) : std::uint16_t{0};
    d.u8(bytes, Version);
    d.u8(bytes, Length);
    d.u16(bytes, Option);
    d.u16(bytes, SecurityGroup);
    if (!isTypeFirst)
        type = d.u16(bytes, Type);
    d.layerLength(bytes.position());
    if (!bytes.overrun())
        d.next(Ethertype, type, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::cisco_metadata
