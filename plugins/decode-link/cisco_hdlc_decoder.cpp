#include "link_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::cisco_hdlc {
namespace {

constexpr std::uint16_t osi = 0xfefe;

namespace chdlc {
constexpr std::array addresses = {ValueName{0x0f, "Unicast"}, ValueName{0x8f, "Multicast"}};
enum Field : std::uint16_t { Address, Control, Protocol, Padding };
const std::array fields = {
    FieldInfo{.name = "chdlc.address", .title = "Address", .base = Base::Hex, .values = addresses},
    FieldInfo{.name = "chdlc.control", .title = "Control", .base = Base::Hex},
    FieldInfo{.name = "chdlc.protocol", .title = "Protocol", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "chdlc.clns_padding", .title = "CLNS Padding", .base = Base::Hex},
};
enum Table : std::uint8_t { ByProtocol, Ethertype };
constexpr std::array<std::string_view, 2> tables = {"chdlc.protocol", "ethertype"};
constexpr std::array hooks = {Hook{"linktype", 104}};
const ProtocolInfo info = {.abbreviation = "chdlc",
                           .title = "Cisco HDLC",
                           .column = "CHDLC",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
} // namespace chdlc

namespace slarp {
enum Kind : std::uint32_t { Request, Reply, Keepalive };
constexpr std::array kinds = {ValueName{Request, "Request"}, ValueName{Reply, "Reply"},
                              ValueName{Keepalive, "Line keepalive"}};
enum Field : std::uint16_t { Type, Address, Netmask, Mine, Yours, Reliability };
constexpr std::array fields = {
    FieldInfo{.name = "slarp.ptype", .title = "Packet type", .values = kinds},
    FieldInfo{.name = "slarp.address", .title = "Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "slarp.netmask", .title = "Netmask", .type = FieldType::Ipv4},
    FieldInfo{.name = "slarp.mysequence", .title = "Outgoing sequence number"},
    FieldInfo{.name = "slarp.yoursequence", .title = "Returned sequence number"},
    FieldInfo{.name = "slarp.reliability", .title = "Reliability", .base = Base::Hex},
};
constexpr std::array hooks = {Hook{"chdlc.protocol", 0x8035}};
const ProtocolInfo info = {
    .abbreviation = "slarp", .title = "Cisco SLARP", .column = "SLARP", .fields = fields, .hooks = hooks};
} // namespace slarp

} // namespace

const ProtocolInfo& CiscoHdlcDecoder::protocol() const noexcept {
    return chdlc::info;
}

void CiscoHdlcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace chdlc;
    d.info("");
    d.columnAddresses(noLinkAddress(), noLinkAddress());
    d.u8(bytes, Address);
    d.u8(bytes, Control);
    const std::uint16_t type = d.u16(bytes, Protocol);
    if (bytes.overrun())
        return;
    if (type == osi)
        d.u8(bytes, Padding);
    d.layerLength(bytes.position());
    const ByteReader payload(bytes.rest(), bytes.offset());
    // Some numbers have another meaning here than in Ethernet.
    constexpr std::uint16_t serialLine = 0x8035, discovery = 0x2000;
    if (type == osi || type == serialLine || type == discovery)
        d.next(ByProtocol, type, payload);
    else
        d.next(Ethertype, type, payload);
}

const ProtocolInfo& SerialLineDecoder::protocol() const noexcept {
    return slarp::info;
}

void SerialLineDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace slarp;
    const std::uint32_t type = d.u32(bytes, Type);
    if (type == Keepalive) {
        const std::uint32_t mine = d.u32(bytes, Mine);
        const std::uint32_t yours = d.u32(bytes, Yours);
        d.info("Line keepalive, outgoing sequence {}, returned sequence {}", mine, yours);
    } else if (type == Request || type == Reply) {
        const auto address = ColumnAddress::ipv4(d.ipv4(bytes, Address));
        const auto netmask = ColumnAddress::ipv4(d.ipv4(bytes, Netmask));
        if (d.wantsColumns())
            d.info("{}, from {}, mask {}", nameOf(kinds, type), ColumnText(address).view(), ColumnText(netmask).view());
    } else {
        d.info("Unknown packet type 0x{:08X}", type);
    }
    if (bytes.has(2))
        d.u16(bytes, Reliability);
    d.layerLength(bytes.position());
    d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::cisco_hdlc
