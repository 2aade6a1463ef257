#include "storage_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::aoe {
namespace {

constexpr std::uint8_t ataCommand = 0, responseBit = 0x08, errorBit = 0x04;
constexpr std::array commands = {ValueName{0, "Issue ATA Command"}, ValueName{1, "Query Config Information"},
                                 ValueName{2, "MAC Mask List"}, ValueName{3, "Reserve/Release"}};
constexpr std::array ataCommands = {ValueName{0x20, "Read"}, ValueName{0x24, "Read ext"}, ValueName{0x30, "Write"},
                                    ValueName{0x34, "Write ext"}, ValueName{0xec, "Identify"}};
constexpr std::array errors = {ValueName{0, "No error"},
                               ValueName{1, "Unrecognized command code"},
                               ValueName{2, "Bad argument parameter"},
                               ValueName{3, "Device unavailable"},
                               ValueName{4, "Config string present"},
                               ValueName{5, "Unsupported version"},
                               ValueName{6, "Target is reserved"}};

enum Field : std::uint16_t {
    Version,
    Response,
    ErrorFlag,
    ErrorCode,
    Major,
    Minor,
    Command,
    Tag,
    AtaFlags,
    Extended,
    Device,
    Asynchronous,
    Write,
    Feature,
    Sectors,
    AtaCommand,
    AtaStatus,
    Address,
    Reserved,
    Data,
};
constexpr FieldInfo bit(std::string_view name, std::string_view title, std::uint64_t mask) {
    return {.name = name, .title = title, .type = FieldType::Boolean, .mask = mask};
}
constexpr std::array fields = {
    FieldInfo{.name = "aoe.version", .title = "Version", .mask = 0xf0},
    bit("aoe.response", "Response flag", responseBit),
    bit("aoe.flags_error", "Error flag", errorBit),
    FieldInfo{.name = "aoe.error", .title = "Error", .values = errors},
    FieldInfo{.name = "aoe.major", .title = "Major", .base = Base::Hex},
    FieldInfo{.name = "aoe.minor", .title = "Minor", .base = Base::Hex},
    FieldInfo{.name = "aoe.cmd", .title = "Command", .values = commands},
    FieldInfo{.name = "aoe.tag", .title = "Tag", .base = Base::Hex},
    FieldInfo{.name = "aoe.aflags", .title = "AFlags", .base = Base::Hex},
    bit("aoe.aflags.e", "E", 0x40),
    bit("aoe.aflags.d", "D", 0x10),
    bit("aoe.aflags.a", "A", 0x02),
    bit("aoe.aflags.w", "W", 0x01),
    FieldInfo{.name = "aoe.err_feature", .title = "Err/Feature", .base = Base::Hex},
    FieldInfo{.name = "aoe.sector_count", .title = "Sector Count"},
    FieldInfo{.name = "aoe.ata.cmd", .title = "ATA Cmd", .base = Base::Hex},
    FieldInfo{.name = "aoe.ata.status", .title = "ATA Status", .base = Base::Hex},
    FieldInfo{.name = "aoe.lba", .title = "Lba", .base = Base::Hex, .hexDigits = 16},
    FieldInfo{.name = "aoe.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "aoe.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ethertype", 0x88a2}};
const ProtocolInfo info = {
    .abbreviation = "aoe", .title = "ATAoverEthernet", .column = "AoE", .fields = fields, .hooks = hooks};

void ata(ByteReader& bytes, Dissection& d, bool isResponse) {
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, AtaFlags);
    if (bytes.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({Extended, Device, Asynchronous, Write}, at, flags);
    }
    d.u8(bytes, Feature);
    d.u8(bytes, Sectors);
    const std::uint8_t command = d.u8(bytes, isResponse ? AtaStatus : AtaCommand);
    const ByteRange address{static_cast<std::uint32_t>(bytes.offset()), 6};
    const std::uint64_t sector = bytes.little(address.length);
    if (bytes.overrun())
        return;
    d.add(Address, address, sector);
    if (isResponse)
        d.infoAppend(" ATA:0x{:02x}", command);
    else
        d.infoAppend(" ATA:{}", nameOf(ataCommands, command, "Unknown"));
    d.data(bytes, Reserved, 2);
}

} // namespace

const ProtocolInfo& AtaOverEthernetDecoder::protocol() const noexcept {
    return info;
}

void AtaOverEthernetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t first = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Version, Response, ErrorFlag}, at, first);
    const bool isResponse = (first & responseBit) != 0;
    d.u8(bytes, ErrorCode);
    d.u16(bytes, Major);
    d.u8(bytes, Minor);
    const std::uint8_t command = d.u8(bytes, Command);
    if (bytes.overrun())
        return;
    const std::string_view direction = isResponse ? "Response" : "Request";
    if (const std::string_view name = nameOf(commands, command); name.empty())
        d.info("Unknown command<{}> {}", command, direction);
    else
        d.info("{} {}", name, direction);
    d.u32(bytes, Tag);
    if (command == ataCommand)
        ata(bytes, d, isResponse);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::aoe
