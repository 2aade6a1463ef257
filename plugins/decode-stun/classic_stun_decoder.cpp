#include "stun_decoder.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::classic_stun {
namespace {

constexpr std::array types = {
    ValueName{0x0001, "Binding Request"},        ValueName{0x0002, "Shared Secret Request"},
    ValueName{0x0101, "Binding Response"},       ValueName{0x0102, "Shared Secret Response"},
    ValueName{0x0111, "Binding Error Response"}, ValueName{0x0112, "Shared Secret Error Response"}};
constexpr std::array attributes = {ValueName{0x0001, "MAPPED-ADDRESS"},  ValueName{0x0002, "RESPONSE-ADDRESS"},
                                   ValueName{0x0003, "CHANGE-REQUEST"},  ValueName{0x0004, "SOURCE-ADDRESS"},
                                   ValueName{0x0005, "CHANGED-ADDRESS"}, ValueName{0x0006, "USERNAME"},
                                   ValueName{0x0007, "PASSWORD"},        ValueName{0x0008, "MESSAGE-INTEGRITY"},
                                   ValueName{0x0009, "ERROR-CODE"},      ValueName{0x000a, "UNKNOWN-ATTRIBUTES"},
                                   ValueName{0x000b, "REFLECTED-FROM"},  ValueName{0x8020, "XOR-MAPPED-ADDRESS"},
                                   ValueName{0x8022, "SERVER"}};
enum Attribute : std::uint8_t {
    MappedAddress = 1,
    ResponseAddress,
    SourceAddress = 4,
    ChangedAddress,
    ReflectedFrom = 11
};
enum Field : std::uint16_t {
    Type,
    Length,
    TransactionId,
    AttributeType,
    AttributeLength,
    Family,
    Port,
    Address,
    Value
};
constexpr std::array families = {ValueName{1, "IPv4"}};
constexpr std::array fields = {
    FieldInfo{.name = "classicstun.type", .title = "Message Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "classicstun.length", .title = "Message Length", .base = Base::Hex},
    FieldInfo{.name = "classicstun.id", .title = "Message Transaction ID", .type = FieldType::ByteString},
    FieldInfo{.name = "classicstun.att.type", .title = "Attribute Type", .base = Base::Hex, .values = attributes},
    FieldInfo{.name = "classicstun.att.length", .title = "Attribute Length"},
    FieldInfo{.name = "classicstun.att.family",
              .title = "Protocol Family",
              .base = Base::Hex,
              .hexDigits = 4,
              .values = families},
    FieldInfo{.name = "classicstun.att.port", .title = "Port"},
    FieldInfo{.name = "classicstun.att.ipv4", .title = "IP", .type = FieldType::Ipv4},
    FieldInfo{.name = "classicstun.att.value", .title = "Value", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "classicstun",
                           .title = "Simple Traversal of UDP Through NAT",
                           .column = "CLASSIC-STUN",
                           .fields = fields,
                           .heuristics = heuristics};
constexpr std::size_t idSize = 16;

bool hasAddress(std::uint16_t type) noexcept {
    return type == MappedAddress || type == ResponseAddress || type == SourceAddress || type == ChangedAddress ||
           type == ReflectedFrom;
}

} // namespace

const ProtocolInfo& ClassicStunDecoder::protocol() const noexcept {
    return info;
}

/// Without a cookie, a message is recognised by its length, which is that of the datagram, and by one or more known
/// attributes that fill it. RFC 5389's messages have a cookie, and are left to StunDecoder.
bool ClassicStunDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::uint32_t cookie = 0x2112a442;
    ByteReader reader(bytes);
    const std::uint16_t type = reader.u16(), length = reader.u16();
    ByteReader id = reader;
    if (nameOf(types, type).empty() || id.u32() == cookie)
        return false;
    reader.skip(idSize);
    if (length == 0 || reader.overrun() || reader.remaining() != length)
        return false;
    while (!reader.atEnd()) {
        const std::uint16_t attribute = reader.u16();
        reader.skip(reader.u16());
        if (reader.overrun() || nameOf(attributes, attribute).empty())
            return false;
    }
    return true;
}

void ClassicStunDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t addressSize = 8;
    const std::uint16_t type = d.u16(bytes, Type);
    d.u16(bytes, Length);
    d.data(bytes, TransactionId, idSize);
    d.info("Message: {}", nameOf(types, type, "Unknown"));
    while (!bytes.atEnd()) {
        const std::uint16_t attribute = d.u16(bytes, AttributeType);
        const auto nest = d.nest();
        const std::size_t length = d.u16(bytes, AttributeLength);
        if (hasAddress(attribute) && length == addressSize) {
            bytes.skip(1);
            d.u8(bytes, Family);
            d.u16(bytes, Port);
            d.ipv4(bytes, Address);
        } else if (length != 0) {
            d.data(bytes, Value, length);
        }
    }
}

} // namespace tapscope::classic_stun
