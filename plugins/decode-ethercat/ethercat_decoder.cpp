#include "ethercat_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

constexpr std::array types = {ValueName{1, "EtherCAT command"}, ValueName{4, "NetworkVariables"},
                              ValueName{5, "Mailbox"}};

enum FrameField : std::uint16_t { FrameLength, FrameReserved, FrameType };
constexpr std::array frameFields = {
    FieldInfo{.name = "ecatf.length", .title = "Length", .base = Base::Hex, .hexDigits = 4, .mask = 0x07ff},
    FieldInfo{.name = "ecatf.reserved", .title = "Reserved", .base = Base::Hex, .hexDigits = 4, .mask = 0x0800},
    FieldInfo{
        .name = "ecatf.type", .title = "Type", .base = Base::Hex, .hexDigits = 4, .values = types, .mask = 0xf000},
};
enum Table : std::uint8_t { ByType };
constexpr std::array<std::string_view, 1> tables = {"ecatf.type"};
constexpr std::array frameHooks = {Hook{"ethertype", 0x88a4}, Hook{"udp.port", 34980}, Hook{"tcp.port", 34980}};
const ProtocolInfo frameInfo = {.abbreviation = "ecatf",
                                .title = "EtherCAT frame header",
                                .column = "ETHERCAT",
                                .fields = frameFields,
                                .hooks = frameHooks,
                                .tables = tables};

constexpr std::array commands = {
    ValueName{0, "NOP"},  ValueName{1, "APRD"},  ValueName{2, "APWR"},  ValueName{3, "APRW"},
    ValueName{4, "FPRD"}, ValueName{5, "FPWR"},  ValueName{6, "FPRW"},  ValueName{7, "BRD"},
    ValueName{8, "BWR"},  ValueName{9, "BRW"},   ValueName{10, "LRD"},  ValueName{11, "LWR"},
    ValueName{12, "LRW"}, ValueName{13, "ARMW"}, ValueName{14, "FRMW"}, ValueName{255, "EXT"}};

enum Field : std::uint16_t {
    Command,
    Index,
    SlaveAddress,
    OffsetAddress,
    LogicalAddress,
    Length,
    Circulating,
    MoreFollow,
    Interrupt,
    Data,
    WorkingCounter,
};
constexpr std::array fields = {
    FieldInfo{.name = "ecat.cmd", .title = "Command", .base = Base::Hex, .values = commands},
    FieldInfo{.name = "ecat.idx", .title = "Index", .base = Base::Hex},
    FieldInfo{.name = "ecat.adp", .title = "Slave Addr", .base = Base::Hex},
    FieldInfo{.name = "ecat.ado", .title = "Offset Addr", .base = Base::Hex},
    FieldInfo{.name = "ecat.lad", .title = "Log Addr", .base = Base::Hex},
    FieldInfo{.name = "ecat.subframe.length", .title = "Length", .mask = 0x07ff},
    FieldInfo{.name = "ecat.subframe.circulating", .title = "Round trip", .type = FieldType::Boolean, .mask = 0x4000},
    FieldInfo{.name = "ecat.subframe.more", .title = "Last indicator", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "ecat.int", .title = "Interrupt", .base = Base::Hex},
    FieldInfo{.name = "ecat.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "ecat.cnt", .title = "Working Cnt"},
};
constexpr std::array hooks = {Hook{"ecatf.type", 1}};
const ProtocolInfo info = {
    .abbreviation = "ecat", .title = "EtherCAT datagram(s)", .column = "ECAT", .fields = fields, .hooks = hooks};

/// Facts about a datagram for the Info column.
struct Datagram {
    std::uint8_t command = 0;
    std::uint16_t slave = 0, offset = 0, length = 0, counter = 0;
    bool isLast = true;
};

Datagram decodeDatagram(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t logicalRead = 10, logicalReadWrite = 12;
    Datagram datagram;
    datagram.command = d.u8(bytes, Command);
    const auto nest = d.nest();
    d.u8(bytes, Index);
    ByteReader address = bytes;
    datagram.slave = address.u16le();
    datagram.offset = address.u16le();
    if (datagram.command >= logicalRead && datagram.command <= logicalReadWrite) {
        d.uintLe(bytes, LogicalAddress, 4);
    } else {
        d.uintLe(bytes, SlaveAddress, 2);
        d.uintLe(bytes, OffsetAddress, 2);
    }
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t length = bytes.u16le();
    if (!bytes.overrun())
        d.addBits({Length, Circulating, MoreFollow}, range, length);
    datagram.length = length & 0x07ffU;
    datagram.isLast = (length & 0x8000U) == 0;
    d.uintLe(bytes, Interrupt, 2);
    if (datagram.length != 0)
        d.data(bytes, Data, datagram.length);
    datagram.counter = static_cast<std::uint16_t>(d.uintLe(bytes, WorkingCounter, 2));
    return datagram;
}

void announce(Dissection& d, std::span<const Datagram> first, std::size_t count, std::size_t length) {
    const auto nameAt = [&](std::size_t i) { return nameOf(commands, first[i].command, "<UNKNOWN>"); };
    if (count == 1) {
        d.info("'{}': Len: {}, Adp 0x{:x}, Ado 0x{:x}, Wc {} ", nameAt(0), first[0].length, first[0].slave,
               first[0].offset, first[0].counter);
    } else if (count > first.size()) {
        d.info("{} Cmds, SumLen {}, '{}'... ", count, length, nameAt(0));
    } else {
        d.info("{} Cmds", count);
        for (std::size_t i = 0; i < count; ++i)
            d.infoAppend(", '{}': len {}", nameAt(i), first[i].length);
        if (count == 2)
            d.infoAppend(" ");
    }
}

} // namespace

const ProtocolInfo& EthercatFrameDecoder::protocol() const noexcept {
    return frameInfo;
}

void EthercatFrameDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t header = bytes.u16le();
    if (bytes.overrun())
        return;
    d.addBits({FrameLength, FrameReserved, FrameType}, range, header);
    d.layerLength(bytes.position());
    d.next(ByType, header >> 12, bytes.part(header & 0x07ffU));
}

const ProtocolInfo& EthercatDecoder::protocol() const noexcept {
    return info;
}

void EthercatDecoder::decode(ByteReader& bytes, Dissection& d) const {
    std::array<Datagram, 4> first{};
    std::size_t count = 0, length = 0;
    for (bool isLast = false; !isLast && !bytes.overrun(); ++count) {
        const Datagram datagram = decodeDatagram(bytes, d);
        if (count < first.size())
            first[count] = datagram;
        length += datagram.length;
        isLast = datagram.isLast;
    }
    announce(d, first, count, length);
}

} // namespace tapscope
