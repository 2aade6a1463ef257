#include "bridge_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::esmc {
namespace {

constexpr std::uint32_t itu = 0x0019a7;
constexpr std::array vendors = {ValueName{itu, "ITU-T"}};
constexpr std::uint16_t synchronization = 1;
constexpr std::array subtypes = {ValueName{synchronization, "ESMC"}};
enum Element : std::uint8_t { Quality = 1, ExtendedQuality = 2 };
constexpr std::array elements = {ValueName{Quality, "Quality Level"},
                                 ValueName{ExtendedQuality, "Extended Quality Level"}};
/// ITU-T G.781, option I networks.
constexpr std::array qualities = {
    ValueName{0, "QL-STU/UKN"}, ValueName{1, "QL-PRS"},   ValueName{2, "QL-PRC"},   ValueName{3, "QL-INV3"},
    ValueName{4, "QL-SSU-A"},   ValueName{5, "QL-INV5"},  ValueName{6, "QL-INV6"},  ValueName{7, "QL-ST2"},
    ValueName{8, "QL-SSU-B"},   ValueName{9, "QL-INV9"},  ValueName{10, "QL-EEC2"}, ValueName{11, "QL-EEC1"},
    ValueName{12, "QL-SMC"},    ValueName{13, "QL-ST3E"}, ValueName{14, "QL-PROV"}, ValueName{15, "QL-DNU/DUS"}};

enum Field : std::uint16_t {
    Vendor,
    Subtype,
    Version,
    IsEvent,
    ReservedBits,
    Reserved,
    ElementType,
    ElementLength,
    Unused,
    StatusCode,
    EnhancedCode,
    ClockId,
    ReservedFlags,
    IsPartial,
    IsMixed,
    EnhancedClocks,
    Clocks,
    ExtendedReserved,
    Padding,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "ossp.oui", .title = "OUI", .base = Base::Hex, .values = vendors},
    FieldInfo{.name = "ossp.itu.subtype", .title = "ITU-T OSSP Subtype", .base = Base::Hex, .values = subtypes},
    FieldInfo{.name = "ossp.esmc.version", .title = "Version", .base = Base::Hex, .mask = 0xf0},
    FieldInfo{.name = "ossp.esmc.event_flag", .title = "Event Flag", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "ossp.esmc.reserved_bits", .title = "Reserved", .base = Base::Hex, .mask = 0x07},
    FieldInfo{.name = "ossp.esmc.reserved", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "ossp.esmc.tlv_type", .title = "TLV Type", .base = Base::Hex, .values = elements},
    FieldInfo{.name = "ossp.esmc.tlv_length", .title = "TLV Length", .base = Base::Hex},
    FieldInfo{.name = "ossp.esmc.tlv_ql_unused", .title = "Unused", .base = Base::Hex, .mask = 0xf0},
    FieldInfo{
        .name = "ossp.esmc.tlv_ql_ssm", .title = "SSM Code", .base = Base::Hex, .values = qualities, .mask = 0x0f},
    FieldInfo{.name = "ossp.esmc.tlv_ext_ql_essm", .title = "Enhanced SSM Code", .base = Base::Hex},
    FieldInfo{.name = "ossp.esmc.tlv_ext_ql_clockid", .title = "SyncE clockID", .base = Base::Hex},
    FieldInfo{.name = "ossp.esmc.tlv_ext_ql_flag_reserved", .title = "Reserved", .base = Base::Hex, .mask = 0xfc},
    FieldInfo{
        .name = "ossp.esmc.tlv_ext_ql_flag_chain", .title = "Partial chain", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "ossp.esmc.tlv_ext_ql_flag_mixed",
              .title = "Mixed EEC/eEEC clocks",
              .type = FieldType::Boolean,
              .mask = 0x01},
    FieldInfo{.name = "ossp.esmc.tlv_ext_ql_eeec", .title = "Cascaded eEECs"},
    FieldInfo{.name = "ossp.esmc.tlv_ext_ql_eec", .title = "Cascaded EECs"},
    FieldInfo{.name = "ossp.esmc.tlv_ext_ql_reserved", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "ossp.esmc.padding", .title = "Padding", .type = FieldType::ByteString},
    FieldInfo{.name = "ossp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"slow.subtype", 10}};
const ProtocolInfo info = {.abbreviation = "ossp",
                           .title = "Organization Specific Slow Protocol",
                           .column = "OSSP",
                           .fields = fields,
                           .hooks = hooks};

void decodeQuality(ByteReader& bytes, Dissection& d) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t code = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Unused, StatusCode}, range, code);
    d.infoAppend(", {}", nameOf(qualities, code & 0x0fU));
}

void decodeExtendedQuality(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, EnhancedCode);
    d.u64(bytes, ClockId);
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t flags = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({ReservedFlags, IsPartial, IsMixed}, range, flags);
    d.u8(bytes, EnhancedClocks);
    d.u8(bytes, Clocks);
    d.uint(bytes, ExtendedReserved, 5);
}

/// ITU-T G.8264 section 11.3: TLVs whose length includes their header; zeros after the last one are padding.
void decodeElements(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t head = 3;
    while (bytes.peek() == Quality || bytes.peek() == ExtendedQuality) {
        const std::uint8_t type = d.u8(bytes, ElementType);
        const auto nest = d.nest();
        const std::size_t length = d.u16(bytes, ElementLength);
        if (bytes.overrun())
            return;
        if (length <= head) {
            d.malformed("a TLV without a value");
            return;
        }
        ByteReader value = bytes.part(length - head);
        if (type == Quality)
            decodeQuality(value, d);
        else
            decodeExtendedQuality(value, d);
        if (value.overrun())
            bytes.setOverrun();
        else if (!value.atEnd())
            d.data(value, Data, value.remaining());
    }
    if (!bytes.atEnd())
        d.data(bytes, Padding, bytes.remaining());
}

} // namespace

const ProtocolInfo& SynchronizationMessageDecoder::protocol() const noexcept {
    return info;
}

void SynchronizationMessageDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint32_t vendor = d.u24(bytes, Vendor);
    const std::uint16_t subtype = vendor == itu ? d.u16(bytes, Subtype) : std::uint16_t{0};
    if (bytes.overrun())
        return;
    if (subtype != synchronization) {
        d.info("OUI: {:06x}", vendor);
        if (!bytes.atEnd())
            d.data(bytes, Data, bytes.remaining());
        return;
    }
    d.columnProtocol("ESMC");
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t flags = bytes.u8();
    if (bytes.overrun())
        return;
    d.info("Event:{}", (flags & 0x08U) != 0 ? "Time-critical" : "Information");
    d.addBits({Version, IsEvent, ReservedBits}, range, flags);
    d.u24(bytes, Reserved);
    decodeElements(bytes, d);
}

} // namespace tapscope::esmc
