#include "ospf_lengths.h"
#include "routing_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::ospf {
namespace {

enum Type : std::uint8_t { Hello = 1, Description, Request, Update, Acknowledge };
constexpr std::array types = {ValueName{Hello, "Hello Packet"}, ValueName{Description, "DB Description"},
                              ValueName{Request, "LS Request"}, ValueName{Update, "LS Update"},
                              ValueName{Acknowledge, "LS Acknowledge"}};
constexpr std::array authentications = {ValueName{0, "Null"}, ValueName{1, "Simple password"},
                                        ValueName{2, "Cryptographic"}};
constexpr std::array advertisementTypes = {ValueName{1, "Router-LSA"},
                                           ValueName{2, "Network-LSA"},
                                           ValueName{3, "Summary-LSA (IP network)"},
                                           ValueName{4, "Summary-LSA (ASBR)"},
                                           ValueName{5, "AS-External-LSA (ASBR)"},
                                           ValueName{7, "NSSA AS-External-LSA"},
                                           ValueName{9, "Opaque LSA, Link-local scope"},
                                           ValueName{10, "Opaque LSA, Area-local scope"},
                                           ValueName{11, "Opaque LSA, AS-wide scope"}};

enum Field : std::uint16_t {
    Version,
    TypeField,
    Length,
    Router,
    Area,
    Checksum,
    Authentication,
    AuthenticationData,
    Instance,
    Mask,
    Interface,
    HelloInterval,
    Priority,
    DeadInterval,
    Designated,
    BackupDesignated,
    Neighbour,
    Age,
    AdvertisementType,
    LinkState,
    Advertiser,
    Sequence,
    AdvertisementChecksum,
    AdvertisementLength,
};
constexpr std::array fields = {
    FieldInfo{.name = "ospf.version", .title = "Version"},
    FieldInfo{.name = "ospf.msg", .title = "Message Type", .values = types},
    FieldInfo{.name = "ospf.packet_length", .title = "Packet Length"},
    FieldInfo{.name = "ospf.srcrouter", .title = "Source OSPF Router", .type = FieldType::Ipv4},
    FieldInfo{.name = "ospf.area_id", .title = "Area ID", .type = FieldType::Ipv4},
    FieldInfo{.name = "ospf.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "ospf.auth.type", .title = "Auth Type", .values = authentications},
    FieldInfo{.name = "ospf.auth.none", .title = "Auth Data (none)", .type = FieldType::ByteString},
    FieldInfo{.name = "ospf.instance_id", .title = "Instance ID"},
    FieldInfo{.name = "ospf.hello.network_mask", .title = "Network Mask", .type = FieldType::Ipv4},
    FieldInfo{.name = "ospf.hello.interface_id", .title = "Interface ID"},
    FieldInfo{.name = "ospf.hello.hello_interval", .title = "Hello Interval [sec]"},
    FieldInfo{.name = "ospf.hello.router_priority", .title = "Router Priority"},
    FieldInfo{.name = "ospf.hello.router_dead_interval", .title = "Router Dead Interval [sec]"},
    FieldInfo{.name = "ospf.hello.designated_router", .title = "Designated Router", .type = FieldType::Ipv4},
    FieldInfo{
        .name = "ospf.hello.backup_designated_router", .title = "Backup Designated Router", .type = FieldType::Ipv4},
    FieldInfo{.name = "ospf.hello.active_neighbor", .title = "Active Neighbor", .type = FieldType::Ipv4},
    FieldInfo{.name = "ospf.lsa.age", .title = "LS Age (seconds)", .mask = 0x7fff},
    FieldInfo{.name = "ospf.lsa", .title = "LS Type", .values = advertisementTypes},
    FieldInfo{.name = "ospf.lsa.id", .title = "Link State ID", .type = FieldType::Ipv4},
    FieldInfo{.name = "ospf.advrouter", .title = "Advertising Router", .type = FieldType::Ipv4},
    FieldInfo{.name = "ospf.lsa.seqnum", .title = "Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "ospf.lsa.chksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "ospf.lsa.length", .title = "Length"},
};
constexpr std::array hooks = {Hook{"ip.proto", 89}};
const ProtocolInfo info = {
    .abbreviation = "ospf", .title = "Open Shortest Path First", .column = "OSPF", .fields = fields, .hooks = hooks};

void hello(ByteReader& bytes, Dissection& d, bool isVersion2) {
    if (isVersion2) {
        d.ipv4(bytes, Mask);
        d.u16(bytes, HelloInterval);
        bytes.skip(1); // options
        d.u8(bytes, Priority);
        d.u32(bytes, DeadInterval);
    } else {
        d.u32(bytes, Interface);
        d.u8(bytes, Priority);
        bytes.skip(3); // options
        d.u16(bytes, HelloInterval);
        d.u16(bytes, DeadInterval);
    }
    d.ipv4(bytes, Designated);
    d.ipv4(bytes, BackupDesignated);
    while (!bytes.atEnd())
        d.ipv4(bytes, Neighbour);
}

/// The header of an advertisement (RFC 2328 section A.4.1); its length includes the header.
std::size_t advertisement(ByteReader& bytes, Dissection& d, bool isVersion2) {
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t age = bytes.u16();
    if (!bytes.overrun())
        d.add(Age, at, age);
    if (isVersion2) {
        bytes.skip(1); // options
        d.u8(bytes, AdvertisementType);
    } else {
        d.u16(bytes, AdvertisementType);
    }
    d.ipv4(bytes, LinkState);
    d.ipv4(bytes, Advertiser);
    d.u32(bytes, Sequence);
    d.u16(bytes, AdvertisementChecksum);
    return d.u16(bytes, AdvertisementLength);
}

constexpr std::size_t advertisementHeader = 20;

/// Complete advertisements, as many as the message states.
void update(ByteReader& bytes, Dissection& d, bool isVersion2) {
    constexpr std::size_t typeAt = 3, linkStateAt = 4;
    const std::uint32_t count = bytes.u32();
    std::string_view damage;
    for (std::uint32_t i = 0; i < count && !bytes.overrun(); ++i) {
        const std::uint8_t type = bytes.peek(typeAt), opaqueType = bytes.peek(linkStateAt);
        const std::size_t length = advertisement(bytes, d, isVersion2);
        if (bytes.overrun())
            return;
        if (length < advertisementHeader) {
            d.malformed("an advertisement is shorter than its header");
            return; // the position of the next one is unknown
        }
        const std::size_t size = length - advertisementHeader;
        if (isVersion2 && bytes.has(size) && damage.empty())
            damage = ospf::damageOf(type, opaqueType, ByteReader(bytes).part(size));
        bytes.skip(size);
    }
    if (!damage.empty() && !bytes.overrun())
        d.malformed(damage);
}

/// Headers of advertisements up to the end.
void summaries(ByteReader& bytes, Dissection& d, bool isVersion2) {
    while (!bytes.atEnd())
        advertisement(bytes, d, isVersion2);
}

void body(ByteReader& bytes, Dissection& d, std::uint8_t type, bool isVersion2) {
    switch (type) {
    case Hello:
        return hello(bytes, d, isVersion2);
    case Description:
        bytes.skip(isVersion2 ? 8 : 12);
        return summaries(bytes, d, isVersion2);
    case Update:
        return update(bytes, d, isVersion2);
    case Acknowledge:
        return summaries(bytes, d, isVersion2);
    default:
        return;
    }
}

} // namespace

const ProtocolInfo& OspfDecoder::protocol() const noexcept {
    return info;
}

void OspfDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t version = d.u8(bytes, Version);
    const std::uint8_t type = d.u8(bytes, TypeField);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(types, type, "Unknown"));
    const std::uint16_t length = d.u16(bytes, Length);
    d.ipv4(bytes, Router);
    d.ipv4(bytes, Area);
    d.u16(bytes, Checksum);
    if (version == 2) {
        d.u16(bytes, Authentication);
        d.data(bytes, AuthenticationData, 8);
    } else {
        d.u8(bytes, Instance);
        bytes.skip(1);
    }
    if (bytes.overrun())
        return;
    const std::size_t header = bytes.position();
    if (length < header) {
        d.malformed("its length is shorter than its header");
        return;
    }
    const bool isWhole = bytes.has(length - header);
    ByteReader message = bytes.part(length - header);
    body(message, d, type, version == 2);
    if (message.overrun() || (!isWhole && !d.carrier().insideError))
        bytes.setOverrun();
}

} // namespace tapscope::ospf
