#include "ppp_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::ppp {
namespace {

constexpr std::array protocols = {
    ValueName{0x0021, "Internet Protocol version 4"},
    ValueName{0x0023, "OSI Network Layer"},
    ValueName{0x0029, "Appletalk"},
    ValueName{0x002b, "Novell IPX"},
    ValueName{0x002d, "Van Jacobson Compressed TCP/IP"},
    ValueName{0x002f, "Van Jacobson Uncompressed TCP/IP"},
    ValueName{0x0031, "Bridging PDU"},
    ValueName{0x003d, "Multi-Link"},
    ValueName{0x0057, "Internet Protocol version 6"},
    ValueName{0x00fb, "Single link compression in multilink"},
    ValueName{0x00fd, "Compressed datagram"},
    ValueName{0x0281, "MPLS Unicast"},
    ValueName{0x0283, "MPLS Multicast"},
    ValueName{0x8021, "Internet Protocol Control Protocol"},
    ValueName{0x8031, "Bridging NCP"},
    ValueName{0x8057, "IPv6 Control Protocol"},
    ValueName{0x80fb, "Single link compression in multilink control"},
    ValueName{0x80fd, "Compression Control Protocol"},
    ValueName{0x8281, "MPLS Control Protocol"},
    ValueName{0xc021, "Link Control Protocol"},
    ValueName{0xc023, "Password Authentication Protocol"},
    ValueName{0xc025, "Link Quality Report"},
    ValueName{0xc029, "Callback Control Protocol (CBCP)"},
    ValueName{0xc02b, "BACP Bandwidth Allocation Control Protocol"},
    ValueName{0xc02d, "BAP Bandwidth Allocation Protocol"},
    ValueName{0xc223, "Challenge Handshake Authentication Protocol"},
    ValueName{0xc227, "Extensible Authentication Protocol"},
};

enum Field : std::uint16_t { Address, Control, Protocol };
constexpr std::array fields = {
    FieldInfo{.name = "ppp.address", .title = "Address", .base = Base::Hex},
    FieldInfo{.name = "ppp.control", .title = "Control", .base = Base::Hex},
    FieldInfo{.name = "ppp.protocol", .title = "Protocol", .base = Base::Hex, .hexDigits = 4, .values = protocols},
};
enum Table : std::uint8_t { ByProtocol };
constexpr std::array<std::string_view, 1> tables = {"ppp.protocol"};
constexpr std::array hooks = {Hook{"ppp", 0}, Hook{"ppp", 1}, Hook{"gre.proto", 0x880b}, Hook{"linktype", 9},
                              Hook{"linktype", 50}};
const ProtocolInfo info = {.abbreviation = "ppp",
                           .title = "Point-to-Point Protocol",
                           .column = "PPP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& PppDecoder::protocol() const noexcept {
    return info;
}

void PppDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t allStations = 0xff, unnumbered = 0x03;
    if (bytes.peek() == allStations && bytes.peek(1) == unnumbered) {
        d.u8(bytes, Address);
        d.u8(bytes, Control);
    }
    // An odd first octet is the whole of a compressed protocol number (RFC 1661 section 6.5).
    const auto number = static_cast<std::uint32_t>(d.uint(bytes, Protocol, (bytes.peek() & 1U) != 0 ? 1 : 2));
    if (bytes.overrun())
        return;
    constexpr std::size_t outermost = 2; // layers, the frame itself and this one: a link without addresses
    if (d.layers().size() == outermost)
        d.columnAddresses(ColumnAddress::text("N/A"), ColumnAddress::text("N/A"));
    d.info("PPP {}", nameOf(protocols, number, "Unknown"));
    d.layerLength(bytes.position());
    if (!d.next(ByProtocol, number, ByteReader(bytes.rest(), bytes.offset())))
        d.info("{} (0x{:04x})", nameOf(protocols, number, "Unknown"), number);
}

} // namespace tapscope::ppp
