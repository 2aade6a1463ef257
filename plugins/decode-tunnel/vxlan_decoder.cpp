#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::vxlan {
namespace {

constexpr std::uint32_t genericExtensionPort = 4790;
constexpr std::array nextProtocols = {ValueName{1, "IPv4"}, ValueName{2, "IPv6"}, ValueName{3, "Ethernet"},
                                      ValueName{4, "Network Service Header"}, ValueName{5, "MPLS"}};

enum Field : std::uint16_t {
    Flags,
    GroupPolicyFlag,
    VniFlag,
    DontLearn,
    Applied,
    GroupPolicy,
    GenericFlags,
    Version,
    Instance,
    HasNext,
    Oam,
    GenericReserved,
    NextProtocol,
    NetworkId,
    Reserved,
};
constexpr std::array fields = {
    FieldInfo{.name = "vxlan.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "vxlan.flag_g", .title = "GBP Extension", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "vxlan.flag_i", .title = "VXLAN Network ID (VNI)", .type = FieldType::Boolean, .mask = 0x0800},
    FieldInfo{.name = "vxlan.flag_d", .title = "Don't Learn", .type = FieldType::Boolean, .mask = 0x0040},
    FieldInfo{.name = "vxlan.flag_a", .title = "Policy Applied", .type = FieldType::Boolean, .mask = 0x0008},
    FieldInfo{.name = "vxlan.gbp", .title = "Group Policy ID"},
    FieldInfo{.name = "vxlan.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "vxlan.ver", .title = "Version", .mask = 0x30},
    FieldInfo{.name = "vxlan.i_bit", .title = "Instance", .mask = 0x08},
    FieldInfo{.name = "vxlan.p_bit", .title = "Next Protocol Bit", .mask = 0x04},
    FieldInfo{.name = "vxlan.o_bit", .title = "OAM bit", .mask = 0x01},
    FieldInfo{.name = "vxlan.reserved_16", .title = "Reserved"},
    FieldInfo{.name = "vxlan.next_proto", .title = "Next Protocol", .values = nextProtocols},
    FieldInfo{.name = "vxlan.vni", .title = "VXLAN Network Identifier (VNI)"},
    FieldInfo{.name = "vxlan.reserved8", .title = "Reserved"},
};
enum Table : std::uint8_t { EthernetFrame, Ethertype };
constexpr std::array<std::string_view, 2> tables = {"eth.frame", "ethertype"};
constexpr std::array hooks = {Hook{"udp.port", 4789}, Hook{"udp.port", genericExtensionPort}};
const ProtocolInfo info = {.abbreviation = "vxlan",
                           .title = "Virtual eXtensible Local Area Network",
                           .column = "VxLAN",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& VxlanDecoder::protocol() const noexcept {
    return info;
}

void VxlanDecoder::decode(ByteReader& bytes, Dissection& d) const {
    enum Payload : std::uint8_t { Ipv4 = 1, Ipv6, Ethernet, ServiceHeader, Mpls };
    const bool isGeneric = d.carrier().destinationPort == genericExtensionPort;
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 2};
    std::uint8_t payload = Ethernet;
    if (isGeneric) {
        const std::uint8_t flags = d.u8(bytes, GenericFlags);
        {
            const auto nest = d.nest();
            d.addBits({Version, Instance, HasNext, Oam}, {at.offset, 1}, flags);
        }
        d.u16(bytes, GenericReserved);
        payload = d.u8(bytes, NextProtocol);
    } else {
        const std::uint16_t flags = d.u16(bytes, Flags);
        const auto nest = d.nest();
        d.addBits({GroupPolicyFlag, VniFlag, DontLearn, Applied}, at, flags);
        d.u16(bytes, GroupPolicy);
    }
    d.u24(bytes, NetworkId);
    d.u8(bytes, Reserved);
    d.layerLength(bytes.position());
    if (bytes.overrun())
        return;
    switch (payload) {
    case Ethernet:
        d.next(EthernetFrame, 0, ByteReader(bytes.rest(), bytes.offset()));
        return;
    case Ipv4:
        d.next(Ethertype, 0x0800, ByteReader(bytes.rest(), bytes.offset()));
        return;
    case Ipv6:
        d.next(Ethertype, 0x86dd, ByteReader(bytes.rest(), bytes.offset()));
        return;
    case ServiceHeader:
        d.next(Ethertype, 0x894f, ByteReader(bytes.rest(), bytes.offset()));
        return;
    case Mpls:
        d.next(Ethertype, 0x8847, ByteReader(bytes.rest(), bytes.offset()));
        return;
    default:
        d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
    }
}

} // namespace tapscope::vxlan
