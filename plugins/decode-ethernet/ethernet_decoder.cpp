#include "ethernet_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

constexpr std::array ethertypeNames = {
    ValueName{0x0800, "IPv4"},
    ValueName{0x0806, "ARP"},
    ValueName{0x0842, "Wake on LAN"},
    ValueName{0x8035, "RARP"},
    ValueName{0x8100, "802.1Q Virtual LAN"},
    ValueName{0x86dd, "IPv6"},
    ValueName{0x8808, "MAC Control"},
    ValueName{0x8809, "Slow Protocols"},
    ValueName{0x8847, "MPLS label switched packet"},
    ValueName{0x8863, "PPPoE Discovery"},
    ValueName{0x8864, "PPPoE Session"},
    ValueName{0x888e, "802.1X Authentication"},
    ValueName{0x88a4, "EtherCAT frame"},
    ValueName{0x88a8, "802.1ad Provider Bridge (Q-in-Q)"},
    ValueName{0x88b5, "Local Experimental Ethertype 1"},
    ValueName{0x88b6, "Local Experimental Ethertype 2"},
    ValueName{0x88cc, "802.1 Link Layer Discovery Protocol (LLDP)"},
    ValueName{0x88e5, "802.1AE (MACsec)"},
    ValueName{0x88f7, "PTPv2 over Ethernet (IEEE1588)"},
    ValueName{0x9000, "Loopback"},
};

enum Field : std::uint16_t { Destination, Source, Type, Length, Trailer };
constexpr std::array fields = {
    FieldInfo{.name = "eth.dst", .title = "Destination", .type = FieldType::Mac, .alias = "eth.addr"},
    FieldInfo{.name = "eth.src", .title = "Source", .type = FieldType::Mac, .alias = "eth.addr"},
    FieldInfo{.name = "eth.type", .title = "Type", .base = Base::Hex, .values = ethertypeNames},
    FieldInfo{.name = "eth.len", .title = "Length"},
    FieldInfo{.name = "eth.trailer", .title = "Trailer", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype, Payload802 };
constexpr std::array<std::string_view, 2> tables = {"ethertype", "eth.802_3"};
constexpr std::array hooks = {Hook{"linktype", 1}};
const ProtocolInfo info = {.abbreviation = "eth",
                           .title = "Ethernet",
                           .column = "Ethernet",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const std::span<const ValueName> ethertypes = ethertypeNames;

const ProtocolInfo& EthernetDecoder::protocol() const noexcept {
    return info;
}

void EthernetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const auto destination = ColumnAddress::mac(d.mac(bytes, Destination));
    const auto source = ColumnAddress::mac(d.mac(bytes, Source));
    d.columnAddresses(source, destination);
    const bool isType = (bytes.peek() << 8 | bytes.peek(1)) >= smallestEthertype;
    const std::uint16_t number = d.u16(bytes, isType ? Type : Length);
    if (bytes.overrun())
        return;
    d.layerLength(bytes.position());
    if (d.wantsTree())
        d.layerLabel("{}, Src: {}, Dst: {}", isType ? "Ethernet II" : "IEEE 802.3 Ethernet", ColumnText(source).view(),
                     ColumnText(destination).view());
    if (isType) {
        d.passThrough("ethertype");
        d.info("Ethernet II");
        if (!d.next(Ethertype, number, ByteReader(bytes.rest(), bytes.offset())))
            d.info("{} (0x{:04x})", nameOf(ethertypes, number, "Unknown type"), number);
        return;
    }
    ByteReader payload = bytes.part(number);
    d.info("IEEE 802.3, {} bytes", number);
    d.next(Payload802, 0, payload);
    if (!bytes.atEnd())
        d.data(bytes, Trailer, bytes.remaining());
}

} // namespace tapscope
