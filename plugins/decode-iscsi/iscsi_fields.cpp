#include "iscsi_fields.h"

namespace tapscope::iscsi {

const std::array<ValueName, 18> opcodes = {{{NopOut, "NOP Out"},
                                            {ScsiCommand, "SCSI Command"},
                                            {TaskManagement, "Task Management Function"},
                                            {Login, "Login Command"},
                                            {Text, "Text Command"},
                                            {DataOut, "SCSI Data Out"},
                                            {Logout, "Logout Command"},
                                            {SnackRequest, "SNACK Request"},
                                            {NopIn, "NOP In"},
                                            {ScsiResponse, "SCSI Response"},
                                            {TaskManagementResponse, "Task Management Function Response"},
                                            {LoginResponse, "Login Response"},
                                            {TextResponse, "Text Response"},
                                            {DataIn, "SCSI Data In"},
                                            {LogoutResponse, "Logout Response"},
                                            {ReadyToTransfer, "Ready To Transfer"},
                                            {AsyncMessage, "Asynchronous Message"},
                                            {Reject, "Reject"}}};
const std::array<ValueName, 9> taskFunctions = {{{1, "Abort Task"},
                                                 {2, "Abort Task Set"},
                                                 {3, "Clear ACA"},
                                                 {4, "Clear Task Set"},
                                                 {5, "Logical Unit Reset"},
                                                 {6, "Target Warm Reset"},
                                                 {7, "Target Cold Reset"},
                                                 {8, "Task Reassign"},
                                                 {12, "Query Task"}}};
const std::array<ValueName, 8> taskResponses = {{{0, "Function complete"},
                                                 {1, "Task not in task set"},
                                                 {2, "LUN does not exist"},
                                                 {3, "Task still allegiant"},
                                                 {4, "Task failover not supported"},
                                                 {5, "Task management function not supported"},
                                                 {6, "Authorisation failed"},
                                                 {255, "Function rejected"}}};
const std::array<ValueName, 3> logoutReasons = {
    {{0, "Close session"}, {1, "Close connection"}, {2, "Remove connection for recovery"}}};
const std::array<ValueName, 20> loginStates = {{{0x0000, "Success"},
                                                {0x0101, "Target moved temporarily"},
                                                {0x0102, "Target moved permanently"},
                                                {0x0200, "Initiator error (miscellaneous error)"},
                                                {0x0201, "Authentication failed"},
                                                {0x0202, "Authorisation failure"},
                                                {0x0203, "Target not found"},
                                                {0x0204, "Target removed"},
                                                {0x0205, "Unsupported version"},
                                                {0x0206, "Too many connections"},
                                                {0x0207, "Missing parameter"},
                                                {0x0208, "Can't include in session"},
                                                {0x0209, "Session type not supported"},
                                                {0x020a, "Session does not exist"},
                                                {0x020b, "Invalid request during login"},
                                                {0x0300, "Target error (miscellaneous error)"},
                                                {0x0301, "Service unavailable"},
                                                {0x0302, "Out of resources"},
                                                {0x0303, "Requested item does not exist"},
                                                {0x0304, "Redirected, without a reason"}}};

namespace {

constexpr std::array stages = {ValueName{0, "Security negotiation"}, ValueName{1, "Operational negotiation"},
                               ValueName{3, "Full feature phase"}};
constexpr std::array attributes = {ValueName{0, "Untagged"}, ValueName{1, "Simple"}, ValueName{2, "Ordered"},
                                   ValueName{3, "Head of Queue"}, ValueName{4, "ACA"}};
constexpr std::array responses = {ValueName{0, "Command completed at target"},
                                  ValueName{1, "Response does not contain SCSI status"}};
constexpr std::array states = {ValueName{0x00, "Good"},
                               ValueName{0x02, "Check Condition"},
                               ValueName{0x04, "Condition Met"},
                               ValueName{0x08, "Busy"},
                               ValueName{0x10, "Intermediate"},
                               ValueName{0x14, "Intermediate Condition Met"},
                               ValueName{0x18, "Reservation Conflict"},
                               ValueName{0x22, "Command Terminated"},
                               ValueName{0x28, "Task Set Full"},
                               ValueName{0x30, "ACA Active"},
                               ValueName{0x40, "Task Aborted"}};
constexpr std::array rejections = {ValueName{1, "Full feature phase command before login"},
                                   ValueName{2, "Data (payload) digest error"},
                                   ValueName{3, "SNACK reject"},
                                   ValueName{4, "Protocol error"},
                                   ValueName{5, "Command not supported in this session type"},
                                   ValueName{6, "Immediate command reject (too many immediate commands)"},
                                   ValueName{7, "Task in progress"},
                                   ValueName{8, "Invalid SNACK"},
                                   ValueName{9, "Bookmark reject (no bookmark for this initiator task tag)"},
                                   ValueName{10, "Bookmark reject (can't generate bookmark - out of resources)"},
                                   ValueName{11, "Negotiation reset"},
                                   ValueName{12, "Waiting for logout"}};
constexpr std::array scsiCommands = {ValueName{0x00, "Test Unit Ready"},
                                     ValueName{0x01, "Rezero Unit"},
                                     ValueName{0x03, "Request Sense"},
                                     ValueName{0x04, "Format Unit"},
                                     ValueName{0x08, "Read(6)"},
                                     ValueName{0x0a, "Write(6)"},
                                     ValueName{0x12, "Inquiry"},
                                     ValueName{0x15, "Mode Select(6)"},
                                     ValueName{0x16, "Reserve(6)"},
                                     ValueName{0x17, "Release(6)"},
                                     ValueName{0x1a, "Mode Sense(6)"},
                                     ValueName{0x1b, "Start Stop Unit"},
                                     ValueName{0x1d, "Send Diagnostic"},
                                     ValueName{0x1e, "Prevent/Allow Medium Removal"},
                                     ValueName{0x25, "Read Capacity(10)"},
                                     ValueName{0x28, "Read(10)"},
                                     ValueName{0x2a, "Write(10)"},
                                     ValueName{0x2e, "Write & Verify(10)"},
                                     ValueName{0x2f, "Verify(10)"},
                                     ValueName{0x35, "Synchronize Cache(10)"},
                                     ValueName{0x37, "Read Defect Data(10)"},
                                     ValueName{0x3b, "Write Buffer"},
                                     ValueName{0x3c, "Read Buffer(10)"},
                                     ValueName{0x41, "Write Same(10)"},
                                     ValueName{0x42, "Unmap"},
                                     ValueName{0x4d, "Log Sense"},
                                     ValueName{0x55, "Mode Select(10)"},
                                     ValueName{0x5a, "Mode Sense(10)"},
                                     ValueName{0x5e, "Persistent Reserve In"},
                                     ValueName{0x5f, "Persistent Reserve Out"},
                                     ValueName{0x88, "Read(16)"},
                                     ValueName{0x89, "Compare & Write(16)"},
                                     ValueName{0x8a, "Write(16)"},
                                     ValueName{0x8f, "Verify(16)"},
                                     ValueName{0x91, "Synchronize Cache(16)"},
                                     ValueName{0x93, "Write Same(16)"},
                                     ValueName{0x9e, "Service Action In(16)"},
                                     ValueName{0xa0, "Report LUNs"},
                                     ValueName{0xa3, "Maintenance In"},
                                     ValueName{0xa4, "Maintenance Out"},
                                     ValueName{0xa8, "Read(12)"},
                                     ValueName{0xaa, "Write(12)"}};

const std::array table = {
    FieldInfo{.name = "iscsi.I", .title = "I", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "iscsi.opcode", .title = "Opcode", .base = Base::Hex, .values = opcodes, .mask = 0x3f},
    FieldInfo{.name = "iscsi.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "iscsi.login.T", .title = "T", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iscsi.login.C", .title = "C", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "iscsi.login.csg", .title = "CSG", .base = Base::Hex, .values = stages, .mask = 0x0c},
    FieldInfo{.name = "iscsi.login.nsg", .title = "NSG", .base = Base::Hex, .values = stages, .mask = 0x03},
    FieldInfo{.name = "iscsi.scsicommand.R", .title = "R", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "iscsi.scsicommand.W", .title = "W", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "iscsi.scsicommand.attr", .title = "Attr", .base = Base::Hex, .values = attributes, .mask = 0x07},
    FieldInfo{.name = "iscsi.versionmax", .title = "VersionMax", .base = Base::Hex},
    FieldInfo{.name = "iscsi.versionmin", .title = "VersionMin", .base = Base::Hex},
    FieldInfo{.name = "iscsi.versionactive", .title = "VersionActive", .base = Base::Hex},
    FieldInfo{.name = "iscsi.totalahslength", .title = "TotalAHSLength"},
    FieldInfo{.name = "iscsi.datasegmentlength", .title = "DataSegmentLength", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.isid", .title = "ISID", .type = FieldType::ByteString},
    FieldInfo{.name = "iscsi.tsih", .title = "TSIH", .base = Base::Hex},
    FieldInfo{.name = "iscsi.lun", .title = "LUN", .type = FieldType::ByteString},
    FieldInfo{.name = "iscsi.initiatortasktag", .title = "InitiatorTaskTag", .base = Base::Hex},
    FieldInfo{.name = "iscsi.targettransfertag", .title = "TargetTransferTag", .base = Base::Hex},
    FieldInfo{.name = "iscsi.cid", .title = "CID", .base = Base::Hex},
    FieldInfo{.name = "iscsi.cmdsn", .title = "CmdSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.expstatsn", .title = "ExpStatSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.statsn", .title = "StatSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.expcmdsn", .title = "ExpCmdSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.maxcmdsn", .title = "MaxCmdSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.scsicommand.expecteddatatransferlength",
              .title = "ExpectedDataTransferLength",
              .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.scsicommand.cdb", .title = "CDB", .type = FieldType::ByteString},
    FieldInfo{.name = "iscsi.scsiresponse.response", .title = "Response", .base = Base::Hex, .values = responses},
    FieldInfo{.name = "iscsi.scsiresponse.status", .title = "Status", .base = Base::Hex, .values = states},
    FieldInfo{.name = "iscsi.login.status", .title = "Status", .base = Base::Hex, .values = loginStates},
    FieldInfo{.name = "iscsi.datasn", .title = "DataSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.expdatasn", .title = "ExpDataSN", .base = Base::Hex},
    FieldInfo{.name = "iscsi.bufferOffset", .title = "BufferOffset", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.scsidata.readresidualcount", .title = "ResidualCount", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.r2tsn", .title = "R2TSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.desireddatalength", .title = "DesiredDataLength", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.taskmanfun.function",
              .title = "Function",
              .base = Base::Hex,
              .values = taskFunctions,
              .mask = 0x7f},
    FieldInfo{.name = "iscsi.taskmanfun.referencedtasktag", .title = "ReferencedTaskTag", .base = Base::Hex},
    FieldInfo{.name = "iscsi.refcmdsn", .title = "RefCmdSN", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.taskmanfun.response", .title = "Response", .base = Base::Hex, .values = taskResponses},
    FieldInfo{
        .name = "iscsi.logout.reason", .title = "Reason", .base = Base::Hex, .values = logoutReasons, .mask = 0x7f},
    FieldInfo{.name = "iscsi.logout.response", .title = "Response", .base = Base::Hex},
    FieldInfo{.name = "iscsi.time2wait", .title = "Time2Wait", .base = Base::Hex},
    FieldInfo{.name = "iscsi.time2retain", .title = "Time2Retain", .base = Base::Hex},
    FieldInfo{.name = "iscsi.asyncevent", .title = "AsyncEvent", .base = Base::Hex},
    FieldInfo{.name = "iscsi.eventvendorcode", .title = "EventVendorCode", .base = Base::Hex},
    FieldInfo{.name = "iscsi.reject.reason", .title = "Reason", .base = Base::Hex, .values = rejections},
    FieldInfo{.name = "iscsi.snack.begrun", .title = "BegRun", .base = Base::Hex},
    FieldInfo{.name = "iscsi.snack.runlength", .title = "RunLength", .base = Base::DecimalHex},
    FieldInfo{.name = "iscsi.keyvalue", .title = "KeyValue", .type = FieldType::Text},
    FieldInfo{.name = "iscsi.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "iscsi.padding", .title = "Padding", .type = FieldType::ByteString},
};
static_assert(table.size() == FieldCount);

} // namespace

std::span<const FieldInfo> fields() noexcept {
    return table;
}

std::string_view opcodeName(std::uint8_t opcode) noexcept {
    return nameOf(opcodes, opcode);
}

std::string_view scsiCommandName(std::uint8_t opcode) noexcept {
    return nameOf(scsiCommands, opcode, "Unknown");
}

std::string_view scsiStatusName(std::uint8_t status) noexcept {
    return nameOf(states, status, "Unknown");
}

} // namespace tapscope::iscsi
