#pragma once

#include <decode/field.h>

#include <span>
#include <string_view>

namespace tapscope::postgres {

enum Field : std::uint16_t {
    Frontend,
    Type,
    Length,
    VersionMajor,
    VersionMinor,
    ParameterName,
    ParameterValue,
    Query,
    Password,
    AuthenticationType,
    Salt,
    SecurityData,
    SaslMechanism,
    SaslLength,
    SaslData,
    Statement,
    Portal,
    Returns,
    Tag,
    Status,
    CopyData,
    CopyError,
    Pid,
    Key,
    Condition,
    Text,
    TableOid,
    TypeOid,
    Oid,
    Format,
    FieldCount,
    ColumnName,
    ColumnIndex,
    ValueLength,
    ValueData,
    TypeModifier,
    SupportedMinor,
    UnsupportedCount,
    UnsupportedOption,
    FirstOfReport, ///< the texts of errors and notices follow, in the order of reportCodes
    EndOfFields = FirstOfReport + 18,
};

/// Codes of the texts of an error or notice, from FirstOfReport on.
inline constexpr std::string_view reportCodes = "SCMDHPpqWstcdnFLRV";

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;
/// "Simple query"; "Unknown" if there is no such type.
[[nodiscard]] std::string_view typeName(bool isFrontend, std::uint8_t type) noexcept;

} // namespace tapscope::postgres
