#include "routing_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::hsrp {
namespace {

constexpr std::uint8_t advertise = 3;
constexpr std::array opcodes = {ValueName{0, "Hello"}, ValueName{1, "Coup"}, ValueName{2, "Resign"},
                                ValueName{advertise, "Advertise"}};
constexpr std::array states = {ValueName{0, "Initial"}, ValueName{1, "Learn"},   ValueName{2, "Listen"},
                               ValueName{4, "Speak"},   ValueName{8, "Standby"}, ValueName{16, "Active"}};
constexpr std::array statesV2 = {ValueName{0, "Disabled"}, ValueName{1, "Init"},  ValueName{2, "Learn"},
                                 ValueName{3, "Listen"},   ValueName{4, "Speak"}, ValueName{5, "Standby"},
                                 ValueName{6, "Active"}};
constexpr std::array advertisedStates = {ValueName{1, "Dormant"}, ValueName{2, "Passive"}, ValueName{3, "Active"}};
constexpr std::array ipVersions = {ValueName{4, "IPv4"}, ValueName{6, "IPv6"}};

enum Field : std::uint16_t {
    Version,
    Opcode,
    State,
    HelloTime,
    HoldTime,
    Priority,
    Group,
    Reserved,
    Authentication,
    VirtualIp,
    AdvertiseType,
    AdvertiseLength,
    AdvertiseState,
    AdvertiseActive,
    AdvertisePassive,
    Version2,
    Opcode2,
    State2,
    IpVersion2,
    Group2,
    Identifier2,
    Priority2,
    HelloTime2,
    HoldTime2,
    VirtualIp2,
    VirtualIp6,
    ActiveGroups,
    PassiveGroups,
    Authentication2,
    Digest,
};
constexpr std::array fields = {
    FieldInfo{.name = "hsrp.version", .title = "Version"},
    FieldInfo{.name = "hsrp.opcode", .title = "Op Code", .values = opcodes},
    FieldInfo{.name = "hsrp.state", .title = "State", .values = states},
    FieldInfo{.name = "hsrp.hellotime", .title = "Hellotime"},
    FieldInfo{.name = "hsrp.holdtime", .title = "Holdtime"},
    FieldInfo{.name = "hsrp.priority", .title = "Priority"},
    FieldInfo{.name = "hsrp.group", .title = "Group"},
    FieldInfo{.name = "hsrp.reserved", .title = "Reserved"},
    FieldInfo{.name = "hsrp.auth_data", .title = "Authentication Data", .type = FieldType::Text},
    FieldInfo{.name = "hsrp.virt_ip", .title = "Virtual IP Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "hsrp.adv.tlvtype", .title = "Type"},
    FieldInfo{.name = "hsrp.adv.tlvlength", .title = "Length"},
    FieldInfo{.name = "hsrp.adv.state", .title = "State", .values = advertisedStates},
    FieldInfo{.name = "hsrp.adv.activegrp", .title = "Active groups"},
    FieldInfo{.name = "hsrp.adv.passivegrp", .title = "Passive groups"},
    FieldInfo{.name = "hsrp2.version", .title = "Version"},
    FieldInfo{.name = "hsrp2.opcode", .title = "Op Code", .values = opcodes},
    FieldInfo{.name = "hsrp2.state", .title = "State", .values = statesV2},
    FieldInfo{.name = "hsrp2.ipversion", .title = "IP Ver.", .values = ipVersions},
    FieldInfo{.name = "hsrp2.group", .title = "Group"},
    FieldInfo{.name = "hsrp2.identifier", .title = "Identifier", .type = FieldType::Mac},
    FieldInfo{.name = "hsrp2.priority", .title = "Priority"},
    FieldInfo{.name = "hsrp2.hellotime", .title = "Hellotime", .unit = " ms"},
    FieldInfo{.name = "hsrp2.holdtime", .title = "Holdtime", .unit = " ms"},
    FieldInfo{.name = "hsrp2.virt_ip", .title = "Virtual IP Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "hsrp2.virt_ip_v6", .title = "Virtual IPv6 Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "hsrp2.active_groups", .title = "Active Groups"},
    FieldInfo{.name = "hsrp2.passive_groups", .title = "Passive Groups"},
    FieldInfo{.name = "hsrp2.auth_data", .title = "Authentication Data", .type = FieldType::Text},
    FieldInfo{.name = "hsrp2.md5_auth_data", .title = "MD5 Authentication Data", .type = FieldType::ByteString},
};
constexpr std::uint32_t port = 1985, portIpv6 = 2029;
constexpr std::array hooks = {Hook{"udp.port", port}, Hook{"udp.port", portIpv6}};
const ProtocolInfo info = {.abbreviation = "hsrp",
                           .title = "Cisco Hot Standby Router Protocol",
                           .column = "HSRP",
                           .fields = fields,
                           .hooks = hooks};

constexpr std::size_t passwordSize = 8;

void version1(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, Version);
    const std::uint8_t opcode = d.u8(bytes, Opcode);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(opcodes, opcode, "Unknown"));
    if (opcode == advertise) {
        d.u16(bytes, AdvertiseType);
        d.u16(bytes, AdvertiseLength);
        const std::uint8_t state = d.u8(bytes, AdvertiseState);
        bytes.skip(1);
        d.u16(bytes, AdvertiseActive);
        d.u16(bytes, AdvertisePassive);
        d.infoAppend(" (state {})", nameOf(advertisedStates, state, "Unknown"));
        return;
    }
    const std::uint8_t state = d.u8(bytes, State);
    d.infoAppend(" (state {})", nameOf(states, state, "Unknown"));
    d.u8(bytes, HelloTime);
    d.u8(bytes, HoldTime);
    d.u8(bytes, Priority);
    d.u8(bytes, Group);
    d.u8(bytes, Reserved);
    d.text(bytes, Authentication, passwordSize);
    d.ipv4(bytes, VirtualIp);
}

void groupState(ByteReader& value, Dissection& d) {
    constexpr std::uint8_t four = 4;
    d.u8(value, Version2);
    const std::uint8_t opcode = d.u8(value, Opcode2);
    const std::uint8_t state = d.u8(value, State2);
    if (value.overrun())
        return;
    d.info("{} (state {})", nameOf(opcodes, opcode, "Unknown"), nameOf(statesV2, state, "Unknown"));
    const std::uint8_t version = d.u8(value, IpVersion2);
    d.u16(value, Group2);
    d.mac(value, Identifier2);
    d.u32(value, Priority2);
    d.u32(value, HelloTime2);
    d.u32(value, HoldTime2);
    if (version == four)
        d.ipv4(value, VirtualIp2);
    else
        d.ipv6(value, VirtualIp6);
}

void version2(ByteReader& bytes, Dissection& d) {
    enum Kind : std::uint8_t { GroupState = 1, InterfaceState, TextAuthentication, Md5Authentication };
    d.columnProtocol("HSRPv2");
    while (bytes.has(2)) {
        const std::uint8_t kind = bytes.u8();
        const std::size_t length = bytes.u8();
        ByteReader value = bytes.part(length);
        switch (kind) {
        case GroupState:
            groupState(value, d);
            break;
        case InterfaceState: {
            const std::uint16_t active = d.u16(value, ActiveGroups);
            const std::uint16_t passive = d.u16(value, PassiveGroups);
            d.info("Interface State TLV (Act={} Pass={})", active, passive);
            break;
        }
        case TextAuthentication:
            d.text(value, Authentication2, passwordSize);
            break;
        case Md5Authentication:
            value.skip(value.remaining() < 16 ? 0 : value.remaining() - 16);
            d.data(value, Digest, value.remaining());
            break;
        default:
            return;
        }
    }
}

} // namespace

const ProtocolInfo& HsrpDecoder::protocol() const noexcept {
    return info;
}

void HsrpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    // The two versions are sent to different multicast groups.
    constexpr std::uint32_t allRouters = 0xe0000002; // 224.0.0.2
    if (d.carrier().destination == ColumnAddress::ipv4(allRouters))
        version1(bytes, d);
    else
        version2(bytes, d);
}

} // namespace tapscope::hsrp
