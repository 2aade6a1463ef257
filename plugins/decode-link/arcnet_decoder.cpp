#include "bus_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::arcnet {
namespace {

constexpr std::uint8_t oldIp = 0xf0, oldArp = 0xf1, ip = 0xd4, arp = 0xd5, rarp = 0xd6, ipv6 = 0xc4;
constexpr std::array protocols = {ValueName{ipv6, "IPv6"},         ValueName{ip, "RFC 1201 IP"},
                                  ValueName{arp, "RFC 1201 ARP"},  ValueName{rarp, "RFC 1201 RARP"},
                                  ValueName{oldIp, "RFC 1051 IP"}, ValueName{oldArp, "RFC 1051 ARP"}};

enum Field : std::uint16_t { Source, Destination, Offset, Protocol, SplitFlag, ExceptionFlag, Padding, Sequence };
constexpr std::array fields = {
    FieldInfo{.name = "arcnet.src", .title = "Source", .base = Base::Hex},
    FieldInfo{.name = "arcnet.dst", .title = "Dest", .base = Base::Hex},
    FieldInfo{.name = "arcnet.offset", .title = "Offset", .type = FieldType::ByteString},
    FieldInfo{.name = "arcnet.protID", .title = "Protocol ID", .base = Base::Hex, .values = protocols},
    FieldInfo{.name = "arcnet.split_flag", .title = "Split Flag"},
    FieldInfo{.name = "arcnet.exception_flag", .title = "Exception Flag", .base = Base::Hex},
    FieldInfo{.name = "arcnet.padding", .title = "Padding", .base = Base::Hex},
    FieldInfo{.name = "arcnet.sequence", .title = "Sequence"},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::uint32_t bsd = 7, linux = 129;
constexpr std::array hooks = {Hook{"linktype", bsd}, Hook{"linktype", linux}};
const ProtocolInfo info = {.abbreviation = "arcnet",
                           .title = "ARCNET",
                           .column = "ARCNET",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

ColumnAddress station(std::uint8_t number) {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::array<char, 4> text = {'0', 'x', digits[number >> 4], digits[number & 15]};
    return ColumnAddress::text({text.data(), text.size()});
}

} // namespace

const ProtocolInfo& ArcnetDecoder::protocol() const noexcept {
    return info;
}

void ArcnetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t source = d.u8(bytes, Source);
    const std::uint8_t destination = d.u8(bytes, Destination);
    if (static_cast<std::uint32_t>(d.frame().linkType) == linux)
        d.data(bytes, Offset, 2);
    const std::uint8_t protocol = d.u8(bytes, Protocol);
    if (bytes.overrun())
        return;
    d.columnAddresses(station(source), station(destination));
    d.info("");
    if (protocol != oldIp && protocol != oldArp) { // RFC 1201 section 2
        constexpr std::uint8_t exception = 0xff;
        if (bytes.peek() == exception) {
            d.u8(bytes, ExceptionFlag);
            d.u16(bytes, Padding);
            d.u8(bytes, Protocol);
        }
        d.u8(bytes, SplitFlag);
        d.u16(bytes, Sequence);
    }
    if (bytes.overrun())
        return;
    d.layerLength(bytes.position());
    const ByteReader payload(bytes.rest(), bytes.offset());
    switch (protocol) {
    case ip:
    case oldIp:
        d.next(Ethertype, 0x0800, payload);
        break;
    case arp:
    case oldArp:
        d.next(Ethertype, 0x0806, payload);
        break;
    case rarp:
        d.next(Ethertype, 0x8035, payload);
        break;
    case ipv6:
        d.next(Ethertype, 0x86dd, payload);
        break;
    default:
        d.nextAsData(payload);
    }
}

} // namespace tapscope::arcnet
