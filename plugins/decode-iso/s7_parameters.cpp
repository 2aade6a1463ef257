#include "s7_fields.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::s7 {
namespace {

constexpr std::array rosctrs = {ValueName{1, "Job"}, ValueName{2, "Ack"}, ValueName{3, "Ack_Data"},
                                ValueName{7, "Userdata"}};
constexpr std::array functions = {
    ValueName{0, "CPU services"},      ValueName{4, "Read Var"},        ValueName{5, "Write Var"},
    ValueName{26, "Request download"}, ValueName{27, "Download block"}, ValueName{28, "Download ended"},
    ValueName{29, "Start upload"},     ValueName{30, "Upload"},         ValueName{31, "End upload"},
    ValueName{40, "PI-Service"},       ValueName{41, "PLC Stop"},       ValueName{240, "Setup communication"}};
constexpr std::array errorClasses = {ValueName{0, "No error"},
                                     ValueName{129, "Application relationship"},
                                     ValueName{130, "Object definition"},
                                     ValueName{131, "No resources available"},
                                     ValueName{132, "Error on service processing"},
                                     ValueName{133, "Error on supplies"},
                                     ValueName{135, "Access error"}};
constexpr std::array groups = {
    ValueName{0, "Mode-transition"}, ValueName{1, "Programmer commands"}, ValueName{2, "Cyclic services"},
    ValueName{3, "Block functions"}, ValueName{4, "CPU functions"},       ValueName{5, "Security"},
    ValueName{6, "PBC BSEND/BRECV"}, ValueName{7, "Time functions"},      ValueName{15, "NC programming"}};
constexpr std::array returnCodes = {ValueName{0, "Reserved"},
                                    ValueName{1, "Hardware error"},
                                    ValueName{3, "Accessing the object not allowed"},
                                    ValueName{5, "Invalid address"},
                                    ValueName{6, "Data type not supported"},
                                    ValueName{7, "Data type inconsistent"},
                                    ValueName{10, "Object does not exist"},
                                    ValueName{255, "Success"}};
constexpr std::array transportSizes = {
    ValueName{0, "NULL"},         ValueName{3, "BIT"},           ValueName{4, "BYTE/WORD/DWORD"},
    ValueName{5, "INTEGER"},      ValueName{6, "DINTEGER"},      ValueName{7, "REAL"},
    ValueName{9, "OCTET STRING"}, ValueName{17, "NCK ADDRESS1"}, ValueName{18, "NCK ADDRESS2"}};
constexpr std::array areas = {ValueName{1, "Data record"},
                              ValueName{3, "System info of 200 family"},
                              ValueName{5, "System flags of 200 family"},
                              ValueName{6, "Analog inputs of 200 family"},
                              ValueName{7, "Analog outputs of 200 family"},
                              ValueName{28, "S7 counters (C)"},
                              ValueName{29, "S7 timers (T)"},
                              ValueName{30, "IEC counters (200 family)"},
                              ValueName{31, "IEC timers (200 family)"},
                              ValueName{128, "Direct peripheral access (P)"},
                              ValueName{129, "Inputs (I)"},
                              ValueName{130, "Outputs (Q)"},
                              ValueName{131, "Flags (M)"},
                              ValueName{132, "Data blocks (DB)"},
                              ValueName{133, "Instance data blocks (DI)"},
                              ValueName{134, "Local data (L)"},
                              ValueName{135, "Unknown yet (V)"}};
constexpr std::array itemSizes = {
    ValueName{1, "BIT"},        ValueName{2, "BYTE"},   ValueName{3, "CHAR"},       ValueName{4, "WORD"},
    ValueName{5, "INT"},        ValueName{6, "DWORD"},  ValueName{7, "DINT"},       ValueName{8, "REAL"},
    ValueName{10, "TOD"},       ValueName{11, "TIME"},  ValueName{12, "S5TIME"},    ValueName{15, "DATE_AND_TIME"},
    ValueName{28, "COUNTER"},   ValueName{29, "TIMER"}, ValueName{30, "IEC TIMER"}, ValueName{31, "IEC COUNTER"},
    ValueName{32, "HS COUNTER"}};
constexpr std::array syntaxes = {
    ValueName{16, "S7ANY"},      ValueName{19, "PBC-R_ID"},    ValueName{21, "ALARM_LOCKFREE"},
    ValueName{22, "ALARM_IND"},  ValueName{25, "ALARM_ACK"},   ValueName{26, "ALARM_QUERYREQ"},
    ValueName{28, "NOTIFY_IND"}, ValueName{130, "NCK"},        ValueName{131, "NCK_M"},
    ValueName{132, "NCK_I"},     ValueName{162, "DRIVEESANY"}, ValueName{176, "DBREAD"},
    ValueName{178, "1200SYM"}};
constexpr std::array userTypes = {ValueName{0, "Push"}, ValueName{4, "Request"}, ValueName{8, "Response"}};
constexpr std::array methods = {ValueName{0x11, "Req"}, ValueName{0x12, "Res"}};
/// Group and function.
constexpr std::array userFunctions = {ValueName{257, "Block status"},
                                      ValueName{258, "Variable status"},
                                      ValueName{259, "Output ISTACK"},
                                      ValueName{260, "Output BSTACK"},
                                      ValueName{261, "Output LSTACK"},
                                      ValueName{262, "Time measurement from to"},
                                      ValueName{263, "Force selection"},
                                      ValueName{264, "Modify variable"},
                                      ValueName{265, "Force"},
                                      ValueName{266, "Breakpoint"},
                                      ValueName{267, "Exit HOLD"},
                                      ValueName{268, "Memory reset"},
                                      ValueName{269, "Disable job"},
                                      ValueName{270, "Enable job"},
                                      ValueName{271, "Delete job"},
                                      ValueName{272, "Read job list"},
                                      ValueName{273, "Read job"},
                                      ValueName{274, "Replace job"},
                                      ValueName{275, "Block status v2"},
                                      ValueName{278, "Flash LED"},
                                      ValueName{513, "Cyclic transfer"},
                                      ValueName{516, "Unsubscribe"},
                                      ValueName{517, "Change driven transfer"},
                                      ValueName{519, "Change driven transfer modify"},
                                      ValueName{520, "RDREC"},
                                      ValueName{769, "List blocks"},
                                      ValueName{770, "List blocks of type"},
                                      ValueName{771, "Get block info"},
                                      ValueName{1025, "Read SZL"},
                                      ValueName{1026, "Message service"},
                                      ValueName{1027, "Diagnostic message"},
                                      ValueName{1029, "ALARM_8 indication"},
                                      ValueName{1030, "NOTIFY indication"},
                                      ValueName{1031, "ALARM_8 lock"},
                                      ValueName{1032, "ALARM_8 unlock"},
                                      ValueName{1033, "SCAN indication"},
                                      ValueName{1035, "ALARM ack"},
                                      ValueName{1041, "ALARM_SQ indication"},
                                      ValueName{1042, "ALARM_S indication"},
                                      ValueName{1043, "ALARM query"},
                                      ValueName{1281, "PLC password"},
                                      ValueName{1793, "Read clock"},
                                      ValueName{1794, "Set clock"},
                                      ValueName{1795, "Read clock (following)"},
                                      ValueName{1796, "Set clock"}};
constexpr std::array fields = {
    FieldInfo{.name = "s7comm.header.protid", .title = "Protocol Id", .base = Base::Hex},
    FieldInfo{.name = "s7comm.header.rosctr", .title = "ROSCTR", .values = rosctrs},
    FieldInfo{.name = "s7comm.header.redid", .title = "Redundancy Identification (Reserved)", .base = Base::Hex},
    FieldInfo{.name = "s7comm.header.pduref", .title = "Protocol Data Unit Reference"},
    FieldInfo{.name = "s7comm.header.parlg", .title = "Parameter length"},
    FieldInfo{.name = "s7comm.header.datlg", .title = "Data length"},
    FieldInfo{.name = "s7comm.header.errcls", .title = "Error class", .base = Base::Hex, .values = errorClasses},
    FieldInfo{.name = "s7comm.header.errcod", .title = "Error code", .base = Base::Hex},
    FieldInfo{.name = "s7comm.param.func", .title = "Function", .base = Base::Hex, .values = functions},
    FieldInfo{.name = "s7comm.param.maxamq_calling", .title = "Max AmQ (parallel jobs with ack) calling"},
    FieldInfo{.name = "s7comm.param.maxamq_called", .title = "Max AmQ (parallel jobs with ack) called"},
    FieldInfo{.name = "s7comm.param.pdu_length", .title = "PDU length"},
    FieldInfo{.name = "s7comm.param.setup_reserved1", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "s7comm.param.userdata.reqres1",
              .title = "Method (Request/Response)",
              .base = Base::Hex,
              .values = methods},
    FieldInfo{.name = "s7comm.param.itemcount", .title = "Item count"},
    FieldInfo{.name = "s7comm.param.item.varspec", .title = "Variable specification", .base = Base::Hex},
    FieldInfo{.name = "s7comm.param.item.varspec_length", .title = "Length of following address specification"},
    FieldInfo{.name = "s7comm.param.item.syntaxid", .title = "Syntax Id", .base = Base::Hex, .values = syntaxes},
    FieldInfo{.name = "s7comm.param.item.transp_size", .title = "Transport size", .values = itemSizes},
    FieldInfo{.name = "s7comm.param.item.length", .title = "Length"},
    FieldInfo{.name = "s7comm.param.item.db", .title = "DB number"},
    FieldInfo{.name = "s7comm.param.item.area", .title = "Area", .base = Base::Hex, .values = areas},
    FieldInfo{.name = "s7comm.param.item.address", .title = "Address", .base = Base::Hex},
    FieldInfo{.name = "s7comm.param.userdata.head", .title = "Parameter head", .base = Base::Hex},
    FieldInfo{.name = "s7comm.param.userdata.length", .title = "Parameter length"},
    FieldInfo{.name = "s7comm.param.userdata.type", .title = "Type", .values = userTypes, .mask = 0xf0},
    FieldInfo{.name = "s7comm.param.userdata.funcgroup", .title = "Function group", .values = groups, .mask = 0xf},
    FieldInfo{.name = "s7comm.param.userdata.subfunc", .title = "Subfunction"},
    FieldInfo{.name = "s7comm.param.userdata.seq_num", .title = "Sequence number"},
    FieldInfo{.name = "s7comm.param.userdata.dataunitref", .title = "Data unit reference number"},
    FieldInfo{.name = "s7comm.param.userdata.lastdataunit", .title = "Last data unit", .base = Base::Hex},
    FieldInfo{.name = "s7comm.param.errcod", .title = "Error code", .base = Base::Hex},
    FieldInfo{.name = "s7comm.param.data", .title = "Parameter data", .type = FieldType::ByteString},
    FieldInfo{.name = "s7comm.data.returncode", .title = "Return code", .base = Base::Hex, .values = returnCodes},
    FieldInfo{
        .name = "s7comm.data.transportsize", .title = "Transport size", .base = Base::Hex, .values = transportSizes},
    FieldInfo{.name = "s7comm.data.length", .title = "Length"},
    FieldInfo{.name = "s7comm.resp.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "s7comm.data.fillbyte", .title = "Fill byte", .base = Base::Hex},
    FieldInfo{.name = "s7comm.data.userdata.szl_id", .title = "SZL-ID", .base = Base::Hex},
    FieldInfo{.name = "s7comm.data.userdata.szl_index", .title = "SZL-Index", .base = Base::Hex},
    FieldInfo{.name = "s7comm.data.userdata", .title = "Data", .type = FieldType::ByteString},
};

enum Code : std::uint8_t { ReadVariable = 0x04, WriteVariable = 0x05, Setup = 0xf0 };
enum Group : std::uint8_t { CpuFunctions = 4 };

void decodeAddress(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t anySyntax = 0x10;
    d.u8(bytes, ItemSpecification);
    ByteReader address = bytes.part(d.u8(bytes, ItemLength));
    const auto nest = d.nest();
    if (d.u8(address, ItemSyntax) == anySyntax) {
        d.u8(address, ItemSize);
        d.u16(address, ItemElements);
        d.u16(address, ItemDatabase);
        d.u8(address, ItemArea);
        d.u24(address, ItemAddress);
    }
    if (!address.atEnd())
        d.data(address, ParameterData, address.remaining());
    if (address.overrun())
        bytes.setOverrun();
}

/// The size of an item's value in octets; some length fields count bits.
std::size_t octetsOf(std::uint8_t size, std::uint16_t length) noexcept {
    enum Size : std::uint8_t { Bits = 3, Words = 4, Integers = 5 };
    return size == Bits || size == Words || size == Integers ? (length + 7U) / 8U : length;
}

/// The values of variables. All but the last are padded to an even number of octets.
void decodeValues(ByteReader& data, Dissection& d, unsigned count, bool haveValues) {
    for (; count > 0 && !data.overrun() && !data.atEnd(); --count) {
        d.u8(data, ReturnCode);
        if (!haveValues)
            continue;
        const std::uint8_t size = d.u8(data, TransportSize);
        const ByteRange range = rangeAhead(data, 2);
        const std::size_t octets = octetsOf(size, data.u16());
        if (!data.overrun())
            d.add(ItemDataLength, range, octets);
        if (octets != 0)
            d.data(data, ItemData, octets);
        if (octets % 2 != 0 && count > 1)
            d.u8(data, FillByte);
    }
}

void decodeSetup(ByteReader& parameters, Dissection& d) {
    d.u8(parameters, SetupReserved);
    d.u16(parameters, CallingJobs);
    d.u16(parameters, CalledJobs);
    d.u16(parameters, PduLength);
}

void addRest(ByteReader& bytes, Dissection& d, Field field) {
    if (!bytes.atEnd())
        d.data(bytes, field, bytes.remaining());
}

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

std::string_view functionName(std::uint8_t function) noexcept {
    return nameOf(functions, function, "Unknown function");
}

void decodeJob(ByteReader parameters, ByteReader data, Dissection& d, bool isAnswer) {
    if (parameters.atEnd())
        return;
    const std::uint8_t function = d.u8(parameters, Function);
    d.infoAppend(" Function:[{}]", functionName(function));
    if (function == Setup) {
        decodeSetup(parameters, d);
    } else if (function == ReadVariable || function == WriteVariable) {
        const std::uint8_t count = d.u8(parameters, ItemCount);
        for (unsigned i = 0; !isAnswer && i < count && !parameters.overrun() && !parameters.atEnd(); ++i)
            decodeAddress(parameters, d);
        decodeValues(data, d, count, isAnswer == (function == ReadVariable));
    }
    addRest(parameters, d, ParameterData);
    addRest(data, d, ItemData);
    if (parameters.overrun() || data.overrun())
        d.malformed("an item does not fit");
}

void decodeUserdata(ByteReader parameters, ByteReader data, Dissection& d) {

    constexpr std::uint8_t longHead = 8, readSzl = 1;
    d.uint(parameters, UserHead, 3);
    const std::uint8_t length = d.u8(parameters, UserLength);
    d.u8(parameters, UserMethod);
    const ByteRange range = rangeAhead(parameters, 1);
    const std::uint8_t octet = parameters.u8();
    if (parameters.overrun()) {
        d.malformed("its parameters end too early");
        return;
    }
    d.addBits({UserType, UserGroup}, range, octet);
    const std::uint8_t type = octet >> 4;
    const std::uint8_t group = octet & 0xfU;
    const std::uint8_t function = d.u8(parameters, UserFunction);
    const auto name = nameOf(userFunctions, static_cast<unsigned>(group) << 8 | function, "Unknown");
    d.label("Subfunction: {} ({})", name, function);
    d.infoAppend(" Function:[{}] -> [{}] -> [{}]", nameOf(userTypes, type, "Unknown"), nameOf(groups, group, "Unknown"),
                 name);
    d.u8(parameters, UserSequence);
    if (length >= longHead) {
        d.u8(parameters, UserUnit);
        d.u8(parameters, UserLast);
        const std::uint16_t error = d.u16(parameters, UserError);
        if (error != 0)
            d.infoAppend(" -> Errorcode:[0x{:04x}]", error);
    }
    addRest(parameters, d, ParameterData);
    if (data.atEnd())
        return;
    d.u8(data, ReturnCode);
    d.u8(data, TransportSize);
    d.u16(data, ItemDataLength);
    if (group == CpuFunctions && function == readSzl && data.has(4)) {
        const std::uint16_t id = d.u16(data, SzlId);
        const std::uint16_t index = d.u16(data, SzlIndex);
        d.infoAppend(" ID=0x{:04x} Index=0x{:04x}", id, index);
    }
    addRest(data, d, UserData);
    if (parameters.overrun() || data.overrun())
        d.malformed("it is shorter than its header");
}

} // namespace tapscope::s7
