#include "link_decoders.h"

#include <decode/dissection.h>
#include <decode/message_fields.h>

#include <array>
#include <optional>

namespace tapscope::erf {
namespace {

enum Kind : std::uint8_t {
    HdlcPos = 1,
    Eth,
    ColorHdlcPos = 10,
    ColorEth,
    DsmColorHdlcPos = 15,
    DsmColorEth,
    ColorMcHdlcPos,
    ColorHashPos = 19,
    ColorHashEth,
    Ipv4 = 22,
    Ipv6
};
constexpr std::array kinds = {
    ValueName{0, "LEGACY"},
    ValueName{HdlcPos, "HDLC_POS"},
    ValueName{Eth, "ETH"},
    ValueName{3, "ATM"},
    ValueName{4, "AAL5"},
    ValueName{5, "MC_HDLC"},
    ValueName{6, "MC_RAW"},
    ValueName{7, "MC_ATM"},
    ValueName{8, "MC_RAW_CHANNEL"},
    ValueName{9, "MC_AAL5"},
    ValueName{ColorHdlcPos, "COLOR_HDLC_POS"},
    ValueName{ColorEth, "COLOR_ETH"},
    ValueName{12, "MC_AAL2"},
    ValueName{13, "IP_COUNTER"},
    ValueName{14, "TCP_FLOW_COUNTER"},
    ValueName{DsmColorHdlcPos, "DSM_COLOR_HDLC_POS"},
    ValueName{DsmColorEth, "DSM_COLOR_ETH"},
    ValueName{ColorMcHdlcPos, "COLOR_MC_HDLC_POS"},
    ValueName{18, "AAL2"},
    ValueName{ColorHashPos, "COLOR_HASH_POS"},
    ValueName{ColorHashEth, "COLOR_HASH_ETH"},
    ValueName{21, "INFINIBAND"},
    ValueName{Ipv4, "IPV4"},
    ValueName{Ipv6, "IPV6"},
    ValueName{24, "RAW_LINK"},
    ValueName{25, "INFINIBAND_LINK"},
    ValueName{27, "META"},
    ValueName{28, "OMNI-PATH_SNC"},
    ValueName{29, "OMNI-PATH"},
    ValueName{48, "PAD"},
};
constexpr std::array extensions = {
    ValueName{3, "Classification"},  ValueName{4, "InterceptID"},  ValueName{5, "Raw Link"},
    ValueName{6, "BFS Filter/Hash"}, ValueName{12, "Channelised"}, ValueName{14, "Signature"},
    ValueName{15, "Packet ID"},      ValueName{16, "Flow ID"},     ValueName{17, "Host ID"},
    ValueName{18, "Anchor ID"},      ValueName{19, "Entropy"},
};

enum Field : std::uint16_t { Time, TypeOctet, HasExtension, Type };
enum Flag : std::uint16_t { Flags = Type + 1, Port, Varying, Truncated, ReceiveError, StreamError, Reserved };
enum Count : std::uint16_t { RecordLength = Reserved + 1, Lost, Colour, WireLength };
enum Header : std::uint16_t { Extension = WireLength + 1, Content, Offset, Padding };
constexpr std::array fields = {
    FieldInfo{.name = "erf.ts", .title = "Timestamp", .base = Base::Hex},
    FieldInfo{.name = "erf.types", .title = "Record type", .base = Base::Hex},
    FieldInfo{.name = "erf.types.ext_header", .title = "Extension header present", .mask = 0x80},
    FieldInfo{.name = "erf.types.type", .title = "Type", .values = kinds, .mask = 0x7f},
    FieldInfo{.name = "erf.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "erf.flags.cap", .title = "Capture interface", .mask = 0x03},
    FieldInfo{.name = "erf.flags.vlen", .title = "Varying record length", .mask = 0x04},
    FieldInfo{.name = "erf.flags.trunc", .title = "Truncated", .mask = 0x08},
    FieldInfo{.name = "erf.flags.rxe", .title = "RX error", .mask = 0x10},
    FieldInfo{.name = "erf.flags.dse", .title = "DS error", .mask = 0x20},
    FieldInfo{.name = "erf.flags.res", .title = "Reserved", .base = Base::Hex, .mask = 0xc0},
    FieldInfo{.name = "erf.rlen", .title = "Record length"},
    FieldInfo{.name = "erf.lctr", .title = "Loss counter"},
    FieldInfo{.name = "erf.color", .title = "Color", .base = Base::Hex},
    FieldInfo{.name = "erf.wlen", .title = "Wire length"},
    FieldInfo{.name = "erf.ehdr.types", .title = "Extension Header", .values = extensions, .mask = 0x7f},
    FieldInfo{.name = "erf.ehdr.content", .title = "Content", .type = FieldType::ByteString},
    FieldInfo{.name = "erf.eth.off", .title = "Offset"},
    FieldInfo{.name = "erf.eth.pad", .title = "Padding", .base = Base::Hex},
};
enum Table : std::uint8_t { LinkTypes };
constexpr std::array<std::string_view, 1> tables = {"linktype"};
constexpr std::array hooks = {Hook{"linktype", 197}};
const ProtocolInfo info = {.abbreviation = "erf",
                           .title = "Extensible Record Format",
                           .column = "ERF",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

bool isHdlc(std::uint8_t kind) {
    return kind == HdlcPos || kind == ColorHdlcPos || kind == DsmColorHdlcPos || kind == ColorHashPos;
}

bool isEthernet(std::uint8_t kind) {
    return kind == Eth || kind == ColorEth || kind == DsmColorEth || kind == ColorHashEth;
}

bool hasColour(std::uint8_t kind) {
    return kind == ColorHdlcPos || kind == ColorEth || (kind >= DsmColorHdlcPos && kind <= ColorMcHdlcPos) ||
           kind == ColorHashPos || kind == ColorHashEth;
}

/// The number (LINKTYPE_) of the link in a record, if a decoder knows it.
std::optional<std::uint32_t> linkTypeIn(std::uint8_t kind, const ByteReader& payload) {
    constexpr std::uint32_t ethernet = 1, ppp = 50, hdlc = 104, ipv4 = 228, ipv6 = 229;
    if (isEthernet(kind))
        return ethernet;
    if (kind == Ipv4)
        return ipv4;
    if (kind == Ipv6)
        return ipv6;
    if (!isHdlc(kind))
        return std::nullopt;
    constexpr std::uint8_t unicast = 0x0f, multicast = 0x8f, allStations = 0xff; // the address octet tells
    const std::uint8_t address = payload.peek();
    if (address == unicast || address == multicast)
        return hdlc;
    return address == allStations ? std::optional(ppp) : std::nullopt;
}

} // namespace

const ProtocolInfo& ErfDecoder::protocol() const noexcept {
    return info;
}

void ErfDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.columnAddresses(noLinkAddress(), noLinkAddress());
    d.uintLe(bytes, Time, 8);
    const ByteRange typeRange = rangeAhead(bytes, 1);
    const std::uint8_t type = d.u8(bytes, TypeOctet);
    {
        const auto nest = d.nest();
        d.addBits({HasExtension, Type}, typeRange, type);
    }
    const std::uint8_t kind = type & 0x7f;
    const ByteRange flagsRange = rangeAhead(bytes, 1);
    const std::uint8_t flags = d.u8(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({Port, Varying, Truncated, ReceiveError, StreamError, Reserved}, flagsRange, flags);
    }
    d.u16(bytes, RecordLength);
    d.u16(bytes, hasColour(kind) ? Colour : Lost);
    d.u16(bytes, WireLength);
    if (bytes.overrun())
        return;
    constexpr std::uint8_t more = 0x80;
    for (std::uint8_t before = type; (before & more) != 0 && !bytes.overrun();) {
        before = d.u8(bytes, Extension);
        d.data(bytes, Content, 7);
    }
    if (isEthernet(kind)) {
        d.u8(bytes, Offset);
        d.u8(bytes, Padding);
    }
    if (bytes.overrun())
        return;
    d.layerLength(bytes.position());
    d.info("{}", nameOf(kinds, kind));
    const ByteReader payload(bytes.rest(), bytes.offset());
    if (const auto link = linkTypeIn(kind, payload))
        d.next(LinkTypes, *link, payload);
    else
        d.nextAsData(payload);
}

} // namespace tapscope::erf
