#include "modbus_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

constexpr std::uint32_t modbusPort = 502;

namespace tcp_header {
enum Field : std::uint16_t {
    Transaction,
    Protocol,
    Length,
    Unit,
};
constexpr std::array fields = {
    FieldInfo{.name = "mbtcp.trans_id", .title = "Transaction Identifier"},
    FieldInfo{.name = "mbtcp.prot_id", .title = "Protocol Identifier"},
    FieldInfo{.name = "mbtcp.len", .title = "Length"},
    FieldInfo{.name = "mbtcp.unit_id", .title = "Unit Identifier"},
};
enum Table : std::uint8_t { Function };
constexpr std::array<std::string_view, 1> tables = {"mbtcp.modbus"};
constexpr std::array hooks = {Hook{"tcp.port", modbusPort}, Hook{"udp.port", modbusPort}};
const ProtocolInfo info = {.abbreviation = "mbtcp",
                           .title = "Modbus/TCP",
                           .column = "Modbus/TCP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::size_t size = 7;
} // namespace tcp_header

namespace function {
constexpr std::array functions = {ValueName{1, "Read Coils"},
                                  ValueName{2, "Read Discrete Inputs"},
                                  ValueName{3, "Read Holding Registers"},
                                  ValueName{4, "Read Input Registers"},
                                  ValueName{5, "Write Single Coil"},
                                  ValueName{6, "Write Single Register"},
                                  ValueName{7, "Read Exception Status"},
                                  ValueName{8, "Diagnostics"},
                                  ValueName{11, "Get Comm. Event Counters"},
                                  ValueName{12, "Get Comm. Event Log"},
                                  ValueName{15, "Write Multiple Coils"},
                                  ValueName{16, "Write Multiple Registers"},
                                  ValueName{17, "Report Slave ID"},
                                  ValueName{20, "Read File Record"},
                                  ValueName{21, "Write File Record"},
                                  ValueName{22, "Mask Write Register"},
                                  ValueName{23, "Read Write Register"},
                                  ValueName{24, "Read FIFO Queue"},
                                  ValueName{43, "Encapsulated Interface Transport"},
                                  ValueName{90, "Unity (Schneider)"}};
constexpr std::array exceptions = {ValueName{1, "Illegal function"},
                                   ValueName{2, "Illegal data address"},
                                   ValueName{3, "Illegal data value"},
                                   ValueName{4, "Slave device failure"},
                                   ValueName{5, "Acknowledge"},
                                   ValueName{6, "Slave device busy"},
                                   ValueName{8, "Memory parity error"},
                                   ValueName{10, "Gateway path unavailable"},
                                   ValueName{11, "Gateway target device failed to respond"}};
constexpr std::array diagnostics = {ValueName{0, "Return Query Data"},
                                    ValueName{1, "Restart Communications Option"},
                                    ValueName{2, "Return Diagnostic Register"},
                                    ValueName{3, "Change ASCII Input Delimiter"},
                                    ValueName{4, "Force Listen Only Mode"},
                                    ValueName{10, "Clear Counters and Diagnostic Register"},
                                    ValueName{11, "Return Bus Message Count"},
                                    ValueName{12, "Return Bus Communication Error Count"},
                                    ValueName{13, "Return Bus Exception Error Count"},
                                    ValueName{14, "Return Slave Message Count"},
                                    ValueName{15, "Return Slave No Response Count"},
                                    ValueName{16, "Return Slave NAK Count"},
                                    ValueName{17, "Return Slave Busy Count"},
                                    ValueName{18, "Return Bus Character Overrun Count"},
                                    ValueName{20, "Clear Overrun Counter and Flag"}};
enum Operation : std::uint8_t {
    ReadCoils = 1,
    ReadDiscreteInputs = 2,
    ReadHoldingRegisters = 3,
    ReadInputRegisters = 4,
    WriteSingleCoil = 5,
    WriteSingleRegister = 6,
    ReadExceptionStatus = 7,
    Diagnostics = 8,
    WriteMultipleCoils = 15,
    WriteMultipleRegisters = 16,
    MaskWriteRegister = 22,
    ReadWriteRegister = 23,
};
enum Field : std::uint16_t {
    Code,
    ExceptionCode,
    ReferenceNumber,
    WordCount,
    BitCount,
    ByteCount,
    DiagnosticCode,
    ReadReference,
    ReadWordCount,
    WriteReference,
    WriteWordCount,
    AndMask,
    OrMask,
    RegisterValue,
    Padding,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "modbus.func_code", .title = "Function Code", .values = functions, .mask = 0x7f},
    FieldInfo{.name = "modbus.exception_code", .title = "Exception Code", .values = exceptions},
    FieldInfo{.name = "modbus.reference_num", .title = "Reference Number"},
    FieldInfo{.name = "modbus.word_cnt", .title = "Word Count"},
    FieldInfo{.name = "modbus.bit_cnt", .title = "Bit Count"},
    FieldInfo{.name = "modbus.byte_cnt", .title = "Byte Count"},
    FieldInfo{.name = "modbus.diagnostic_code", .title = "Diagnostic Code", .values = diagnostics},
    FieldInfo{.name = "modbus.read_reference_num", .title = "Read Reference Number"},
    FieldInfo{.name = "modbus.read_word_cnt", .title = "Read Word Count"},
    FieldInfo{.name = "modbus.write_reference_num", .title = "Write Reference Number"},
    FieldInfo{.name = "modbus.write_word_cnt", .title = "Write Word Count"},
    FieldInfo{.name = "modbus.and_mask", .title = "AND mask", .base = Base::Hex},
    FieldInfo{.name = "modbus.or_mask", .title = "OR mask", .base = Base::Hex},
    FieldInfo{.name = "modbus.regval_uint16", .title = "Register Value (UINT16)"},
    FieldInfo{.name = "modbus.padding", .title = "Padding", .base = Base::Hex},
    FieldInfo{.name = "modbus.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"mbtcp.modbus", 0}};
const ProtocolInfo info = {.abbreviation = "modbus", .title = "Modbus", .column = "", .fields = fields, .hooks = hooks};

void decodeRegisters(ByteReader& bytes, Dissection& d) {
    while (bytes.has(2))
        d.u16(bytes, RegisterValue);
}

void decodeQuery(Operation code, ByteReader& bytes, Dissection& d) {
    switch (code) {
    case ReadCoils:
    case ReadDiscreteInputs:
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, BitCount);
        break;
    case ReadHoldingRegisters:
    case ReadInputRegisters:
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, WordCount);
        break;
    case WriteMultipleCoils:
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, BitCount);
        d.data(bytes, Data, d.u8(bytes, ByteCount));
        break;
    case WriteMultipleRegisters: {
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, WordCount);
        ByteReader registers = bytes.part(d.u8(bytes, ByteCount));
        decodeRegisters(registers, d);
        break;
    }
    case ReadWriteRegister: {
        d.u16(bytes, ReadReference);
        d.u16(bytes, ReadWordCount);
        d.u16(bytes, WriteReference);
        d.u16(bytes, WriteWordCount);
        ByteReader registers = bytes.part(d.u8(bytes, ByteCount));
        decodeRegisters(registers, d);
        break;
    }
    default:
        break;
    }
}

void decodeResponse(Operation code, ByteReader& bytes, Dissection& d) {
    switch (code) {
    case ReadCoils:
    case ReadDiscreteInputs:
        d.data(bytes, Data, d.u8(bytes, ByteCount));
        break;
    case ReadHoldingRegisters:
    case ReadInputRegisters:
    case ReadWriteRegister: {
        ByteReader registers = bytes.part(d.u8(bytes, ByteCount));
        decodeRegisters(registers, d);
        break;
    }
    case WriteMultipleCoils:
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, BitCount);
        break;
    case WriteMultipleRegisters:
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, WordCount);
        break;
    default:
        break;
    }
}

/// The part that requests and responses have in common.
void decodeSymmetric(Operation code, ByteReader& bytes, Dissection& d) {
    switch (code) {
    case WriteSingleCoil:
        d.u16(bytes, ReferenceNumber);
        d.data(bytes, Data, 1);
        d.u8(bytes, Padding);
        break;
    case WriteSingleRegister:
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, RegisterValue);
        break;
    case MaskWriteRegister:
        d.u16(bytes, ReferenceNumber);
        d.u16(bytes, AndMask);
        d.u16(bytes, OrMask);
        break;
    case Diagnostics:
        d.u16(bytes, DiagnosticCode);
        break;
    default:
        break;
    }
}

} // namespace function

} // namespace

const ProtocolInfo& ModbusTcpDecoder::protocol() const noexcept {
    return tcp_header::info;
}

bool ModbusTcpDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    reader.skip(2);
    const std::uint16_t protocolIdentifier = reader.u16();
    return bytes.size() >= tcp_header::size + 1 && protocolIdentifier == 0 && reader.u16() >= 2;
}

StreamMessage ModbusTcpDecoder::messageIn(Bytes bytes, Dissection& d) const {
    static_cast<void>(d);
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 4, 2, 6) : StreamMessage{};
}

void ModbusTcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace tcp_header;
    while (!bytes.atEnd() && accepts(bytes.rest(), Claim::ByKey)) {
        const std::uint16_t transaction = d.u16(bytes, Transaction);
        d.u16(bytes, Protocol);
        const std::uint16_t length = d.u16(bytes, Length);
        const std::uint8_t unit = d.u8(bytes, Unit);
        const std::uint8_t code = bytes.peek();
        const std::string_view direction = d.carrier().destinationPort == modbusPort ? "   Query"
                                           : d.carrier().sourcePort == modbusPort    ? "Response"
                                                                                     : " unknown";
        const auto name = nameOf(function::functions, code & 0x7fU, "Unknown function");
        d.info("{}: Trans: {:5}; Unit: {:3}, Func: ", direction, transaction, unit);
        const unsigned diagnostic = static_cast<unsigned>(bytes.peek(1)) << 8 | bytes.peek(2);
        if (code == function::Diagnostics && diagnostic != 0)
            d.infoAppend("{:3}/{:3}: {}: {}", code & 0x7fU, diagnostic, name,
                         nameOf(function::diagnostics, diagnostic, "Unknown"));
        else
            d.infoAppend("{:3}: {}", code & 0x7fU, name);
        if ((code & 0x80U) != 0)
            d.infoAppend(". Exception returned ");
        d.next(Function, 0, bytes.part(length - 1U));
    }
}

const ProtocolInfo& ModbusDecoder::protocol() const noexcept {
    return function::info;
}

void ModbusDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace function;
    const std::uint8_t code = d.u8(bytes, Code);
    if ((code & 0x80U) != 0) {
        d.u8(bytes, ExceptionCode);
        return;
    }
    const auto operation = static_cast<Operation>(code);
    decodeSymmetric(operation, bytes, d);
    if (d.carrier().destinationPort == modbusPort)
        decodeQuery(operation, bytes, d);
    else
        decodeResponse(operation, bytes, d);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope
