#include "bridge_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::cisco_link {
namespace {

// Both are lists of a type, a length that includes the entry's header, and a value.
constexpr std::size_t headSize = 4;
constexpr std::uint16_t deviceId = 1, portId = 2;

namespace udld {
constexpr std::array opcodes = {ValueName{0, "Reserved"}, ValueName{1, "Probe"}, ValueName{2, "Echo"},
                                ValueName{3, "Flush"}};
constexpr std::array types = {
    ValueName{1, "Device ID"},        ValueName{2, "Port ID"},          ValueName{3, "Echo"},
    ValueName{4, "Message interval"}, ValueName{5, "Timeout interval"}, ValueName{6, "Device name"},
    ValueName{7, "Sequence number"}};
enum Field : std::uint16_t { Version, Opcode, Flags, Checksum, Type, Length, Device, Port, Data };
constexpr std::array fields = {
    FieldInfo{.name = "udld.version", .title = "Version", .mask = 0xe0},
    FieldInfo{.name = "udld.opcode", .title = "Opcode", .values = opcodes, .mask = 0x1f},
    FieldInfo{.name = "udld.flags", .title = "Flags"},
    FieldInfo{.name = "udld.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "udld.tlv.type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "udld.tlv.len", .title = "Length"},
    FieldInfo{.name = "udld.device_id", .title = "Device ID", .type = FieldType::Text},
    FieldInfo{.name = "udld.sent_through_interface", .title = "Sent through Interface", .type = FieldType::Text},
    FieldInfo{.name = "udld.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"llc.snap_pid", 0x000c'0111}};
const ProtocolInfo info = {.abbreviation = "udld",
                           .title = "Unidirectional Link Detection",
                           .column = "UDLD",
                           .fields = fields,
                           .hooks = hooks};
} // namespace udld

namespace dtp {
enum Kind : std::uint16_t { DomainName = 1, TrunkStatus = 2, TrunkType = 3, SenderId = 4 };
constexpr std::array types = {ValueName{DomainName, "Domain"}, ValueName{TrunkStatus, "Trunk Status"},
                              ValueName{TrunkType, "Trunk Type"}, ValueName{SenderId, "Sender ID"}};
enum Field : std::uint16_t {
    Version,
    Type,
    Length,
    Domain,
    OperatingStatus,
    AdministrativeStatus,
    OperatingType,
    AdministrativeType,
    Sender,
    Data
};
constexpr std::array fields = {
    FieldInfo{.name = "dtp.version", .title = "Version"},
    FieldInfo{.name = "dtp.tlv_type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "dtp.tlv_len", .title = "Length"},
    FieldInfo{.name = "dtp.domain", .title = "Domain", .type = FieldType::Text},
    FieldInfo{.name = "dtp.tos", .title = "Trunk Operating Status", .base = Base::Hex, .hexDigits = 2, .mask = 0x80},
    FieldInfo{
        .name = "dtp.tas", .title = "Trunk Administrative Status", .base = Base::Hex, .hexDigits = 2, .mask = 0x07},
    FieldInfo{.name = "dtp.tot", .title = "Trunk Operating Type", .base = Base::Hex, .hexDigits = 2, .mask = 0xe0},
    FieldInfo{.name = "dtp.tat", .title = "Trunk Administrative Type", .base = Base::Hex, .hexDigits = 2, .mask = 0x07},
    FieldInfo{.name = "dtp.senderid", .title = "Sender ID", .type = FieldType::Mac},
    FieldInfo{.name = "dtp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"llc.snap_pid", 0x000c'2004}};
const ProtocolInfo info = {
    .abbreviation = "dtp", .title = "Dynamic Trunk Protocol", .column = "DTP", .fields = fields, .hooks = hooks};
} // namespace dtp

/// Calls `read(type, value)` for each entry of a list; octets left in `value` are added as `data`.
template <typename Read>
void entries(ByteReader& bytes, Dissection& d, Dissection::Field type, Dissection::Field length, Dissection::Field data,
             const Read& read) {
    while (!bytes.atEnd()) {
        const std::uint16_t kind = d.u16(bytes, type);
        const std::size_t size = d.u16(bytes, length);
        if (bytes.overrun())
            return;
        if (size < headSize) {
            d.malformed("an entry is shorter than its header");
            return;
        }
        if (!bytes.has(size - headSize)) {
            bytes.setOverrun();
            return;
        }
        ByteReader value = bytes.part(size - headSize);
        read(kind, value);
        if (!value.atEnd())
            d.data(value, data, value.remaining());
    }
}

} // namespace

const ProtocolInfo& UnidirectionalLinkDecoder::protocol() const noexcept {
    return udld::info;
}

void UnidirectionalLinkDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace udld;
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t first = bytes.u8();
    if (bytes.overrun())
        return;
    d.info("");
    d.addBits({Version, Opcode}, at, first);
    d.u8(bytes, Flags);
    d.u16(bytes, Checksum);
    entries(bytes, d, Type, Length, Data, [&](std::uint16_t type, ByteReader& value) {
        if (type == deviceId)
            d.infoAppend("Device ID: {}  ", d.text(value, Device, value.remaining()));
        else if (type == portId)
            d.infoAppend("Port ID: {}  ", d.text(value, Port, value.remaining()));
    });
}

const ProtocolInfo& DynamicTrunkDecoder::protocol() const noexcept {
    return dtp::info;
}

void DynamicTrunkDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace dtp;
    d.info("Dynamic Trunk Protocol");
    d.u8(bytes, Version);
    entries(bytes, d, Type, Length, Data, [&](std::uint16_t type, ByteReader& value) {
        const ByteRange at{static_cast<std::uint32_t>(value.offset()), 1};
        if (type == DomainName)
            d.text(value, Domain, value.remaining());
        else if (type == TrunkStatus && value.has(1))
            d.addBits({OperatingStatus, AdministrativeStatus}, at, value.u8());
        else if (type == TrunkType && value.has(1))
            d.addBits({OperatingType, AdministrativeType}, at, value.u8());
        else if (type == SenderId && value.has(6))
            d.mac(value, Sender);
    });
}

} // namespace tapscope::cisco_link
