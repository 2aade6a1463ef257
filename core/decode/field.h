#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tapscope {

/// The type of a field's value. It determines how the value is stored, compared by filters, and printed.
enum class FieldType : std::uint8_t {
    Protocol, ///< a layer: presence and byte range only
    Label,    ///< a line of text in the tree above a group of fields; has no value
    Boolean,
    Unsigned,     ///< up to 64 bits, in FieldValue::number
    Signed,       ///< up to 64 bits, two's complement in FieldValue::number
    ByteString,   ///< the frame's bytes in the field's range
    Text,         ///< text in the frame's bytes of the range, or made by the decoder
    Mac,          ///< six bytes of the range
    Ipv4,         ///< FieldValue::number, host order
    Ipv6,         ///< sixteen bytes of the range
    AbsoluteTime, ///< FieldValue::number: nanoseconds since the epoch, as int64
    RelativeTime, ///< FieldValue::number: nanoseconds, as int64
    Double,       ///< FieldValue::number: bits of a double
    Oid,          ///< BER-encoded object identifier in the range
};

/// How a number is printed in the tree and by `-T fields`, and therefore in filters that are made from a value.
enum class Base : std::uint8_t {
    None,
    Decimal,    ///< 64
    Hex,        ///< 0x0040, with `width` digits
    DecimalHex, ///< 64 (0x40)
    HexDecimal, ///< 0x40 (64)
    Octal,
    Dotted, ///< bytes: 1.2.3
};

/// A number's name: {6, "TCP"}.
struct ValueName {
    std::uint64_t value;
    std::string_view name;
};

/// Returns the name of a number in a sorted table, or `otherwise`.
[[nodiscard]] std::string_view nameOf(std::span<const ValueName> values, std::uint64_t value,
                                      std::string_view otherwise = {}) noexcept;

/// One entry of a decoder's field table, with static storage. Names are Wireshark's if it has the field.
struct FieldInfo {
    std::string_view name;  ///< "ip.ttl", unique within its protocol or deliberately shared
    std::string_view title; ///< "Time to Live"
    FieldType type = FieldType::Unsigned;
    Base base = Base::Decimal;
    std::uint8_t hexDigits = 0;             ///< digits printed by Base::Hex; 0 = twice the field's bytes
    std::span<const ValueName> values = {}; ///< names of values, sorted by value
    std::uint64_t mask = 0;                 ///< a bit field's bits within the bytes of its range; 0 = all of them
    std::string_view alias = {};            ///< a second name for filters: "ip.addr" for ip.src and ip.dst
    std::string_view unit = {};             ///< " bytes", " seconds": appended to the value in the tree
    bool fromHistory = false;               ///< its value depends on earlier frames (tcp.seq)
};

/// A field in the registry: an index into all fields of all protocols.
using FieldId = std::uint32_t;
inline constexpr FieldId noField = ~FieldId{0};

} // namespace tapscope
