#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::nsh {
namespace {

constexpr std::array nextProtocols = {ValueName{1, "IPv4"}, ValueName{2, "IPv6"}, ValueName{3, "Ethernet"},
                                      ValueName{4, "NSH"}, ValueName{5, "MPLS"}};

enum Field : std::uint16_t { Version, Oam, TimeToLive, Length, Type, Next, Path, Index, Context };
constexpr std::array fields = {
    FieldInfo{.name = "nsh.version", .title = "Version", .mask = 0xc000},
    FieldInfo{.name = "nsh.Obit", .title = "O Bit", .mask = 0x2000},
    FieldInfo{.name = "nsh.ttl", .title = "Time to live", .mask = 0x0fc0},
    FieldInfo{.name = "nsh.length", .title = "Length", .mask = 0x003f},
    FieldInfo{.name = "nsh.mdtype", .title = "MD Type"},
    FieldInfo{.name = "nsh.nextproto", .title = "Next Protocol", .values = nextProtocols},
    FieldInfo{.name = "nsh.spi", .title = "SPI"},
    FieldInfo{.name = "nsh.si", .title = "SI"},
    FieldInfo{.name = "nsh.context", .title = "Context headers", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype, EthernetFrame };
constexpr std::array<std::string_view, 2> tables = {"ethertype", "eth.frame"};
constexpr std::array hooks = {Hook{"ethertype", 0x894f}, Hook{"gre.proto", 0x894f}};
const ProtocolInfo info = {.abbreviation = "nsh",
                           .title = "Network Service Header",
                           .column = "NSH",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& NshDecoder::protocol() const noexcept {
    return info;
}

void NshDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t fixed = 8;
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t first = bytes.u16();
    if (bytes.overrun())
        return;
    d.addBits({Version, Oam, TimeToLive, Length}, at, first);
    const std::size_t length = (first & 0x3fU) * 4U;
    d.u8(bytes, Type);
    const std::uint8_t next = d.u8(bytes, Next);
    d.u24(bytes, Path);
    d.u8(bytes, Index);
    d.info("Next Protocol: {}", nameOf(nextProtocols, next, "Unknown"));
    if (length > fixed)
        d.data(bytes, Context, length - fixed);
    d.layerLength(bytes.position());
    if (bytes.overrun())
        return;
    constexpr std::array<std::uint32_t, 6> ethertypes = {0, 0x0800, 0x86dd, 0, 0x894f, 0x8847};
    constexpr std::uint8_t ethernet = 3;
    if (next == ethernet)
        d.next(EthernetFrame, 0, ByteReader(bytes.rest(), bytes.offset()));
    else if (next < ethertypes.size() && next != 0)
        d.next(Ethertype, ethertypes[next], ByteReader(bytes.rest(), bytes.offset()));
    else
        d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::nsh
