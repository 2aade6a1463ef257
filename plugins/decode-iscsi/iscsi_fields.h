#pragma once

#include <decode/field.h>

#include <array>

namespace tapscope::iscsi {

enum Opcode : std::uint8_t {
    NopOut = 0x00,
    ScsiCommand = 0x01,
    TaskManagement = 0x02,
    Login = 0x03,
    Text = 0x04,
    DataOut = 0x05,
    Logout = 0x06,
    SnackRequest = 0x10,
    NopIn = 0x20,
    ScsiResponse = 0x21,
    TaskManagementResponse = 0x22,
    LoginResponse = 0x23,
    TextResponse = 0x24,
    DataIn = 0x25,
    LogoutResponse = 0x26,
    ReadyToTransfer = 0x31,
    AsyncMessage = 0x32,
    Reject = 0x3f,
};

enum Field : std::uint16_t {
    IsImmediate,
    OpcodeField,
    Flags,
    LoginTransit,
    LoginContinue,
    LoginCurrentStage,
    LoginNextStage,
    CommandRead,
    CommandWrite,
    CommandAttribute,
    VersionMax,
    VersionMin,
    VersionActive,
    AhsLength,
    DataLength,
    Isid,
    Tsih,
    Lun,
    TaskTag,
    TransferTag,
    ConnectionId,
    CommandNumber,
    ExpectedStatusNumber,
    StatusNumber,
    ExpectedCommandNumber,
    MaximumCommandNumber,
    ExpectedTransferLength,
    Cdb,
    Response,
    Status,
    LoginStatus,
    DataNumber,
    ExpectedDataNumber,
    BufferOffset,
    ResidualCount,
    R2tNumber,
    DesiredLength,
    TaskFunction,
    ReferencedTag,
    ReferencedCommand,
    TaskResponse,
    LogoutReason,
    LogoutResult,
    TimeToWait,
    TimeToRetain,
    AsyncEvent,
    AsyncVendorCode,
    RejectReason,
    SnackFirst,
    SnackLength,
    KeyValue,
    Data,
    Padding,
    FieldCount,
};
[[nodiscard]] std::span<const FieldInfo> fields() noexcept;

[[nodiscard]] std::string_view opcodeName(std::uint8_t opcode) noexcept;
/// "Read(10)": the command of a SCSI CDB (SPC-5, SBC-4), or "Unknown".
[[nodiscard]] std::string_view scsiCommandName(std::uint8_t opcode) noexcept;
[[nodiscard]] std::string_view scsiStatusName(std::uint8_t status) noexcept;

extern const std::array<ValueName, 18> opcodes;
extern const std::array<ValueName, 9> taskFunctions;
extern const std::array<ValueName, 8> taskResponses;
extern const std::array<ValueName, 3> logoutReasons;
extern const std::array<ValueName, 20> loginStates;

} // namespace tapscope::iscsi
