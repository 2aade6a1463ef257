#include "isis_fields.h"
#include "osi_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::isis {
namespace {

constexpr std::array discriminators = {ValueName{0x83, "ISIS"}};
constexpr std::array types = {ValueName{15, "L1 HELLO"}, ValueName{16, "L2 HELLO"}, ValueName{17, "P2P HELLO"},
                              ValueName{18, "L1 LSP"},   ValueName{20, "L2 LSP"},   ValueName{24, "L1 CSNP"},
                              ValueName{25, "L2 CSNP"},  ValueName{26, "L1 PSNP"},  ValueName{27, "L2 PSNP"}};

enum Field : std::uint16_t {
    Discriminator,
    Length,
    Version,
    SystemIdLength,
    TypeReserved,
    Type,
    Version2,
    Reserved,
    Areas
};
constexpr std::array fields = {
    FieldInfo{.name = "isis.irpd",
              .title = "Intradomain Routing Protocol Discriminator",
              .base = Base::Hex,
              .values = discriminators},
    FieldInfo{.name = "isis.len", .title = "Length Indicator"},
    FieldInfo{.name = "isis.version", .title = "Version/Protocol ID Extension"},
    FieldInfo{.name = "isis.sysid_len", .title = "ID Length"},
    FieldInfo{.name = "isis.type.reserved", .title = "Reserved", .base = Base::Hex, .hexDigits = 2, .mask = 0xe0},
    FieldInfo{.name = "isis.type", .title = "PDU Type", .values = types, .mask = 0x1f},
    FieldInfo{.name = "isis.version", .title = "Version"},
    FieldInfo{.name = "isis.reserved", .title = "Reserved"},
    FieldInfo{.name = "isis.max_area_adr", .title = "Maximum Area Addresses"},
};
enum Table : std::uint8_t { ByType };
constexpr std::array<std::string_view, 1> tables = {"isis.type"};
constexpr std::array hooks = {Hook{"osinl", 0x83}};
const ProtocolInfo info = {.abbreviation = "isis",
                           .title = "ISO 10589 ISIS InTRA Domain Routeing Information Exchange Protocol",
                           .column = "ISIS",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& IsisDecoder::protocol() const noexcept {
    return info;
}

void IsisDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    d.u8(bytes, Discriminator);
    d.u8(bytes, Length);
    d.u8(bytes, Version);
    const std::uint8_t idLength = d.u8(bytes, SystemIdLength);
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t type = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({TypeReserved, Type}, at, type);
    d.u8(bytes, Version2);
    d.u8(bytes, Reserved);
    d.u8(bytes, Areas);
    if (bytes.overrun())
        return;
    d.layerLength(bytes.position());
    if (idLength != 0 && idLength != isis::systemIdSize) { // 0 stands for six; others have never been deployed
        d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    d.next(ByType, type & 0x1fU, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::isis
