#include "dnp3_fields.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::dnp3 {
namespace {

constexpr std::array primaryFunctions = {ValueName{0, "Reset of Remote Link"},   ValueName{1, "Reset of User Process"},
                                         ValueName{2, "Test Function For Link"}, ValueName{3, "User Data"},
                                         ValueName{4, "Unconfirmed User Data"},  ValueName{9, "Request Link Status"}};
constexpr std::array secondaryFunctions = {ValueName{0, "ACK"}, ValueName{1, "NACK"}, ValueName{11, "Status of Link"},
                                           ValueName{14, "Link Service Not Functioning"},
                                           ValueName{15, "Link Service Not Used or Implemented"}};
constexpr std::array functions = {ValueName{0, "Confirm"},
                                  ValueName{1, "Read"},
                                  ValueName{2, "Write"},
                                  ValueName{3, "Select"},
                                  ValueName{4, "Operate"},
                                  ValueName{5, "Direct Operate"},
                                  ValueName{6, "Direct Operate No Ack"},
                                  ValueName{7, "Immediate Freeze"},
                                  ValueName{8, "Immediate Freeze No Ack"},
                                  ValueName{9, "Freeze and Clear"},
                                  ValueName{10, "Freeze and Clear No ACK"},
                                  ValueName{11, "Freeze With Time"},
                                  ValueName{12, "Freeze With Time No ACK"},
                                  ValueName{13, "Cold Restart"},
                                  ValueName{14, "Warm Restart"},
                                  ValueName{15, "Initialize Data"},
                                  ValueName{16, "Initialize Application"},
                                  ValueName{17, "Start Application"},
                                  ValueName{18, "Stop Application"},
                                  ValueName{19, "Save Configuration"},
                                  ValueName{20, "Enable Spontaneous Messages"},
                                  ValueName{21, "Disable Spontaneous Messages"},
                                  ValueName{22, "Assign Classes"},
                                  ValueName{23, "Delay Measurement"},
                                  ValueName{24, "Record Current Time"},
                                  ValueName{25, "Open File"},
                                  ValueName{26, "Close File"},
                                  ValueName{27, "Delete File"},
                                  ValueName{28, "Get File Info"},
                                  ValueName{29, "Authenticate File"},
                                  ValueName{30, "Abort File"},
                                  ValueName{31, "Activate Config"},
                                  ValueName{32, "Authentication Request"},
                                  ValueName{33, "Authentication Error"},
                                  ValueName{129, "Response"},
                                  ValueName{130, "Unsolicited Response"},
                                  ValueName{131, "Authentication Response"}};
constexpr std::array prefixes = {ValueName{0, "None"},
                                 ValueName{1, "1-Octet Index Prefix"},
                                 ValueName{2, "2-Octet Index Prefix"},
                                 ValueName{3, "4-Octet Index Prefix"},
                                 ValueName{4, "1-Octet Object Size Prefix"},
                                 ValueName{5, "2-Octet Object Size Prefix"},
                                 ValueName{6, "4-Octet Object Size Prefix"}};
constexpr std::array ranges = {ValueName{0, "8-bit Start and Stop Indices"},
                               ValueName{1, "16-bit Start and Stop Indices"},
                               ValueName{2, "32-bit Start and Stop Indices"},
                               ValueName{3, "8-bit Absolute Address in Range Field"},
                               ValueName{4, "16-bit Absolute Address in Range Field"},
                               ValueName{5, "32-bit Absolute Address in Range Field"},
                               ValueName{6, "No Range Field"},
                               ValueName{7, "8-bit Single Field Quantity"},
                               ValueName{8, "16-bit Single Field Quantity"},
                               ValueName{9, "32-bit Single Field Quantity"},
                               ValueName{10, "Reserved"},
                               ValueName{11, "Free-format Qualifier"}};

/// Names of the object groups.
constexpr std::array groups = {ValueName{0, "Device Attributes"},
                               ValueName{1, "Binary Input"},
                               ValueName{2, "Binary Input Change"},
                               ValueName{3, "Double-bit Input"},
                               ValueName{4, "Double-bit Input Change"},
                               ValueName{10, "Binary Output"},
                               ValueName{11, "Binary Output Change"},
                               ValueName{12, "Control Relay Output Block"},
                               ValueName{13, "Binary Command Event"},
                               ValueName{20, "Counter"},
                               ValueName{21, "Frozen Counter"},
                               ValueName{22, "Counter Change"},
                               ValueName{23, "Frozen Counter Change"},
                               ValueName{30, "Analog Input"},
                               ValueName{31, "Frozen Analog Input"},
                               ValueName{32, "Analog Input Change"},
                               ValueName{33, "Frozen Analog Input Change"},
                               ValueName{34, "Analog Input Deadband"},
                               ValueName{40, "Analog Output Status"},
                               ValueName{41, "Analog Output"},
                               ValueName{42, "Analog Output Change"},
                               ValueName{50, "Time and Date"},
                               ValueName{51, "Time and Date CTO"},
                               ValueName{52, "Time Delay"},
                               ValueName{70, "File Control"},
                               ValueName{80, "Internal Indications"},
                               ValueName{110, "Octet String"},
                               ValueName{111, "Octet String Event"},
                               ValueName{112, "Virtual Terminal Output"},
                               ValueName{113, "Virtual Terminal Event"},
                               ValueName{120, "Authentication"}};
constexpr std::array fields = {
    FieldInfo{.name = "dnp3.start", .title = "Start Bytes", .base = Base::Hex},
    FieldInfo{.name = "dnp3.len", .title = "Length"},
    FieldInfo{.name = "dnp3.ctl", .title = "Control", .base = Base::Hex},
    FieldInfo{.name = "dnp3.ctl.dir", .title = "Direction", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "dnp3.ctl.prm", .title = "Primary", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "dnp3.ctl.fcb", .title = "Frame Count Bit", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "dnp3.ctl.fcv", .title = "Frame Count Valid", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "dnp3.ctl.dfc", .title = "Data Flow Control", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "dnp3.ctl.prifunc", .title = "Control Function Code", .values = primaryFunctions, .mask = 0xf},
    FieldInfo{.name = "dnp3.ctl.secfunc", .title = "Control Function Code", .values = secondaryFunctions, .mask = 0xf},
    FieldInfo{.name = "dnp3.dst", .title = "Destination", .alias = "dnp3.addr"},
    FieldInfo{.name = "dnp3.src", .title = "Source", .alias = "dnp3.addr"},
    FieldInfo{.name = "dnp3.hdr.CRC", .title = "Data Link Header checksum", .base = Base::Hex},
    FieldInfo{.name = "dnp.hdr.CRC.status", .title = "Data Link Header Checksum Status"},
    FieldInfo{.name = "dnp3.tr.ctl", .title = "Transport Control", .base = Base::Hex},
    FieldInfo{.name = "dnp3.tr.fin", .title = "Final", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "dnp3.tr.fir", .title = "First", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "dnp3.tr.seq", .title = "Sequence", .mask = 0x3f},
    FieldInfo{.name = "dnp.data_chunk", .title = "Data Chunk", .type = FieldType::ByteString},
    FieldInfo{.name = "dnp.data_chunk.CRC", .title = "Data Chunk checksum", .base = Base::Hex},
    FieldInfo{.name = "dnp.data_chunk.CRC.status", .title = "Data Chunk Checksum Status"},
    FieldInfo{.name = "dnp3.al.ctl", .title = "Application Control", .base = Base::Hex},
    FieldInfo{.name = "dnp3.al.fir", .title = "First", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "dnp3.al.fin", .title = "Final", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "dnp3.al.con", .title = "Confirm", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "dnp3.al.uns", .title = "Unsolicited", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "dnp3.al.seq", .title = "Sequence", .mask = 0xf},
    FieldInfo{.name = "dnp3.al.func", .title = "Application Layer Function Code", .values = functions},
    FieldInfo{.name = "dnp3.al.iin", .title = "Internal Indications", .base = Base::Hex},
    FieldInfo{.name = "dnp3.al.iin.rst", .title = "Device Restart", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "dnp3.al.iin.dt", .title = "Device Trouble", .type = FieldType::Boolean, .mask = 0x4000},
    FieldInfo{
        .name = "dnp3.al.iin.dol", .title = "Digital Outputs in Local", .type = FieldType::Boolean, .mask = 0x2000},
    FieldInfo{.name = "dnp3.al.iin.tsr", .title = "Time Sync Required", .type = FieldType::Boolean, .mask = 0x1000},
    FieldInfo{
        .name = "dnp3.al.iin.cls3d", .title = "Class 3 Data Available", .type = FieldType::Boolean, .mask = 0x800},
    FieldInfo{
        .name = "dnp3.al.iin.cls2d", .title = "Class 2 Data Available", .type = FieldType::Boolean, .mask = 0x400},
    FieldInfo{
        .name = "dnp3.al.iin.cls1d", .title = "Class 1 Data Available", .type = FieldType::Boolean, .mask = 0x200},
    FieldInfo{.name = "dnp3.al.iin.bmsg", .title = "Broadcast Msg Rx", .type = FieldType::Boolean, .mask = 0x100},
    FieldInfo{.name = "dnp3.al.iin.cc", .title = "Configuration Corrupt", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{
        .name = "dnp3.al.iin.oae", .title = "Operation Already Executing", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "dnp3.al.iin.ebo", .title = "Event Buffer Overflow", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "dnp3.al.iin.pioor",
              .title = "Parameters Invalid or Out of Range",
              .type = FieldType::Boolean,
              .mask = 0x4},
    FieldInfo{
        .name = "dnp3.al.iin.obju", .title = "Requested Objects Unknown", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{
        .name = "dnp3.al.iin.fcni", .title = "Function Code not implemented", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "dnp3.al.obj", .title = "Object", .base = Base::Hex},
    FieldInfo{.name = "dnp3.al.objq.prefix", .title = "Prefix Code", .values = prefixes, .mask = 0x70},
    FieldInfo{.name = "dnp3.al.objq.range", .title = "Range Code", .values = ranges, .mask = 0xf},
    FieldInfo{.name = "dnp3.al.range.start", .title = "Start (8 bit)"},
    FieldInfo{.name = "dnp3.al.range.stop", .title = "Stop (8 bit)"},
    FieldInfo{.name = "dnp3.al.range.quantity", .title = "Quantity (8 bit)"},
    FieldInfo{.name = "dnp3.al.range.abs", .title = "Address (8 bit)"},
    FieldInfo{.name = "dnp3.al.frag_data", .title = "DNP3.0 AL Fragment Data", .type = FieldType::ByteString},
};

enum FunctionCode : std::uint8_t {
    Confirm = 0,
    Read = 1,
    Write = 2,
    EnableUnsolicited = 20,
    DisableUnsolicited = 21,
    AssignClass = 22,
    Response = 129,
    Unsolicited = 130,
    AuthenticationResponse = 131
};
constexpr std::uint8_t classGroup = 60;

/// Whether objects have no data, because the request only names them.
bool namesOnly(std::uint8_t function) noexcept {
    return function == Read || (function >= EnableUnsolicited && function <= AssignClass);
}

/// Decodes the range of an object's points, whose format the qualifier defines. False if the points have an index, or
/// data of unknown size.
bool decodeRange(ByteReader& bytes, Dissection& d, std::uint8_t code) {
    const auto size = [&](std::uint8_t first) { return std::size_t{1} << (code - first); };
    enum Code : std::uint8_t {
        Start8 = 0,
        Start32 = 2,
        Address8 = 3,
        Address32 = 5,
        None = 6,
        Quantity8 = 7,
        Quantity32 = 9
    };
    if (code <= Start32) {
        d.uintLe(bytes, RangeStart, size(Start8));
        d.uintLe(bytes, RangeStop, size(Start8));
    } else if (code <= Address32) {
        d.uintLe(bytes, RangeAddress, size(Address8));
    } else if (code >= Quantity8 && code <= Quantity32) {
        d.uintLe(bytes, RangeQuantity, size(Quantity8));
    }
    return code <= Quantity32;
}

/// Decodes objects as far as their sizes are known: all that a request names, otherwise only the first.
void decodeObjects(ByteReader& bytes, Dissection& d, std::uint8_t function) {
    bool isFirst = true;
    std::array<bool, 4> classes{}; // that are requested
    while (!bytes.atEnd()) {
        const std::uint16_t object = d.u16(bytes, Object);
        const auto group = static_cast<std::uint8_t>(object >> 8);
        const auto variation = static_cast<unsigned>(object & 0xffU);
        const auto name = group == classGroup ? std::string_view("Class Data") : nameOf(groups, group, "Unknown");
        d.label("Object(s): {} (Obj:{:02}, Var:{:02}) (0x{:04x})", name, group, variation, object);
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t qualifier = bytes.u8();
        if (bytes.overrun())
            return;
        if (function == Read && group == classGroup && variation > 0 && variation <= classes.size())
            classes[variation - 1] = true;
        else if (isFirst && (function == Read || function == Write))
            d.infoAppend(", {}", name);
        isFirst = false;
        const auto nest = d.nest();
        d.add(Prefix, range, qualifier);
        d.add(RangeCode, range, qualifier);
        if (!decodeRange(bytes, d, qualifier & 0xfU) || !namesOnly(function))
            break;
    }
    if (std::ranges::find(classes, true) != classes.end())
        d.infoAppend(", Class ");
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (classes[i])
            d.infoAppend("{}", i);
    }
    if (!bytes.atEnd())
        d.data(bytes, FragmentData, bytes.remaining());
}

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

void decodeApplication(ByteReader& bytes, Dissection& d) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t control = d.u8(bytes, ApplicationControl);
    if (bytes.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({ApplicationFirst, ApplicationFinal, ApplicationConfirm, ApplicationUnsolicited, ApplicationSequence},
                  range, control);
    }
    const std::uint8_t function = d.u8(bytes, Function);
    d.infoItem("{}", nameOf(functions, function, "Unknown function"));
    if (function >= Response && function <= AuthenticationResponse) {
        const ByteRange flags = rangeAhead(bytes, 2);
        const std::uint16_t indications = d.u16(bytes, Indications);
        const auto nest = d.nest();
        if (!bytes.overrun())
            d.addBits({Restart, Trouble, Local, TimeSync, Class3, Class2, Class1, Broadcast, Corrupt, Executing,
                       Overflow, OutOfRange, UnknownObject, UnknownFunction},
                      flags, indications);
    }
    decodeObjects(bytes, d, function);
}

} // namespace tapscope::dnp3
