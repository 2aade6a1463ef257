#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::gre {
namespace {

constexpr std::uint16_t pointToPoint = 0x880b, wccp = 0x883e;
constexpr std::uint16_t checksumBit = 0x8000, routingBit = 0x4000, keyBit = 0x2000, sequenceBit = 0x1000,
                        acknowledgmentBit = 0x0080, versionBits = 0x0007;
constexpr std::array protocols = {
    ValueName{0x0000, "Possible GRE keepalive packet"},
    ValueName{0x00fe, "OSI"},
    ValueName{0x0800, "IP"},
    ValueName{0x0806, "ARP"},
    ValueName{0x2000, "CDP (Cisco)"},
    ValueName{0x2001, "NHRP"},
    ValueName{0x22eb, "ERSPAN III"},
    ValueName{0x6400, "MIKROTIK EoIP"},
    ValueName{0x6558, "Transparent Ethernet bridging"},
    ValueName{0x6559, "Frame Relay"},
    ValueName{0x8137, "IPX"},
    ValueName{0x86dd, "IPv6"},
    ValueName{pointToPoint, "PPP"},
    ValueName{wccp, "WCCP"},
    ValueName{0x8847, "MPLS label switched packet"},
    ValueName{0x8881, "CDMA2000 A10 Unstructured byte stream"},
    ValueName{0x88be, "ERSPAN"},
    ValueName{0x88d2, "CDMA2000 A10 3GPP2 Packet"},
    ValueName{0x8909, "CiscoMetaData"},
    ValueName{0x894f, "Network Service Header"},
};
constexpr std::array versions = {ValueName{0, "GRE"}, ValueName{1, "Enhanced GRE"}};

enum Field : std::uint16_t {
    Flags,
    HasChecksum,
    HasRouting,
    HasKey,
    HasSequence,
    StrictRoute,
    Recursion,
    HasAcknowledgment,
    Reserved,
    Version,
    ProtocolType,
    Checksum,
    Offset,
    KeyLength,
    KeyCall,
    Key,
    VirtualSubnet,
    Flow,
    Sequence,
    Acknowledgment,
    Routing,
    Redirect,
};
constexpr std::array fields = {
    FieldInfo{.name = "gre.flags_and_version", .title = "Flags and Version", .base = Base::Hex},
    FieldInfo{.name = "gre.flags.checksum", .title = "Checksum Bit", .type = FieldType::Boolean, .mask = checksumBit},
    FieldInfo{.name = "gre.flags.routing", .title = "Routing Bit", .type = FieldType::Boolean, .mask = routingBit},
    FieldInfo{.name = "gre.flags.key", .title = "Key Bit", .type = FieldType::Boolean, .mask = keyBit},
    FieldInfo{.name = "gre.flags.sequence_number",
              .title = "Sequence Number Bit",
              .type = FieldType::Boolean,
              .mask = sequenceBit},
    FieldInfo{.name = "gre.flags.strict_source_route",
              .title = "Strict Source Route Bit",
              .type = FieldType::Boolean,
              .mask = 0x0800},
    FieldInfo{.name = "gre.flags.recursion_control", .title = "Recursion control", .mask = 0x0700},
    FieldInfo{
        .name = "gre.flags.ack", .title = "Acknowledgment", .type = FieldType::Boolean, .mask = acknowledgmentBit},
    FieldInfo{.name = "gre.flags.reserved", .title = "Flags (Reserved)", .mask = 0x00f8},
    FieldInfo{.name = "gre.flags.version", .title = "Version", .values = versions, .mask = versionBits},
    FieldInfo{.name = "gre.proto", .title = "Protocol Type", .base = Base::Hex, .values = protocols},
    FieldInfo{.name = "gre.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "gre.offset", .title = "Offset"},
    FieldInfo{.name = "gre.key.payload_length", .title = "Payload Length"},
    FieldInfo{.name = "gre.key.call_id", .title = "Call ID"},
    FieldInfo{.name = "gre.key", .title = "Key", .base = Base::Hex},
    FieldInfo{.name = "gre.key.vsid", .title = "Virtual Subnet ID", .mask = 0xffffff00},
    FieldInfo{.name = "gre.key.flow_id", .title = "Flow ID", .mask = 0x000000ff},
    FieldInfo{.name = "gre.sequence_number", .title = "Sequence Number"},
    FieldInfo{.name = "gre.ack_number", .title = "Acknowledgment Number"},
    FieldInfo{.name = "gre.routing", .title = "Routing", .type = FieldType::ByteString},
    FieldInfo{.name = "gre.wccp.redirect_header", .title = "Redirect Header", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { ByProtocol };
constexpr std::array<std::string_view, 1> tables = {"gre.proto"};
constexpr std::array hooks = {Hook{"ip.proto", 47}};
const ProtocolInfo info = {.abbreviation = "gre",
                           .title = "Generic Routing Encapsulation",
                           .column = "GRE",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// RFC 1701's list of source routes, which ends with an empty entry.
void routes(ByteReader& bytes, Dissection& d) {
    while (!bytes.overrun()) {
        const std::size_t length = bytes.peek(3);
        const bool isLast = length == 0 && bytes.peek() == 0 && bytes.peek(1) == 0;
        d.data(bytes, Routing, 4 + length);
        if (isLast)
            return;
    }
}

} // namespace

const ProtocolInfo& GreDecoder::protocol() const noexcept {
    return info;
}

void GreDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t flags = d.u16(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({HasChecksum, HasRouting, HasKey, HasSequence, StrictRoute, Recursion, HasAcknowledgment, Reserved,
                   Version},
                  range, flags);
    }
    const std::uint16_t type = d.u16(bytes, ProtocolType);
    if (bytes.overrun())
        return;
    if (const std::string_view name = nameOf(protocols, type); name.empty())
        d.info("Encapsulated 0x{:04x} (unknown)", type);
    else
        d.info("Encapsulated {}", name);
    d.layerLabel("Generic Routing Encapsulation ({})", nameOf(protocols, type, "unknown"));
    if ((flags & (checksumBit | routingBit)) != 0) {
        d.u16(bytes, Checksum);
        d.u16(bytes, Offset);
    }
    if ((flags & keyBit) != 0) {
        if ((flags & versionBits) == 1 && type == pointToPoint) { // RFC 2637 section 4.1
            d.u16(bytes, KeyLength);
            d.u16(bytes, KeyCall);
        } else {
            const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 4};
            const std::uint32_t key = d.u32(bytes, Key);
            constexpr std::uint16_t bridged = 0x6558;
            if (type == bridged && !bytes.overrun()) { // NVGRE (RFC 7637 section 3.2)
                const auto nest = d.nest();
                d.addBits({VirtualSubnet, Flow}, at, key);
            }
        }
    }
    if ((flags & sequenceBit) != 0)
        d.u32(bytes, Sequence);
    if ((flags & versionBits) == 1 && (flags & acknowledgmentBit) != 0)
        d.u32(bytes, Acknowledgment);
    if ((flags & routingBit) != 0)
        routes(bytes, d);
    // WCCP version 1 has the packet at once, version 2 a header in front of it.
    if (type == wccp && bytes.peek() >> 4 != 4)
        d.data(bytes, Redirect, 4);
    d.layerLength(bytes.position());
    if (!bytes.overrun())
        d.next(ByProtocol, type, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::gre
