#include "ethernet_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::arista {
namespace {

constexpr std::uint16_t timestamp = 1;
constexpr std::array subTypes = {ValueName{timestamp, "timestamp"}};
constexpr std::array versions = {ValueName{0x0010, "Version 1"}, ValueName{0x0020, "Version 2"},
                                 ValueName{0x0110, "Version 1"}, ValueName{0x0120, "Version 2"}};

enum Field : std::uint16_t { SubType, Version, Seconds64, Nanoseconds64, Seconds48, Nanoseconds48, Type };
const std::array fields = {
    FieldInfo{.name = "avsp.sub_type", .title = "Sub Type", .values = subTypes},
    FieldInfo{.name = "avsp.ver", .title = "Version", .base = Base::Hex, .values = versions},
    FieldInfo{.name = "avsp.64sec", .title = "Seconds"},
    FieldInfo{.name = "avsp.64ns", .title = "Nanoseconds"},
    FieldInfo{.name = "avsp.48sec", .title = "Seconds"},
    FieldInfo{.name = "avsp.48ns", .title = "Nanoseconds"},
    FieldInfo{.name = "avsp.etype", .title = "Type", .base = Base::Hex, .values = ethertypeNames()},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"ethertype", 0xd28b}};
const ProtocolInfo info = {.abbreviation = "avsp",
                           .title = "Arista Vendor Specific Protocol",
                           .column = "AVSP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& AristaDecoder::protocol() const noexcept {
    return info;
}

void AristaDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t subType = d.u16(bytes, SubType);
    const std::uint16_t version = d.u16(bytes, Version);
    d.info("Sub Type: {}", nameOf(subTypes, subType, "Unknown"));
    if (subType != timestamp || bytes.overrun()) {
        d.nextAsData(bytes);
        return;
    }
    if (nameOf(versions, version).empty()) { // only Arista knows the length of its time
        d.mark(FieldValue::Mark::Warning);
        return;
    }
    // The low octet of the version gives the format of the time, the high one the clock: TAI or UTC.
    const bool is48Bit = (version & 0xf0U) == 0x20;
    d.uint(bytes, is48Bit ? Seconds48 : Seconds64, is48Bit ? 2 : 4);
    d.u32(bytes, is48Bit ? Nanoseconds48 : Nanoseconds64);
    const std::uint16_t type = d.u16(bytes, Type);
    d.layerLength(bytes.position());
    if (!bytes.overrun())
        nextByEthertype(d, Ethertype, type, bytes);
}

} // namespace tapscope::arista
