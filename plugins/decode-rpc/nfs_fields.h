#pragma once

#include <decode/field.h>

#include <array>
#include <cstdint>
#include <span>

namespace tapscope::rpc::nfs {

enum Field : std::uint16_t {
    Procedure2,
    Procedure3,
    Status2,
    Status3,
    HandleLength,
    HandleHash,
    HandleBytes,
    FileName,
    LinkTarget,
    ReadOffset,
    ReadCount,
    ReadTotal,
    WriteBegin,
    WriteOffset,
    WriteTotal,
    Offset64,
    Count32,
    Stable,
    Committed,
    CreateMode,
    AccessRights,
    FileType,
    EntryName,
    fieldCount,
};

/// In the order of Field.
extern const std::array<FieldInfo, fieldCount> fields;
/// Names of status codes in both versions, and of file types (RFC 1094 section 2.3, RFC 1813 section 2.6).
extern const std::span<const ValueName> status2;
extern const std::span<const ValueName> status3;
extern const std::span<const ValueName> fileTypes;

} // namespace tapscope::rpc::nfs
