#include "link_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::cooked {
namespace {

constexpr std::array packetTypes = {ValueName{0, "Unicast to us"}, ValueName{1, "Broadcast"}, ValueName{2, "Multicast"},
                                    ValueName{3, "Unicast to another host"}, ValueName{4, "Sent by us"}};
constexpr std::array hardwareTypes = {
    ValueName{1, "Ethernet"},   ValueName{512, "PPP"},   ValueName{768, "IPv4 tunnel"}, ValueName{769, "IPv6 tunnel"},
    ValueName{772, "Loopback"}, ValueName{776, "SIT"},   ValueName{778, "GRE over IP"}, ValueName{801, "802.11"},
    ValueName{824, "Netlink"},  ValueName{65534, "None"}};
constexpr std::uint16_t overGre = 778;

enum Field : std::uint16_t {
    PacketType,
    Hardware,
    AddressLength,
    AddressMac,
    AddressIpv4,
    AddressOther,
    Unused,
    Ether,
    LinuxType,
    GreType,
    Interface,
};
const std::array fields = {
    FieldInfo{.name = "sll.pkttype", .title = "Packet type", .values = packetTypes},
    FieldInfo{.name = "sll.hatype", .title = "Link-layer address type", .values = hardwareTypes},
    FieldInfo{.name = "sll.halen", .title = "Link-layer address length"},
    FieldInfo{.name = "sll.src.eth", .title = "Source", .type = FieldType::Mac},
    FieldInfo{.name = "sll.src.ipv4", .title = "Source", .type = FieldType::Ipv4},
    FieldInfo{.name = "sll.src.other", .title = "Source", .type = FieldType::ByteString},
    FieldInfo{.name = "sll.unused", .title = "Unused", .type = FieldType::ByteString},
    FieldInfo{.name = "sll.etype", .title = "Protocol", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "sll.ltype", .title = "Protocol", .base = Base::Hex},
    FieldInfo{.name = "sll.gretype", .title = "Protocol", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "sll.ifindex", .title = "Interface index"},
};
enum Table : std::uint8_t { Ethertype, Gre, LogicalLink };
constexpr std::array<std::string_view, 3> tables = {"ethertype", "gre.proto", "llc"};
constexpr std::array hooksOne = {Hook{"linktype", 113}};
constexpr std::array hooksTwo = {Hook{"linktype", 276}};
const ProtocolInfo one = {.abbreviation = "sll",
                          .title = "Linux cooked capture v1",
                          .column = "SLL",
                          .fields = fields,
                          .hooks = hooksOne,
                          .tables = tables};
const ProtocolInfo two = {.abbreviation = "sll2",
                          .title = "Linux cooked capture v2",
                          .column = "SLL2",
                          .fields = fields,
                          .hooks = hooksTwo,
                          .tables = tables};

void address(ByteReader& bytes, Dissection& d, unsigned length) {
    constexpr std::size_t room = 8;
    ByteReader field = bytes.part(room);
    switch (length) {
    case 6:
        d.columnAddresses(ColumnAddress::mac(d.mac(field, AddressMac)), {});
        break;
    case 4:
        d.columnAddresses(ColumnAddress::ipv4(d.ipv4(field, AddressIpv4)), {});
        break;
    default:
        if (length > 0)
            d.data(field, AddressOther, length < room ? length : room);
    }
    if (!field.atEnd())
        d.data(field, Unused, field.remaining());
}

} // namespace

const ProtocolInfo& CookedDecoder::protocol() const noexcept {
    return version_ == Version::One ? one : two;
}

void CookedDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint16_t smallestEthertype = 0x0600, llcFrames = 4;
    const auto typeField = [&](std::uint16_t hardware, std::uint16_t type) {
        return type < smallestEthertype ? LinuxType : hardware == overGre ? GreType : Ether;
    };
    std::uint16_t type = 0;
    std::uint16_t hardware = 0;
    if (version_ == Version::One) {
        d.u16(bytes, PacketType);
        hardware = d.u16(bytes, Hardware);
        address(bytes, d, d.u16(bytes, AddressLength));
        type = static_cast<std::uint16_t>(bytes.peek() << 8 | bytes.peek(1));
        d.u16(bytes, typeField(hardware, type));
    } else {
        type = static_cast<std::uint16_t>(bytes.peek() << 8 | bytes.peek(1));
        hardware = static_cast<std::uint16_t>(bytes.peek(8) << 8 | bytes.peek(9));
        d.u16(bytes, typeField(hardware, type));
        d.data(bytes, Unused, 2);
        // One interface of the capture represents many interfaces of the machine, each with its own view of the
        // traffic.
        constexpr std::uint32_t isIndex = 0x8000'0000;
        d.carrier().interface = isIndex ^ d.carrier().interface << 20 ^ d.u32(bytes, Interface);
        d.u16(bytes, Hardware);
        d.u8(bytes, PacketType);
        address(bytes, d, d.u8(bytes, AddressLength));
    }
    if (bytes.overrun())
        return;
    d.info("Linux cooked capture, type 0x{:04x}", type);
    const ByteReader payload(bytes.rest(), bytes.offset());
    if (type == llcFrames)
        d.next(LogicalLink, 0, payload);
    else if (type < smallestEthertype)
        d.nextAsData(payload);
    else if (hardware == overGre)
        d.next(Gre, type, payload);
    else
        nextByEthertype(d, Ethertype, type, payload);
}

} // namespace tapscope::cooked
