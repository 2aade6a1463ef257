#include "link_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::frame_relay {
namespace {

constexpr std::uint8_t snap = 0x80, ipv4 = 0xcc, ipv6 = 0x8e, pointToPoint = 0xcf;
constexpr std::array networkProtocols = {
    ValueName{0x00, "NULL"}, ValueName{0x08, "Q.933"},      ValueName{snap, "SNAP"}, ValueName{0x81, "CLNP"},
    ValueName{0x82, "ESIS"}, ValueName{0x83, "ISIS"},       ValueName{ipv6, "IPv6"}, ValueName{0xb1, "FRF.12"},
    ValueName{ipv4, "IP"},   ValueName{pointToPoint, "PPP"}};

enum Field : std::uint16_t {
    First,
    UpperDlci,
    Command,
    FirstEnd,
    Second,
    SecondDlci,
    Forward,
    Backward,
    Discard,
    SecondEnd,
    Further,
    Dlci,
    Control,
    Padding,
    NetworkProtocol,
    Organisation,
    SnapProtocol,
    SnapType,
    CiscoType,
};
const std::array fields = {
    FieldInfo{.name = "fr.first_addr_octet", .title = "First address octet", .base = Base::Hex},
    FieldInfo{.name = "fr.upper_dlci", .title = "Upper DLCI", .base = Base::Hex, .hexDigits = 2, .mask = 0xfc},
    FieldInfo{.name = "fr.cr", .title = "CR", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "fr.ea", .title = "EA", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "fr.second_addr_octet", .title = "Second address octet", .base = Base::Hex},
    FieldInfo{.name = "fr.second_dlci", .title = "Second DLCI", .base = Base::Hex, .hexDigits = 2, .mask = 0xf0},
    FieldInfo{.name = "fr.fecn", .title = "FECN", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "fr.becn", .title = "BECN", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "fr.de", .title = "DE", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "fr.ea", .title = "EA", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "fr.third_addr_octet", .title = "Further address octet", .base = Base::Hex},
    FieldInfo{.name = "fr.dlci", .title = "DLCI"},
    FieldInfo{.name = "fr.control", .title = "Control Field", .base = Base::Hex},
    FieldInfo{.name = "fr.nlpid", .title = "NLPID", .base = Base::Hex, .values = networkProtocols},
    FieldInfo{.name = "fr.nlpid", .title = "NLPID", .base = Base::Hex, .values = networkProtocols},
    FieldInfo{.name = "fr.snap.oui", .title = "Organization Code"},
    FieldInfo{.name = "fr.snap.pid", .title = "Protocol ID", .base = Base::Hex},
    FieldInfo{.name = "fr.snaptype", .title = "Type", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "fr.chdlctype", .title = "Type", .base = Base::Hex, .values = ethertypeNames()},
};
enum Table : std::uint8_t { Ethertype, Cisco, Osi, PointToPoint, EthernetFrame };
constexpr std::array<std::string_view, 5> tables = {"ethertype", "chdlc.protocol", "osinl", "ppp", "eth.frame"};
constexpr std::array hooks = {Hook{"linktype", 107}, Hook{"gre.proto", 0x6559}};
const ProtocolInfo info = {
    .abbreviation = "fr", .title = "Frame Relay", .column = "FR", .fields = fields, .hooks = hooks, .tables = tables};

/// Q.922 section 3.3: two to four octets, of which the last has its lowest bit set.
std::uint32_t address(ByteReader& bytes, Dissection& d) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t first = d.u8(bytes, First);
    {
        const auto nest = d.nest();
        d.addBits({UpperDlci, Command, FirstEnd}, {at, 1}, first);
    }
    std::uint32_t number = first >> 2;
    if ((first & 1U) == 0) {
        const std::uint8_t second = d.u8(bytes, Second);
        const auto nest = d.nest();
        d.addBits({SecondDlci, Forward, Backward, Discard, SecondEnd}, {at + 1, 1}, second);
        number = number << 4 | second >> 4;
        constexpr int furtherOctets = 2;
        bool isLast = (second & 1U) != 0;
        for (int i = 0; i < furtherOctets && !isLast; ++i) {
            const std::uint8_t further = d.u8(bytes, Further);
            isLast = (further & 1U) != 0;
            number = isLast && i == furtherOctets - 1 ? number << 6 | further >> 2 : number << 7 | further >> 1;
        }
    }
    if (!bytes.overrun())
        d.add(Dlci, {at, static_cast<std::uint32_t>(bytes.offset()) - at}, number);
    return number;
}

/// RFC 2427 section 3.
void byNetworkProtocol(ByteReader& bytes, Dissection& d) {
    const std::uint8_t number = d.u8(bytes, NetworkProtocol);
    if (number == snap) {
        constexpr std::uint32_t encapsulated = 0, bridged = 0x0080c2;
        const std::uint32_t organisation = d.u24(bytes, Organisation);
        const std::uint16_t type = d.u16(bytes, organisation == encapsulated ? SnapType : SnapProtocol);
        d.layerLength(bytes.position());
        const ByteReader payload(bytes.rest(), bytes.offset());
        if (organisation == encapsulated)
            d.next(Ethertype, type, payload);
        else if (organisation == bridged && (type == 1 || type == 7))
            d.next(EthernetFrame, 0, payload);
        else
            d.nextAsData(payload);
        return;
    }
    constexpr std::uint32_t ipv4Type = 0x0800, ipv6Type = 0x86dd;
    d.layerLength(bytes.position());
    const ByteReader payload(bytes.rest(), bytes.offset());
    if (number == ipv4 || number == ipv6)
        d.next(Ethertype, number == ipv4 ? ipv4Type : ipv6Type, payload);
    else if (number == pointToPoint)
        d.next(PointToPoint, 0, payload);
    else // the number is the first octet of ISO's protocols
        d.next(Osi, number, ByteReader(bytes.all().subspan(bytes.position() - 1), bytes.offset() - 1));
}

} // namespace

const ProtocolInfo& FrameRelayDecoder::protocol() const noexcept {
    return info;
}

void FrameRelayDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t unnumbered = 0x03;
    const std::uint32_t number = address(bytes, d);
    if (bytes.overrun())
        return;
    d.info("DLCI {}", number);
    if (bytes.peek() != unnumbered) {
        const std::uint16_t type = d.u16(bytes, CiscoType);
        if (bytes.overrun())
            return;
        d.layerLength(bytes.position());
        constexpr std::uint16_t osi = 0xfefe, discovery = 0x2000;
        d.next(type == osi || type == discovery ? Cisco : Ethertype, type, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    d.u8(bytes, Control);
    if (bytes.peek() == 0 && bytes.remaining() > 1)
        d.u8(bytes, Padding);
    byNetworkProtocol(bytes, d);
}

} // namespace tapscope::frame_relay
