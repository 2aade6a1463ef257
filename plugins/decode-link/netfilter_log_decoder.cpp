#include "link_decoders.h"

#include <decode/ethertype.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope::netfilter_log {
namespace {

enum Attribute : std::uint16_t {
    PacketHeader = 1,
    Timestamp = 3,
    InputIndex,
    OutputIndex,
    PhysicalInputIndex,
    PhysicalOutputIndex,
    Payload = 9,
    Prefix,
    UserId,
    GroupId = 14
};
constexpr std::array attributes = {ValueName{PacketHeader, "NFULA_PACKET_HDR"},
                                   ValueName{2, "NFULA_MARK"},
                                   ValueName{Timestamp, "NFULA_TIMESTAMP"},
                                   ValueName{InputIndex, "NFULA_IFINDEX_INDEV"},
                                   ValueName{OutputIndex, "NFULA_IFINDEX_OUTDEV"},
                                   ValueName{PhysicalInputIndex, "NFULA_IFINDEX_PHYSINDEV"},
                                   ValueName{PhysicalOutputIndex, "NFULA_IFINDEX_PHYSOUTDEV"},
                                   ValueName{8, "NFULA_HWADDR"},
                                   ValueName{Payload, "NFULA_PAYLOAD"},
                                   ValueName{Prefix, "NFULA_PREFIX"},
                                   ValueName{UserId, "NFULA_UID"},
                                   ValueName{12, "NFULA_SEQ"},
                                   ValueName{13, "NFULA_SEQ_GLOBAL"},
                                   ValueName{GroupId, "NFULA_GID"},
                                   ValueName{15, "NFULA_HWTYPE"},
                                   ValueName{16, "NFULA_HWHEADER"},
                                   ValueName{17, "NFULA_HWLEN"},
                                   ValueName{18, "NFULA_CT"},
                                   ValueName{19, "NFULA_CT_INFO"}};
constexpr std::array families = {ValueName{2, "IPv4"}, ValueName{7, "Bridge"}, ValueName{10, "IPv6"}};
constexpr std::array hookNames = {ValueName{0, "Pre-routing"}, ValueName{1, "Local in"}, ValueName{2, "Forward"},
                                  ValueName{3, "Local out"}, ValueName{4, "Post-routing"}};

enum Field : std::uint16_t {
    Family,
    Version,
    Group,
    Tlv,
    Length,
    Type,
    Protocol,
    NetfilterHook,
    IndexOfInput,
    IndexOfOutput,
    IndexOfPhysicalInput,
    IndexOfPhysicalOutput,
    Text,
    User,
    UserGroup,
    Time,
    Value,
};
const std::array fields = {
    FieldInfo{.name = "nflog.family", .title = "Family", .values = families},
    FieldInfo{.name = "nflog.version", .title = "Version"},
    FieldInfo{.name = "nflog.res_id", .title = "Resource id"},
    FieldInfo{.name = "nflog.tlv", .title = "TLV", .type = FieldType::ByteString},
    FieldInfo{.name = "nflog.tlv_length", .title = "Length"},
    FieldInfo{.name = "nflog.tlv_type", .title = "Type", .values = attributes, .mask = 0x7fff},
    FieldInfo{.name = "nflog.protocol", .title = "HW protocol", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "nflog.hook", .title = "Netfilter hook", .values = hookNames},
    FieldInfo{.name = "nflog.ifindex_indev", .title = "IFINDEX_INDEV"},
    FieldInfo{.name = "nflog.ifindex_outdev", .title = "IFINDEX_OUTDEV"},
    FieldInfo{.name = "nflog.ifindex_physindev", .title = "IFINDEX_PHYSINDEV"},
    FieldInfo{.name = "nflog.ifindex_physoutdev", .title = "IFINDEX_PHYSOUTDEV"},
    FieldInfo{.name = "nflog.prefix", .title = "Prefix", .type = FieldType::Text},
    FieldInfo{.name = "nflog.uid", .title = "UID"},
    FieldInfo{.name = "nflog.gid", .title = "GID"},
    FieldInfo{.name = "nflog.timestamp", .title = "Timestamp", .type = FieldType::AbsoluteTime},
    FieldInfo{.name = "nflog.tlv_value", .title = "Value", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"linktype", 239}};
const ProtocolInfo info = {.abbreviation = "nflog",
                           .title = "Linux Netfilter NFLOG",
                           .column = "NFLOG",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::uint16_t ipv4 = 0x0800, ipv6 = 0x86dd, attributeHeader = 4;

/// The packet, and what it is.
struct Packet {
    std::uint16_t ethertype = 0;
    ByteReader bytes{Bytes{}};
    bool isPresent = false;
};

std::uint16_t ethertypeOf(std::uint8_t family) {
    constexpr std::uint8_t inet = 2, inet6 = 10;
    return family == inet ? ipv4 : family == inet6 ? ipv6 : std::uint16_t{0};
}

/// Attributes are in the byte order of the machine that captured, which nothing tells: the first length does.
bool isBigEndian(const ByteReader& bytes) {
    ByteReader little = bytes;
    const std::size_t length = little.u16le();
    return length < attributeHeader || length > bytes.remaining();
}

void decodeTime(ByteReader& value, Dissection& d) {
    constexpr std::uint64_t perSecond = 1'000'000'000, perMicrosecond = 1000;
    const ByteRange range = rangeAhead(value, 16);
    const std::uint64_t seconds = value.u64();
    const std::uint64_t microseconds = value.u64();
    if (!value.overrun())
        d.add(Time, range, seconds * perSecond + microseconds * perMicrosecond);
}

void decodeValue(ByteReader& value, Dissection& d, std::uint16_t type, Packet& packet) {
    switch (type) {
    case PacketHeader:
        packet.ethertype = d.u16(value, Protocol);
        d.u8(value, NetfilterHook);
        value.skip(1);
        break;
    case Timestamp:
        decodeTime(value, d);
        break;
    case InputIndex:
    case OutputIndex:
    case PhysicalInputIndex:
    case PhysicalOutputIndex:
        d.u32(value, static_cast<Field>(IndexOfInput + type - InputIndex));
        break;
    case Prefix:
        textToZero(value, d, Text);
        break;
    case UserId:
        d.u32(value, User);
        break;
    case GroupId:
        d.u32(value, UserGroup);
        break;
    case Payload:
        packet.bytes = value;
        packet.isPresent = true;
        return;
    default:
        if (!value.atEnd())
            d.data(value, Value, value.remaining());
    }
}

void decodeAttributes(ByteReader& bytes, Dissection& d, Packet& packet) {
    constexpr std::uint16_t typeMask = 0x7fff, alignment = 4;
    const bool isBig = isBigEndian(bytes);
    const auto number = [&](ByteReader& from, Field field) {
        return static_cast<std::uint16_t>(isBig ? d.u16(from, field) : d.uintLe(from, field, 2));
    };
    while (!bytes.atEnd() && !bytes.overrun() && !packet.isPresent) { // what lies behind the packet is its padding
        ByteReader ahead = bytes;
        const std::size_t length = isBig ? ahead.u16() : ahead.u16le();
        const auto type = static_cast<std::uint16_t>((isBig ? ahead.u16() : ahead.u16le()) & typeMask);
        if (ahead.overrun() || length < attributeHeader || length > bytes.remaining()) {
            bytes.setOverrun();
            return;
        }
        d.addBytes(Tlv, rangeAhead(bytes, length));
        d.label("TLV Type: {} ({}), Length: {}", nameOf(attributes, type, "Unknown"), type, length);
        const auto nest = d.nest();
        ByteReader attribute = bytes.part(length);
        number(attribute, Length);
        number(attribute, Type);
        decodeValue(attribute, d, type, packet);
        if (attribute.overrun())
            bytes.setOverrun();
        bytes.skip(std::min((alignment - length % alignment) % alignment, bytes.remaining()));
    }
}

} // namespace

const ProtocolInfo& NetfilterLogDecoder::protocol() const noexcept {
    return info;
}

void NetfilterLogDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    const std::uint8_t family = d.u8(bytes, Family);
    d.u8(bytes, Version);
    d.u16(bytes, Group);
    if (bytes.overrun())
        return;
    Packet packet{.ethertype = 0};
    decodeAttributes(bytes, d, packet);
    if (!packet.isPresent)
        return;
    if (const std::uint16_t known = ethertypeOf(family); known != 0)
        packet.ethertype = known;
    d.next(Ethertype, packet.ethertype, packet.bytes);
}

} // namespace tapscope::netfilter_log
