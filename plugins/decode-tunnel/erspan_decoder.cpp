#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::erspan {
namespace {

constexpr std::array versions = {ValueName{1, "Type II"}, ValueName{2, "Type III"}};

enum Field : std::uint16_t {
    Version,
    Vlan,
    Class,
    Encapsulation,
    BadShortOversized,
    Truncated,
    Span,
    Reserved,
    Index,
    Time,
    SecurityGroup,
    HasFrame,
    FrameType,
    Hardware,
    SpanDirection,
    Granularity,
    HasSubheader,
    Platform,
};
constexpr std::array fields = {
    FieldInfo{.name = "erspan.version", .title = "Version", .values = versions, .mask = 0xf000},
    FieldInfo{.name = "erspan.vlan", .title = "Vlan", .mask = 0x0fff},
    FieldInfo{.name = "erspan.cos", .title = "COS", .mask = 0xe000},
    FieldInfo{.name = "erspan.encap", .title = "Encap", .mask = 0x1800},
    FieldInfo{.name = "erspan.bso", .title = "Bad/Short/Oversized", .mask = 0x1800},
    FieldInfo{.name = "erspan.truncated", .title = "Truncated", .mask = 0x0400},
    FieldInfo{.name = "erspan.spanid", .title = "SpanID", .mask = 0x03ff},
    FieldInfo{.name = "erspan.reserved", .title = "Reserved", .mask = 0xfff00000},
    FieldInfo{.name = "erspan.index", .title = "Index", .mask = 0x000fffff},
    FieldInfo{.name = "erspan.timestamp", .title = "Timestamp"},
    FieldInfo{.name = "erspan.sgt", .title = "Security Group Tag"},
    FieldInfo{.name = "erspan.p", .title = "Has Ethernet PDU", .mask = 0x8000},
    FieldInfo{.name = "erspan.ft", .title = "Frame Type", .mask = 0x7c00},
    FieldInfo{.name = "erspan.hw", .title = "Hardware ID", .mask = 0x03f0},
    FieldInfo{.name = "erspan.direction", .title = "Direction", .mask = 0x0008},
    FieldInfo{.name = "erspan.gra", .title = "Timestamp granularity", .mask = 0x0006},
    FieldInfo{.name = "erspan.o", .title = "Optional Sub headers", .mask = 0x0001},
    FieldInfo{.name = "erspan.platid", .title = "Platform ID", .mask = 0xfc000000},
};
enum Table : std::uint8_t { EthernetFrame };
constexpr std::array<std::string_view, 1> tables = {"eth.frame"};
constexpr std::array hooks = {Hook{"gre.proto", 0x88be}, Hook{"gre.proto", 0x22eb}};
const ProtocolInfo info = {.abbreviation = "erspan",
                           .title = "Encapsulated Remote Switch Packet ANalysis",
                           .column = "ERSPAN",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// Type I has no number in GRE's header, and no own header.
bool isTypeOne(const Dissection& d) {
    constexpr std::size_t shortest = 4;
    constexpr std::uint16_t typesOneAndTwo = 0x88be;
    const auto layers = d.layers();
    if (layers.size() < 2)
        return false;
    const Layer& gre = layers[layers.size() - 2];
    const Bytes bytes = d.buffers()[gre.buffer].bytes;
    if (gre.name != "gre" || gre.range.length != shortest || bytes.size() < gre.range.offset + shortest)
        return false;
    ByteReader header(bytes.subspan(gre.range.offset));
    header.skip(2);
    return header.u16() == typesOneAndTwo;
}

} // namespace

const ProtocolInfo& ErspanDecoder::protocol() const noexcept {
    return info;
}

void ErspanDecoder::decode(ByteReader& bytes, Dissection& d) const {
    enum Kind : unsigned { TypeII = 1, TypeIII = 2 };
    d.info("ERSPAN:");
    if (isTypeOne(d)) {
        d.layerLength(0);
        d.next(EthernetFrame, 0, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t first = bytes.u16();
    if (bytes.overrun())
        return;
    d.addBits({Version, Vlan}, at, first);
    const unsigned version = first >> 12;
    if (version != TypeII && version != TypeIII) {
        d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    const std::uint16_t second = bytes.u16();
    d.addBits({Class, version == TypeII ? Encapsulation : BadShortOversized, Truncated, Span}, {at.offset + 2, 2},
              second);
    bool isEthernet = true;
    if (version == TypeII) {
        d.addBits({Reserved, Index}, {at.offset + 4, 4}, bytes.u32());
    } else {
        d.u32(bytes, Time);
        d.u16(bytes, SecurityGroup);
        const std::uint16_t last = bytes.u16();
        d.addBits({HasFrame, FrameType, Hardware, SpanDirection, Granularity, HasSubheader}, {at.offset + 10, 2}, last);
        if ((last & 1U) != 0) {
            const ByteRange platform{static_cast<std::uint32_t>(bytes.offset()), 8};
            bytes.skip(platform.length);
            if (!bytes.overrun())
                d.addBits({Platform}, {platform.offset, 4},
                          ByteReader(bytes.all().subspan(bytes.position() - 8)).u32());
        }
        isEthernet = (last & 0x7c00U) == 0;
    }
    d.layerLength(bytes.position());
    if (bytes.overrun())
        return;
    if (isEthernet)
        d.next(EthernetFrame, 0, ByteReader(bytes.rest(), bytes.offset()));
    else
        d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::erspan
