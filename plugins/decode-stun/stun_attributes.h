#pragma once

#include <decode/dissection.h>

#include <array>

namespace tapscope::stun {

inline constexpr std::uint32_t magicCookie = 0x2112a442;

enum Field : std::uint16_t {
    Type,
    TypeClass,
    TypeMethod,
    Length,
    Cookie,
    TransactionId,
    Attributes,
    Attribute,
    AttributeType,
    AttributeLength,
    Family,
    Port,
    XoredPort,
    Ipv4,
    Ipv6,
    XoredAddress,
    Username,
    Realm,
    Nonce,
    Software,
    Hmac,
    Crc32,
    ErrorClass,
    ErrorNumber,
    ErrorReason,
    Lifetime,
    ChannelNumber,
    Transport,
    Priority,
    TieBreaker,
    Value,
    Channel,
    fieldCount,
};
extern const std::array<FieldInfo, fieldCount> fields;

/// Reads the attributes of a message with this transaction ID, adds them, and adds their names to the Info column.
/// Returns the damage found; empty if there is none.
[[nodiscard]] std::string_view decodeAttributes(ByteReader bytes, Bytes transactionId, Dissection& dissection);

} // namespace tapscope::stun
