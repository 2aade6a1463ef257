#include "stun_attributes.h"

#include <algorithm>
#include <array>

namespace tapscope::stun {
namespace {

constexpr std::array classes = {ValueName{0, "Request"}, ValueName{1, "Indication"}, ValueName{2, "Success Response"},
                                ValueName{3, "Error Response"}};
constexpr std::array families = {ValueName{1, "IPv4"}, ValueName{2, "IPv6"}};
constexpr std::array transports = {ValueName{6, "TCP"}, ValueName{17, "UDP"}};

enum Kind : std::uint16_t {
    MappedAddress = 0x0001,
    ResponseAddress = 0x0002,
    SourceAddress = 0x0004,
    ChangedAddress = 0x0005,
    UsernameKind = 0x0006,
    MessageIntegrity = 0x0008,
    ErrorCode = 0x0009,
    ReflectedFrom = 0x000b,
    ChannelNumberKind = 0x000c,
    LifetimeKind = 0x000d,
    XorPeerAddress = 0x0012,
    Data = 0x0013,
    RealmKind = 0x0014,
    NonceKind = 0x0015,
    XorRelayedAddress = 0x0016,
    RequestedFamily = 0x0017,
    RequestedTransport = 0x0019,
    MessageIntegritySha256 = 0x001c,
    XorMappedAddress = 0x0020,
    PriorityKind = 0x0024,
    XorMappedAddressOld = 0x8020,
    SoftwareKind = 0x8022,
    AlternateServer = 0x8023,
    Fingerprint = 0x8028,
    IceControlled = 0x8029,
    IceControlling = 0x802a,
    ResponseOrigin = 0x802b,
    OtherAddress = 0x802c,
};
// IANA, STUN attributes.
constexpr std::array kinds = {
    ValueName{0x0001, "MAPPED-ADDRESS"},
    ValueName{0x0002, "RESPONSE-ADDRESS"},
    ValueName{0x0003, "CHANGE-REQUEST"},
    ValueName{0x0004, "SOURCE-ADDRESS"},
    ValueName{0x0005, "CHANGED-ADDRESS"},
    ValueName{0x0006, "USERNAME"},
    ValueName{0x0007, "PASSWORD"},
    ValueName{0x0008, "MESSAGE-INTEGRITY"},
    ValueName{0x0009, "ERROR-CODE"},
    ValueName{0x000a, "UNKNOWN-ATTRIBUTES"},
    ValueName{0x000b, "REFLECTED-FROM"},
    ValueName{0x000c, "CHANNEL-NUMBER"},
    ValueName{0x000d, "LIFETIME"},
    ValueName{0x0010, "BANDWIDTH"},
    ValueName{0x0012, "XOR-PEER-ADDRESS"},
    ValueName{0x0013, "DATA"},
    ValueName{0x0014, "REALM"},
    ValueName{0x0015, "NONCE"},
    ValueName{0x0016, "XOR-RELAYED-ADDRESS"},
    ValueName{0x0017, "REQUESTED-ADDRESS-FAMILY"},
    ValueName{0x0018, "EVEN-PORT"},
    ValueName{0x0019, "REQUESTED-TRANSPORT"},
    ValueName{0x001a, "DONT-FRAGMENT"},
    ValueName{0x001c, "MESSAGE-INTEGRITY-SHA256"},
    ValueName{0x0020, "XOR-MAPPED-ADDRESS"},
    ValueName{0x0022, "RESERVATION-TOKEN"},
    ValueName{0x0024, "PRIORITY"},
    ValueName{0x0025, "USE-CANDIDATE"},
    ValueName{0x0026, "PADDING"},
    ValueName{0x0027, "RESPONSE-PORT"},
    ValueName{0x002a, "CONNECTION-ID"},
    ValueName{0x8020, "XOR-MAPPED-ADDRESS"},
    ValueName{0x8022, "SOFTWARE"},
    ValueName{0x8023, "ALTERNATE-SERVER"},
    ValueName{0x8027, "CACHE-TIMEOUT"},
    ValueName{0x8028, "FINGERPRINT"},
    ValueName{0x8029, "ICE-CONTROLLED"},
    ValueName{0x802a, "ICE-CONTROLLING"},
    ValueName{0x802b, "RESPONSE-ORIGIN"},
    ValueName{0x802c, "OTHER-ADDRESS"},
    ValueName{0xc057, "GOOG-NETWORK-INFO"},
};
constexpr std::array errors = {
    ValueName{300, "Try Alternate"},
    ValueName{400, "Bad Request"},
    ValueName{401, "Unauthenticated"},
    ValueName{403, "Forbidden"},
    ValueName{405, "Mobility Forbidden"},
    ValueName{420, "Unknown Attribute"},
    ValueName{437, "Allocation Mismatch"},
    ValueName{438, "Stale Nonce"},
    ValueName{440, "Address Family not Supported"},
    ValueName{441, "Wrong Credentials"},
    ValueName{442, "Unsupported Transport Protocol"},
    ValueName{443, "Peer Address Family Mismatch"},
    ValueName{446, "Connection Already Exists"},
    ValueName{447, "Connection Timeout or Failure"},
    ValueName{486, "Allocation Quota Reached"},
    ValueName{487, "Role Conflict"},
    ValueName{500, "Server Error"},
    ValueName{508, "Insufficient Capacity"},
};

ByteRange range(const ByteReader& bytes, std::size_t size) {
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
}

/// An address, plain or combined (XOR) with the cookie and the transaction ID (RFC 8489 section 14.2).
void decodeAddress(ByteReader& bytes, std::uint16_t kind, Bytes transactionId, bool isXored, Dissection& d) {
    constexpr std::uint8_t ipv4 = 1, ipv6 = 2;
    bytes.skip(1);
    const std::uint8_t family = d.u8(bytes, Family);
    const ByteRange portRange = range(bytes, 2);
    std::uint16_t port = bytes.u16();
    if (isXored) {
        d.addBytes(XoredPort, portRange);
        port ^= static_cast<std::uint16_t>(magicCookie >> 16);
    }
    d.add(Port, portRange, port);
    ColumnAddress address;
    const std::size_t size = family == ipv6 ? 16 : 4;
    const ByteRange addressRange = range(bytes, size);
    if (family == ipv6) {
        std::array<std::byte, 16> octets{};
        std::ranges::copy(bytes.take(size), octets.begin());
        for (std::size_t i = 0; isXored && i < size; ++i)
            octets[i] ^= i < 4                          ? static_cast<std::byte>(magicCookie >> (24 - 8 * i))
                         : i - 4 < transactionId.size() ? transactionId[i - 4]
                                                        : std::byte{0};
        address = ColumnAddress::ipv6(octets);
        if (!bytes.overrun())
            d.addText(Ipv6, addressRange, ColumnText(address).view());
    } else if (family == ipv4) {
        const std::uint32_t value = bytes.u32() ^ (isXored ? magicCookie : 0);
        address = ColumnAddress::ipv4(value);
        if (!bytes.overrun())
            d.add(Ipv4, addressRange, value);
    }
    if (bytes.overrun() || address.bytes().empty())
        return;
    d.infoAppend(" {}: {}:{}", nameOf(kinds, kind), ColumnText(address).view(), port);
}

void decodeError(ByteReader& bytes, Dissection& d) {
    bytes.skip(2);
    const unsigned kind = d.u8(bytes, ErrorClass) & 7U;
    const unsigned code = kind * 100 + d.u8(bytes, ErrorNumber);
    const std::string_view reason = d.text(bytes, ErrorReason, bytes.remaining());
    d.infoAppend(" error-code: {} ({})", code, nameOf(errors, code, "Unknown error code"));
    if (!reason.empty())
        d.infoAppend(" {}", reason);
}

void decodeValue(ByteReader& bytes, std::uint16_t kind, Bytes transactionId, Dissection& d) {
    switch (kind) {
    case MappedAddress:
    case ResponseAddress:
    case SourceAddress:
    case ChangedAddress:
    case ReflectedFrom:
    case AlternateServer:
    case ResponseOrigin:
    case OtherAddress:
        decodeAddress(bytes, kind, transactionId, false, d);
        break;
    case XorPeerAddress:
    case XorRelayedAddress:
    case XorMappedAddress:
    case XorMappedAddressOld:
        decodeAddress(bytes, kind, transactionId, true, d);
        break;
    case UsernameKind:
        d.infoAppend(" user: {}", d.text(bytes, Username, bytes.remaining()));
        break;
    case RealmKind:
        d.infoAppend(" realm: {}", d.text(bytes, Realm, bytes.remaining()));
        break;
    case NonceKind:
        d.text(bytes, Nonce, bytes.remaining());
        d.infoAppend(" with nonce");
        break;
    case SoftwareKind:
        d.text(bytes, Software, bytes.remaining());
        break;
    case MessageIntegrity:
    case MessageIntegritySha256:
        d.data(bytes, Hmac, bytes.remaining());
        break;
    case Fingerprint:
        d.u32(bytes, Crc32);
        break;
    case ErrorCode:
        decodeError(bytes, d);
        break;
    case LifetimeKind:
        d.infoAppend(" lifetime: {}", d.u32(bytes, Lifetime));
        break;
    case ChannelNumberKind:
        d.infoAppend(" ChannelNumber=0x{:x}", d.u16(bytes, ChannelNumber));
        bytes.skip(2);
        break;
    case RequestedTransport:
        d.infoAppend(" {}", nameOf(transports, d.u8(bytes, Transport), "Unknown"));
        bytes.skip(3);
        break;
    case RequestedFamily:
        d.u8(bytes, Family);
        bytes.skip(3);
        break;
    case PriorityKind:
        d.u32(bytes, Priority);
        break;
    case IceControlled:
    case IceControlling:
        d.data(bytes, TieBreaker, bytes.remaining());
        break;
    case Data:
        d.addBytes(Value, range(bytes, bytes.remaining()));
        d.nextAsData(bytes);
        break;
    default:
        if (!bytes.atEnd())
            d.data(bytes, Value, bytes.remaining());
    }
}

constexpr FieldInfo text(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::Text};
}
constexpr FieldInfo octets(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::ByteString};
}

} // namespace

const std::array<FieldInfo, fieldCount> fields = {{
    {.name = "stun.type", .title = "Message Type", .base = Base::Hex, .hexDigits = 4},
    {.name = "stun.type.class", .title = "Message Class", .base = Base::Hex, .hexDigits = 4, .values = classes},
    {.name = "stun.type.method", .title = "Message Method", .base = Base::Hex, .hexDigits = 4},
    {.name = "stun.length", .title = "Message Length"},
    octets("stun.cookie", "Message Cookie"),
    octets("stun.id", "Message Transaction ID"),
    {.name = "stun.attributes", .title = "Attributes", .type = FieldType::Label},
    {.name = "stun.attribute", .title = "Attribute", .type = FieldType::Label},
    {.name = "stun.att.type", .title = "Attribute Type", .base = Base::Hex, .hexDigits = 4, .values = kinds},
    {.name = "stun.att.length", .title = "Attribute Length"},
    {.name = "stun.att.family", .title = "Protocol Family", .base = Base::Hex, .values = families},
    {.name = "stun.att.port", .title = "Port"},
    octets("stun.att.port-xord", "Port (XOR-d)"),
    {.name = "stun.att.ipv4", .title = "IP", .type = FieldType::Ipv4},
    text("stun.att.ipv6", "IP"),
    octets("stun.att.ipv4-xord", "IP (XOR-d)"),
    text("stun.att.username", "Username"),
    text("stun.att.realm", "Realm"),
    text("stun.att.nonce", "Nonce"),
    text("stun.att.software", "Software"),
    octets("stun.att.hmac", "HMAC-SHA1"),
    {.name = "stun.att.crc32", .title = "CRC-32", .base = Base::Hex},
    {.name = "stun.att.error.class", .title = "Error Class", .mask = 7},
    {.name = "stun.att.error", .title = "Error Code"},
    text("stun.att.error.reason", "Error Reason Phrase"),
    {.name = "stun.att.lifetime", .title = "Lifetime"},
    {.name = "stun.att.channelnum", .title = "Channel-Number", .base = Base::Hex},
    {.name = "stun.att.transp", .title = "Transport", .base = Base::Hex, .values = transports},
    {.name = "stun.att.priority", .title = "Priority"},
    octets("stun.att.tie-breaker", "Tie breaker"),
    octets("stun.value", "Value"),
    {.name = "stun.channel", .title = "Channel Number", .base = Base::Hex},
}};

std::string_view decodeAttributes(ByteReader bytes, Bytes transactionId, Dissection& d) {
    std::string_view damage;
    d.addBytes(Attributes, range(bytes, bytes.remaining()));
    const auto nest = d.nest();
    while (!bytes.atEnd()) {
        ByteReader head = bytes;
        const std::uint16_t kind = head.u16();
        const std::uint16_t length = head.u16();
        d.addBytes(Attribute, range(bytes, std::min<std::size_t>(4U + length, bytes.remaining())));
        d.label("{}", nameOf(kinds, kind, "Unknown"));
        const auto inner = d.nest();
        d.u16(bytes, AttributeType);
        d.u16(bytes, AttributeLength);
        const bool fits = !bytes.overrun() && bytes.has(length);
        ByteReader value = bytes.part(length);
        decodeValue(value, kind, transactionId, d);
        if (!fits)
            damage = "an attribute does not fit";
        else if (value.overrun() && damage.empty())
            damage = "an attribute is shorter than its fields";
        bytes.skip(std::min<std::size_t>((4U - length % 4U) % 4U, bytes.remaining()));
    }
    return damage;
}

} // namespace tapscope::stun
