#include "routing_decoders.h"

#include <decode/transport_checksum.h>

#include <algorithm>
#include <array>

namespace tapscope::pim {
namespace {

enum Type : std::uint8_t { Hello = 0, Register = 1, JoinPrune = 3, Bootstrap = 4, Assert = 5 };
constexpr std::array types = {ValueName{Hello, "Hello"},
                              ValueName{Register, "Register"},
                              ValueName{2, "Register-stop"},
                              ValueName{JoinPrune, "Join/Prune"},
                              ValueName{Bootstrap, "Bootstrap"},
                              ValueName{Assert, "Assert"},
                              ValueName{6, "Graft"},
                              ValueName{7, "Graft-Ack"},
                              ValueName{8, "Candidate-RP-Advertisement"},
                              ValueName{9, "State-Refresh"},
                              ValueName{10, "DF election"},
                              ValueName{11, "ECMP redirect"},
                              ValueName{12, "PFM source discovery"}};
constexpr std::array optionTypes = {ValueName{1, "Hold Time"},      ValueName{2, "LAN Prune Delay"},
                                    ValueName{19, "DR Priority"},   ValueName{20, "Generation ID"},
                                    ValueName{21, "State-Refresh"}, ValueName{24, "Address List"}};

enum Field : std::uint16_t {
    Version,
    TypeField,
    Reserved,
    Checksum,
    OptionType,
    OptionLength,
    OptionValue,
    HoldTime,
    Priority,
    Generation,
    Border,
    NullRegister,
};
constexpr std::array fields = {
    FieldInfo{.name = "pim.version", .title = "Version", .mask = 0xf0},
    FieldInfo{.name = "pim.type", .title = "Type", .values = types, .mask = 0x0f},
    FieldInfo{.name = "pim.res_bytes", .title = "Reserved byte(s)", .type = FieldType::ByteString},
    FieldInfo{.name = "pim.cksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "pim.optiontype", .title = "Type", .values = optionTypes},
    FieldInfo{.name = "pim.optionlength", .title = "Length"},
    FieldInfo{.name = "pim.optionvalue", .title = "Unknown", .type = FieldType::ByteString},
    FieldInfo{.name = "pim.holdtime", .title = "Holdtime", .unit = "s"},
    FieldInfo{.name = "pim.dr_priority", .title = "DR Priority"},
    FieldInfo{.name = "pim.generation_id", .title = "Generation ID"},
    FieldInfo{.name = "pim.register_flag.border", .title = "Border", .type = FieldType::Boolean, .mask = 0x80000000},
    FieldInfo{.name = "pim.register_flag.null_register",
              .title = "Null-Register",
              .type = FieldType::Boolean,
              .mask = 0x40000000},
};
constexpr std::array hooks = {Hook{"ip.proto", 103}};
const ProtocolInfo info = {.abbreviation = "pim",
                           .title = "Protocol Independent Multicast",
                           .column = "PIM",
                           .fields = fields,
                           .hooks = hooks};

struct OptionSize {
    std::uint16_t type;
    std::size_t size;
};
// RFC 7761 section 4.9.2, RFC 3973 section 4.7.5.
constexpr std::array optionSizes = {OptionSize{1, 2}, OptionSize{2, 4}, OptionSize{19, 4}, OptionSize{20, 4},
                                    OptionSize{21, 4}};

bool sizeFits(std::uint16_t type, std::size_t size) noexcept {
    const auto known = std::ranges::find(optionSizes, type, &OptionSize::type);
    return known == optionSizes.end() || known->size == size;
}

void hello(ByteReader& bytes, Dissection& d) {
    bool fit = true;
    while (!bytes.atEnd()) {
        const std::uint16_t type = d.u16(bytes, OptionType);
        const auto nest = d.nest();
        const std::uint16_t length = d.u16(bytes, OptionLength);
        if (bytes.overrun() || !bytes.has(length)) {
            bytes.setOverrun();
            return;
        }
        fit = fit && sizeFits(type, length);
        ByteReader value = bytes.part(length);
        if (type == 1)
            d.u16(value, HoldTime);
        else if (type == 19)
            d.u32(value, Priority);
        else if (type == 20)
            d.u32(value, Generation);
        else if (!value.atEnd())
            d.data(value, OptionValue, value.remaining());
    }
    if (!fit)
        d.malformed("an option's length is not one of its type");
}

} // namespace

const ProtocolInfo& PimDecoder::protocol() const noexcept {
    return info;
}

void PimDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t first = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Version, TypeField}, at, first);
    d.columnProtocol(first >> 4 == 1 ? "PIMv1" : "PIMv2");
    const std::uint8_t type = first & 15U;
    d.info("{}", nameOf(types, type, "Unknown"));
    d.data(bytes, Reserved, 1);
    d.u16(bytes, Checksum);
    if (type == Hello) {
        hello(bytes, d);
    } else if (type == Register) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
        d.addBits({Border, NullRegister}, range, bytes.u32());
    }
}

} // namespace tapscope::pim
