#include "bridge_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::slow_protocols {
namespace {

enum Subtype : std::uint8_t { Lacp = 1, Marker = 2, Oam = 3, OrganisationSpecific = 10 };
constexpr std::array subtypes = {ValueName{Lacp, "LACP"}, ValueName{Marker, "Marker Protocol"},
                                 ValueName{Oam, "Operations, Administration, and Maintenance (OAM)"},
                                 ValueName{OrganisationSpecific, "Organization Specific Slow Protocol"}};

enum Field : std::uint16_t { SubtypeField };
constexpr std::array fields = {
    FieldInfo{.name = "slow.subtype", .title = "Slow Protocols subtype", .base = Base::Hex, .values = subtypes},
};
enum Table : std::uint8_t { BySubtype };
constexpr std::array<std::string_view, 1> tables = {"slow.subtype"};
constexpr std::array hooks = {Hook{"ethertype", 0x8809}};
const ProtocolInfo info = {.abbreviation = "slow",
                           .title = "Slow Protocols",
                           .column = "Slow Protocols",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& SlowProtocolsDecoder::protocol() const noexcept {
    return info;
}

void SlowProtocolsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t subtype = d.u8(bytes, SubtypeField);
    if (bytes.overrun())
        return;
    d.info("Subtype = {}", nameOf(subtypes, subtype, "Unknown"));
    d.next(BySubtype, subtype, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::slow_protocols
