#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::mpls {
namespace {

constexpr std::array labels = {ValueName{0, "IPv4 Explicit-Null"},
                               ValueName{1, "Router Alert"},
                               ValueName{2, "IPv6 Explicit-Null"},
                               ValueName{3, "Implicit-Null"},
                               ValueName{7, "Entropy Label Indicator (ELI)"},
                               ValueName{13, "Generic Associated Channel Label (GAL)"},
                               ValueName{14, "OAM Alert"}};

enum Field : std::uint16_t { Label, Experimental, Bottom, TimeToLive, ControlWord };
constexpr std::array fields = {
    FieldInfo{.name = "mpls.label", .title = "MPLS Label", .values = labels, .mask = 0xfffff000},
    FieldInfo{.name = "mpls.exp", .title = "MPLS Experimental Bits", .mask = 0x00000e00},
    FieldInfo{.name = "mpls.bottom", .title = "MPLS Bottom Of Label Stack", .mask = 0x00000100},
    FieldInfo{.name = "mpls.ttl", .title = "MPLS TTL", .mask = 0x000000ff},
    FieldInfo{.name = "pwethcw", .title = "Pseudowire control word", .base = Base::Hex},
};
enum Table : std::uint8_t { Payload, EthernetFrame };
constexpr std::array<std::string_view, 2> tables = {"mpls.payload", "eth.frame"};
constexpr std::array<std::string_view, 2> steps = {"pwethheuristic", "pwethcw"};
constexpr std::array hooks = {Hook{"ethertype", 0x8847}, Hook{"ethertype", 0x8848},   Hook{"gre.proto", 0x8847},
                              Hook{"gre.proto", 0x8848}, Hook{"ppp.protocol", 0x281}, Hook{"ppp.protocol", 0x283},
                              Hook{"ip.proto", 137},     Hook{"udp.port", 6635}};
const ProtocolInfo info = {.abbreviation = "mpls",
                           .title = "MultiProtocol Label Switching Header",
                           .column = "MPLS",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .steps = steps};

} // namespace

const ProtocolInfo& MplsDecoder::protocol() const noexcept {
    return info;
}

void MplsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("MPLS Label Switched Packet");
    for (bool isBottom = false; !isBottom;) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
        const std::uint32_t entry = bytes.u32();
        if (bytes.overrun())
            return;
        d.addBits({Label, Experimental, Bottom, TimeToLive}, range, entry);
        isBottom = (entry & 0x100U) != 0;
    }
    d.layerLength(bytes.position());
    const unsigned version = bytes.peek() >> 4;
    if (version == 4 || version == 6) {
        d.next(Payload, version, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    if (version == 0 && bytes.has(4)) { // a pseudowire's control word (RFC 4385 section 3), then its frame
        d.passThrough("pwethheuristic");
        d.passThrough("pwethcw");
        d.layerLength(bytes.position() + 4);
        d.u32(bytes, ControlWord);
        d.next(EthernetFrame, 0, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::mpls
