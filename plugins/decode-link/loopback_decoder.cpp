#include "link_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::loopback {
namespace {

constexpr std::uint32_t ipv4Type = 0x0800, ipv6Type = 0x86dd;
// AF_INET6 has a different number on each BSD; 10 is Linux's.
constexpr std::array families = {ValueName{2, "IP"},
                                 ValueName{7, "OSI"},
                                 ValueName{10, "IPv6"},
                                 ValueName{16, "Appletalk"},
                                 ValueName{23, "Netware IPX/SPX"},
                                 ValueName{24, "IPv6"},
                                 ValueName{28, "IPv6"},
                                 ValueName{30, "IPv6"}};

enum Field : std::uint16_t { Family, Type };
const std::array fields = {
    FieldInfo{.name = "null.family", .title = "Family", .values = families},
    FieldInfo{.name = "null.type", .title = "Type", .base = Base::Hex, .hexDigits = 4, .values = ethertypeNames()},
};
enum Table : std::uint8_t { Ethertype, PointToPoint };
constexpr std::array<std::string_view, 2> tables = {"ethertype", "ppp"};
constexpr std::array hooks = {Hook{"linktype", 0}, Hook{"linktype", 108}};
const ProtocolInfo info = {.abbreviation = "null",
                           .title = "Null/Loopback",
                           .column = "N/A",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// LINKTYPE_LOOP is in network order, LINKTYPE_NULL in the order of the machine that wrote it; some systems use 16 bits
/// for the family, in either half of the four octets.
std::uint32_t readFamily(ByteReader& bytes, LinkType linkType) {
    constexpr std::uint32_t likelyFamilies = 6;
    if (linkType == LinkType::Loop)
        return bytes.u32();
    const auto family = static_cast<std::uint32_t>(bytes.little(4));
    if (family <= 0xffff)
        return (family & 0xffU) == 0 && family >> 8 < likelyFamilies ? family >> 8 : family;
    return family >> 16 < likelyFamilies ? family >> 16 : __builtin_bswap32(family);
}

} // namespace

const ProtocolInfo& LoopbackDecoder::protocol() const noexcept {
    return info;
}

void LoopbackDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint16_t smallestEthertype = 0x0600;
    d.info("Null/Loopback");
    d.columnAddresses(noLinkAddress(), noLinkAddress());
    if (bytes.peek() == 0xff && bytes.peek(1) == 0x03) { // a PPP header that precedes the packet
        d.next(PointToPoint, 0, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t family = readFamily(bytes, d.frame().linkType);
    if (bytes.overrun())
        return;
    const ByteReader payload(bytes.rest(), bytes.offset());
    if (family >= smallestEthertype) {
        const auto type = static_cast<std::uint16_t>(family);
        d.add(Type, range, type);
        d.next(Ethertype, type, payload);
        return;
    }
    d.add(Family, range, family);
    const std::string_view name = nameOf(families, family);
    d.next(Ethertype, name == "IPv6" ? ipv6Type : name == "IP" ? ipv4Type : 0, payload);
}

} // namespace tapscope::loopback
