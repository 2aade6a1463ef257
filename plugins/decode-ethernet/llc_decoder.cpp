#include "ethernet_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::llc {
namespace {

constexpr std::array serviceAccessPoints = {
    ValueName{0x00, "NULL LSAP"},
    ValueName{0x02, "LLC Sub-Layer Management"},
    ValueName{0x04, "SNA Path Control"},
    ValueName{0x06, "TCP/IP"},
    ValueName{0x08, "SNA"},
    ValueName{0x0c, "SNA"},
    ValueName{0x0e, "PROWAY (IEC955) Network Management and Initialization"},
    ValueName{0x18, "Texas Instruments"},
    ValueName{0x42, "Spanning Tree BPDU"},
    ValueName{0x4e, "EIA RS-511 Manufacturing Message Service"},
    ValueName{0x7e, "X.25 over 802.2"},
    ValueName{0x80, "XNS"},
    ValueName{0x86, "Nestar"},
    ValueName{0x8e, "PROWAY (IEC955) Active Station List Maintenance"},
    ValueName{0x98, "ARP"},
    ValueName{0xaa, "SNAP"},
    ValueName{0xba, "Banyan Vines"},
    ValueName{0xbc, "Banyan Vines"},
    ValueName{0xc8, "HP Extended LLC"},
    ValueName{0xd4, "IBM Resource Management"},
    ValueName{0xe0, "NetWare"},
    ValueName{0xf0, "NetBIOS"},
    ValueName{0xf4, "IBM Net Management"},
    ValueName{0xf8, "Remote Program Load"},
    ValueName{0xfa, "Ungermann-Bass"},
    ValueName{0xfe, "ISO Network Layer"},
    ValueName{0xff, "Global DSAP"},
};
constexpr std::array frameTypes = {ValueName{0, "Information frame"}, ValueName{1, "Supervisory frame"},
                                   ValueName{3, "Unnumbered frame"}};
constexpr std::array unnumberedCommands = {ValueName{0x00, "UI"},  ValueName{0x0c, "DM"},    ValueName{0x40, "DISC"},
                                           ValueName{0x60, "UA"},  ValueName{0x6c, "SABME"}, ValueName{0x84, "FRMR"},
                                           ValueName{0xac, "XID"}, ValueName{0xe0, "TEST"}};
constexpr std::array supervisory = {ValueName{0, "RR"}, ValueName{4, "RNR"}, ValueName{8, "REJ"}};

constexpr std::array organisations = {ValueName{0x000000, "Officially Xerox, but"},
                                      ValueName{0x00000c, "Cisco Systems, Inc"},
                                      ValueName{0x000081, "Bay Networks"},
                                      ValueName{0x0000f8, "DIGITAL EQUIPMENT CORPORATION"},
                                      ValueName{0x00055d, "D-Link Systems, Inc."},
                                      ValueName{0x0080c2, "IEEE 802.1 Working Group"},
                                      ValueName{0x00e02b, "Extreme Networks Headquarters"},
                                      ValueName{0x080007, "Apple, Inc."}};

enum Field : std::uint16_t {
    Destination,
    DestinationPoint,
    DestinationGroup,
    Source,
    SourcePoint,
    SourceResponse,
    Control,
    ReceiveNumber,
    SendNumber,
    Poll,
    FrameType,
    Organisation,
    Type,
    SnapProtocol
};
const std::array fields = {
    FieldInfo{.name = "llc.dsap", .title = "DSAP", .base = Base::Hex, .values = serviceAccessPoints},
    FieldInfo{.name = "llc.dsap.sap", .title = "SAP", .base = Base::Hex, .hexDigits = 2, .mask = 0xfe},
    FieldInfo{.name = "llc.dsap.ig", .title = "IG Bit", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "llc.ssap", .title = "SSAP", .base = Base::Hex, .values = serviceAccessPoints},
    FieldInfo{.name = "llc.ssap.sap", .title = "SAP", .base = Base::Hex, .hexDigits = 2, .mask = 0xfe},
    FieldInfo{.name = "llc.ssap.cr", .title = "CR Bit", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "llc.control", .title = "Control", .base = Base::Hex, .hexDigits = 4},
    FieldInfo{.name = "llc.control.n_r", .title = "N(R)", .mask = 0xfe00},
    FieldInfo{.name = "llc.control.n_s", .title = "N(S)", .mask = 0x00fe},
    FieldInfo{.name = "llc.control.p", .title = "Poll", .type = FieldType::Boolean},
    FieldInfo{
        .name = "llc.control.ftype", .title = "Frame type", .base = Base::Hex, .hexDigits = 4, .values = frameTypes},
    FieldInfo{.name = "llc.oui", .title = "Organization Code"},
    FieldInfo{.name = "llc.type", .title = "Type", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "llc.pid", .title = "Protocol ID", .base = Base::Hex},
};
enum Table : std::uint8_t { Ethertype, ByDestination, BySnap, EthernetFrame };
constexpr std::array<std::string_view, 4> tables = {"ethertype", "llc.dsap", "llc.snap_pid", "eth.frame"};
constexpr std::array hooks = {Hook{"eth.802_3", logicalLink}, Hook{"ppp.protocol", 0x00cf}, Hook{"llc", 0}};
const ProtocolInfo info = {.abbreviation = "llc",
                           .title = "Logical-Link Control",
                           .column = "LLC",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

struct ControlField {
    bool isUnnumberedInformation = false;
    bool isUnnumbered = false;
};

/// One octet of control in unnumbered frames, otherwise two (IEEE 802.2 section 5.4). Also writes the Info column.
ControlField control(ByteReader& bytes, Dissection& d, bool isResponse) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const unsigned first = bytes.peek();
    if ((first & 3U) == 3) {
        d.u8(bytes, Control);
        const bool final = (first & 0x10U) != 0;
        d.add(Poll, {at, 1}, final ? 1 : 0);
        d.add(FrameType, {at, 1}, 3);
        const unsigned command = first & 0xecU;
        d.info("U{}{}, func={}", final ? (isResponse ? " F" : " P") : "", "",
               nameOf(unnumberedCommands, command, "Unknown"));
        return {.isUnnumberedInformation = command == 0, .isUnnumbered = true};
    }
    const std::uint64_t both = d.uintLe(bytes, Control, 2);
    const std::uint64_t receive = both >> 9;
    const bool final = (both & 0x100U) != 0;
    d.add(ReceiveNumber, {at, 2}, both);
    d.add(Poll, {at, 2}, final ? 1 : 0);
    const std::string_view bit = final ? (isResponse ? " F" : " P") : "";
    if ((first & 1U) != 0) {
        d.add(FrameType, {at, 2}, 1);
        d.info("S{}, func={}, N(R)={}", bit, nameOf(supervisory, first & 0x0cU, "Unknown"), receive);
    } else {
        d.add(SendNumber, {at, 2}, both);
        d.add(FrameType, {at, 2}, 0);
        d.info("I{}, N(R)={}, N(S)={}", bit, receive, first >> 1);
    }
    return {};
}

void snap(ByteReader& bytes, Dissection& d) {
    constexpr std::uint32_t encapsulated = 0, appleTalk = 0x080007, bridged = 0x0080c2, ciscoEncapsulated = 0x0000f8;
    const std::uint32_t organisation = d.u24(bytes, Organisation);
    d.label("Organization Code: {:02x}:{:02x}:{:02x}", organisation >> 16, organisation >> 8 & 255, organisation & 255);
    const bool isEthertype =
        organisation == encapsulated || organisation == ciscoEncapsulated || organisation == appleTalk;
    const std::uint16_t type = d.u16(bytes, isEthertype ? Type : SnapProtocol);
    if (bytes.overrun())
        return;
    const ByteReader payload(bytes.rest(), bytes.offset());
    if (isEthertype)
        d.infoAppend("; SNAP, Ethernet type 0x{:04X}", type);
    else
        d.infoAppend("; SNAP, OUI 0x{:06X} ({}), PID 0x{:04X}", organisation,
                     nameOf(organisations, organisation, "Unknown"), type);
    if (isEthertype) {
        d.next(Ethertype, type, payload);
    } else if (organisation == bridged && (type == 1 || type == 7)) {
        bytes.skip(2); // RFC 2684 section 5.2 aligns the frame
        d.next(EthernetFrame, 0, bytes.part(bytes.remaining()));
    } else {
        d.next(BySnap, (organisation & 0xffffU) << 16 | type, payload);
    }
}

} // namespace

const ProtocolInfo& LlcDecoder::protocol() const noexcept {
    return info;
}

void LlcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t snapPoint = 0xaa;
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t destination = d.u8(bytes, Destination);
    d.addBits({DestinationPoint, DestinationGroup}, {at, 1}, destination);
    const std::uint8_t source = d.u8(bytes, Source);
    d.addBits({SourcePoint, SourceResponse}, {at + 1, 1}, source);
    if (bytes.overrun())
        return;
    const bool isResponse = (source & 1U) != 0;
    const ControlField kind = control(bytes, d, isResponse);
    if (bytes.overrun())
        return;
    const bool isSnap = destination == snapPoint && source == snapPoint && kind.isUnnumbered;
    d.layerLength(bytes.position());
    if (isSnap) {
        snap(bytes, d);
        return;
    }
    d.infoAppend("; DSAP {} {}, SSAP {} {}", nameOf(serviceAccessPoints, destination & 0xfeU, "Unknown"),
                 (destination & 1U) != 0 ? "Group" : "Individual",
                 nameOf(serviceAccessPoints, source & 0xfeU, "Unknown"), isResponse ? "Response" : "Command");
    if (kind.isUnnumbered && !kind.isUnnumberedInformation)
        d.nextAsData(bytes);
    else
        d.next(ByDestination, destination & 0xfeU, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::llc
