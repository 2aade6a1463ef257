#include "ethernet_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

constexpr std::array serviceAccessPoints = {ValueName{0x00, "NULL LSAP"},   ValueName{0x42, "Spanning Tree BPDU"},
                                            ValueName{0x7e, "ISO 8208"},    ValueName{0xaa, "SNAP"},
                                            ValueName{0xe0, "NetWare"},     ValueName{0xf0, "NetBIOS"},
                                            ValueName{0xfe, "ISO network"}, ValueName{0xff, "Global LSAP"}};

enum Field : std::uint16_t { Destination, Source, Control, Organisation, Type, SnapProtocol };
constexpr std::array fields = {
    FieldInfo{.name = "llc.dsap", .title = "DSAP", .base = Base::Hex, .values = serviceAccessPoints},
    FieldInfo{.name = "llc.ssap", .title = "SSAP", .base = Base::Hex, .values = serviceAccessPoints},
    FieldInfo{.name = "llc.control", .title = "Control field", .base = Base::Hex},
    FieldInfo{.name = "llc.oui", .title = "Organization Code", .base = Base::Hex},
    FieldInfo{.name = "llc.type", .title = "Type", .base = Base::Hex},
    FieldInfo{.name = "llc.pid", .title = "Protocol ID", .base = Base::Hex},
};
enum Table : std::uint8_t { Ethertype, ByDestination, BySnap };
constexpr std::array<std::string_view, 3> tables = {"ethertype", "llc.dsap", "llc.snap_pid"};
constexpr std::array hooks = {Hook{"eth.802_3", 0}};
const ProtocolInfo info = {.abbreviation = "llc",
                           .title = "Logical-Link Control",
                           .column = "LLC",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& LlcDecoder::protocol() const noexcept {
    return info;
}

void LlcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t destination = d.u8(bytes, Destination);
    const std::uint8_t source = d.u8(bytes, Source);
    // Unnumbered frames have one octet of control, the others two (IEEE 802.2 section 5.4).
    const bool unnumbered = (bytes.peek() & 3) == 3;
    const auto control = d.uint(bytes, Control, unnumbered ? 1 : 2);
    d.info("{}, {}; DSAP 0x{:02x}, SSAP 0x{:02x}",
           unnumbered           ? "U"
           : (control & 1) != 0 ? "S"
                                : "I",
           unnumbered && (control & 0xefU) == 3 ? "func=UI" : "LLC", destination, source);
    if (bytes.overrun())
        return;
    if (destination != 0xaa || source != 0xaa || !unnumbered) {
        d.next(ByDestination, destination, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    const std::uint32_t organisation = d.u24(bytes, Organisation);
    const bool isEthertype = organisation == 0 || organisation == 0xf8;
    const std::uint16_t type = d.u16(bytes, isEthertype ? Type : SnapProtocol);
    if (bytes.overrun())
        return;
    if (isEthertype)
        d.next(Ethertype, type, ByteReader(bytes.rest(), bytes.offset()));
    else
        d.next(BySnap, (organisation & 0xffffU) << 16 | type, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope
