#include "eap_methods.h"

#include "eap_fields.h"

#include <decode/dissection.h>

#include <algorithm>

namespace tapscope::eap {
namespace {

enum MethodType : std::uint8_t {
    IdentityMethod = 1,
    NotificationMethod = 2,
    Nak = 3,
    Md5 = 4,
    Tls = 13,
    Leap = 17,
    Sim = 18,
    Ttls = 21,
    Aka = 23,
    Peap = 25,
    MsChapV2 = 26,
    Fast = 43,
    AkaPrime = 50,
    Teap = 55,
    Expanded = 254,
};

/// An element that may be empty, which then has no field.
void rest(ByteReader& bytes, Dissection& d, Field field) {
    if (!bytes.atEnd())
        d.data(bytes, field, bytes.remaining());
}

/// Of EAP-SIM (RFC 4186) and EAP-AKA (RFC 4187), which share their format.
struct AttributeFields {
    std::string_view name;
    Field subtype, reserved, attribute, type, length, notification, error, value;
};
constexpr AttributeFields simFields = {"EAP-SIM", SimSubtype,      SimReserved, SimAttribute, SimType,
                                       SimLength, SimNotification, SimError,    SimValue};
constexpr AttributeFields akaFields = {"EAP-AKA", AkaSubtype,      AkaReserved, AkaAttribute, AkaType,
                                       AkaLength, AkaNotification, AkaError,    AkaValue};

void attributeValue(std::uint8_t type, ByteReader& value, Dissection& d, const AttributeFields& of) {
    enum { NotificationCode = 12, PeerIdentity = 14, ClientError = 22 };
    switch (type) {
    case NotificationCode:
        d.u16(value, of.notification);
        return;
    case ClientError:
        d.u16(value, of.error);
        return;
    case PeerIdentity: {
        const std::size_t size = d.u16(value, IdentityLength);
        d.text(value, Identity, size);
        rest(value, d, IdentityPadding);
        return;
    }
    default:
        rest(value, d, of.value);
    }
}

/// Attributes, whose lengths count words of four octets (RFC 4187 section 8.1).
void attributeList(ByteReader& bytes, Dissection& d, const AttributeFields& of) {
    constexpr std::size_t word = 4, head = 2;
    d.u8(bytes, of.subtype);
    if (bytes.atEnd())
        return;
    d.u16(bytes, of.reserved);
    while (!bytes.atEnd()) {
        const std::uint8_t type = bytes.peek();
        const std::size_t size = bytes.peek(1) * word;
        const std::size_t there = std::min(std::max(size, head), bytes.remaining());
        d.add(of.attribute, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(there)}, 0);
        d.label("{} Attribute: {} ({})", of.name, nameOf(attributes, type, "Unknown"), type);
        const auto nest = d.nest();
        d.u8(bytes, of.type);
        d.u8(bytes, of.length);
        if (size == 0 || !bytes.has(size - head)) {
            bytes.setOverrun();
            return;
        }
        ByteReader value = bytes.part(size - head);
        attributeValue(type, value, d, of);
        if (value.overrun())
            bytes.setOverrun();
    }
}

void md5Challenge(ByteReader& bytes, Dissection& d) {
    const std::size_t size = d.u8(bytes, Md5Size);
    d.data(bytes, Md5Value, size);
    rest(bytes, d, Md5Extra);
}

/// Cisco's method: which of challenge and response `LeapData` is depends on the packets before it.
void lightweight(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, LeapVersion);
    d.u8(bytes, LeapReserved);
    const std::size_t count = d.u8(bytes, LeapCount);
    d.data(bytes, LeapData, count);
    d.text(bytes, LeapName, bytes.remaining());
}

/// draft-kamath-pppext-eap-mschapv2. An answer to success or failure is the opcode alone.
void challengeHandshake(ByteReader& bytes, Dissection& d) {
    enum { Challenge = 1, ResponseOpcode, SuccessOpcode, FailureOpcode };
    constexpr std::size_t wholeResponse = 49;
    const std::uint8_t opcode = d.u8(bytes, ChapOpcode);
    if (bytes.atEnd())
        return;
    d.u8(bytes, ChapIdentifier);
    d.u16(bytes, ChapLength);
    if (bytes.atEnd())
        return;
    switch (opcode) {
    case Challenge: {
        const std::size_t size = d.u8(bytes, ChapValueSize);
        d.data(bytes, ChapChallenge, size);
        break;
    }
    case ResponseOpcode: {
        const std::size_t size = d.u8(bytes, ChapValueSize);
        if (size == wholeResponse) {
            d.data(bytes, ChapPeerChallenge, 16);
            d.data(bytes, ChapReserved, 8);
            d.data(bytes, ChapNtResponse, 24);
            d.u8(bytes, ChapFlags);
        } else {
            d.data(bytes, ChapResponse, size);
        }
        break;
    }
    case SuccessOpcode:
        d.text(bytes, ChapMessage, bytes.remaining());
        return;
    case FailureOpcode:
        d.text(bytes, ChapFailure, bytes.remaining());
        return;
    default:
        d.data(bytes, ChapData, bytes.remaining());
        return;
    }
    if (!bytes.atEnd())
        d.text(bytes, ChapName, bytes.remaining());
}

/// Whether the bytes are TLS records from the first to the last octet. A message in fragments (RFC 5216 section 2.1.5)
/// is cut anywhere, and its last fragment has the same flags as a whole message.
bool areRecords(ByteReader bytes) noexcept {
    constexpr std::uint8_t changeCipherSpec = 20, heartbeat = 24, major = 3;
    while (!bytes.atEnd()) {
        const std::uint8_t type = bytes.u8();
        if (type < changeCipherSpec || type > heartbeat || bytes.u8() != major)
            return false;
        bytes.skip(1);
        bytes.skip(bytes.u16());
    }
    return !bytes.overrun();
}

/// EAP-TLS (RFC 5216) and the methods that tunnel others in TLS.
Follows tunnel(std::uint8_t method, ByteReader& bytes, Dissection& d) {
    enum Flag : std::uint8_t { HasLength = 0x80, More = 0x40, Start = 0x20, HasOuter = 0x10 };
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, TlsFlags);
    {
        const auto nest = d.nest();
        d.addBits({TlsLengthIncluded, TlsMoreFragments, TlsStart}, range, flags);
        if (method == Teap)
            d.addBits({TlsOuterIncluded}, range, flags);
        if (method != Tls)
            d.addBits({TlsVersion}, range, flags);
    }
    const std::uint64_t length = (flags & HasLength) != 0 ? d.u32(bytes, TlsLength) : bytes.remaining();
    const bool hasOuter = method == Teap && (flags & HasOuter) != 0;
    if (hasOuter)
        d.u32(bytes, TlsOuterLength);
    if ((flags & Start) != 0) {
        if (d.isLearning()) // another TLS session begins between the same ends
            d.forgetConversation();
        if (method == Fast) {
            constexpr std::uint16_t authorityId = 4;
            const std::uint16_t type = d.u16(bytes, FastType);
            const std::size_t size = d.u16(bytes, FastLength);
            const ByteReader data = ByteReader(bytes).part(size);
            d.data(bytes, Data, size);
            if (type == authorityId && !bytes.overrun())
                d.addRest(FastAuthority, data);
        }
    }
    if (bytes.atEnd())
        return Follows::Nothing;
    if (hasOuter)
        return Follows::Data;
    if ((flags & More) == 0 && length == bytes.remaining() && areRecords(bytes))
        return Follows::Records;
    d.data(bytes, Data, bytes.remaining());
    return Follows::Nothing;
}

} // namespace

Follows decodeMethod(std::uint8_t method, ByteReader& bytes, Dissection& d) {
    switch (method) {
    case IdentityMethod:
        d.text(bytes, Identity, bytes.remaining());
        return Follows::Nothing;
    case NotificationMethod:
        d.text(bytes, Notification, bytes.remaining());
        return Follows::Nothing;
    case Nak:
        while (!bytes.atEnd())
            d.u8(bytes, DesiredMethod);
        return Follows::Nothing;
    case Md5:
        md5Challenge(bytes, d);
        return Follows::Nothing;
    case Tls:
    case Ttls:
    case Peap:
    case Fast:
    case Teap:
        return tunnel(method, bytes, d);
    case Leap:
        lightweight(bytes, d);
        return Follows::Nothing;
    case Sim:
        attributeList(bytes, d, simFields);
        return Follows::Nothing;
    case Aka:
    case AkaPrime:
        attributeList(bytes, d, akaFields);
        return Follows::Nothing;
    case MsChapV2:
        challengeHandshake(bytes, d);
        return Follows::Nothing;
    case Expanded:
        d.u24(bytes, VendorId);
        d.u32(bytes, VendorType);
        return Follows::Data;
    default:
        d.data(bytes, Data, bytes.remaining());
        return Follows::Nothing;
    }
}

} // namespace tapscope::eap
