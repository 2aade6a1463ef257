#pragma once

#include <decode/field.h>

#include <array>
#include <cstdint>
#include <span>

namespace tapscope::dhcpv6 {

enum Field : std::uint16_t {
    Type,
    Transaction,
    HopCount,
    LinkAddress,
    PeerAddress,
    Option,
    OptionType,
    OptionLength,
    OptionValue,
    Duid,
    DuidType,
    Iaid,
    T1,
    T2,
    Address,
    PreferredLifetime,
    ValidLifetime,
    PrefixPreferred,
    PrefixValid,
    PrefixLength,
    PrefixAddress,
    RequestedOption,
    Preference,
    ElapsedTime,
    StatusCode,
    StatusMessage,
    DnsServer,
    fieldCount,
};

/// In the order of Field.
extern const std::array<FieldInfo, fieldCount> fields;
/// Names of messages and options (IANA, DHCPv6 parameters).
extern const std::span<const ValueName> messageTypes;
extern const std::span<const ValueName> optionNames;

} // namespace tapscope::dhcpv6
