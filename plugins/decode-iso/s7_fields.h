#pragma once

#include <decode/dissection.h>

#include <span>
#include <string_view>

namespace tapscope::s7 {

enum Field : std::uint16_t {
    Protocol,
    Rosctr,
    Redundancy,
    Reference,
    ParameterLength,
    DataLength,
    ErrorClass,
    ErrorCode,
    Function,
    CallingJobs,
    CalledJobs,
    PduLength,
    SetupReserved,
    UserMethod,
    ItemCount,
    ItemSpecification,
    ItemLength,
    ItemSyntax,
    ItemSize,
    ItemElements,
    ItemDatabase,
    ItemArea,
    ItemAddress,
    UserHead,
    UserLength,
    UserType,
    UserGroup,
    UserFunction,
    UserSequence,
    UserUnit,
    UserLast,
    UserError,
    ParameterData,
    ReturnCode,
    TransportSize,
    ItemDataLength,
    ItemData,
    FillByte,
    SzlId,
    SzlIndex,
    UserData,
};

enum RosctrKind : std::uint8_t { Job = 1, Ack = 2, AckData = 3, Userdata = 7 };

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;
[[nodiscard]] std::string_view functionName(std::uint8_t function) noexcept;
/// Decodes the parameters and data of a job or of its response.
void decodeJob(ByteReader parameters, ByteReader data, Dissection& d, bool isAnswer);
/// Decodes the parameters and data of Userdata.
void decodeUserdata(ByteReader parameters, ByteReader data, Dissection& d);

} // namespace tapscope::s7
