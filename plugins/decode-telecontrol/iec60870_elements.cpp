#include "iec60870_elements.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>
#include <bit>

namespace tapscope::iec60870 {
namespace {

constexpr std::array typeNames = {
    ValueName{1, "M_SP_NA_1"},   ValueName{2, "M_SP_TA_1"},   ValueName{3, "M_DP_NA_1"},   ValueName{4, "M_DP_TA_1"},
    ValueName{5, "M_ST_NA_1"},   ValueName{6, "M_ST_TA_1"},   ValueName{7, "M_BO_NA_1"},   ValueName{8, "M_BO_TA_1"},
    ValueName{9, "M_ME_NA_1"},   ValueName{10, "M_ME_TA_1"},  ValueName{11, "M_ME_NB_1"},  ValueName{12, "M_ME_TB_1"},
    ValueName{13, "M_ME_NC_1"},  ValueName{14, "M_ME_TC_1"},  ValueName{15, "M_IT_NA_1"},  ValueName{16, "M_IT_TA_1"},
    ValueName{20, "M_PS_NA_1"},  ValueName{21, "M_ME_ND_1"},  ValueName{30, "M_SP_TB_1"},  ValueName{31, "M_DP_TB_1"},
    ValueName{32, "M_ST_TB_1"},  ValueName{33, "M_BO_TB_1"},  ValueName{34, "M_ME_TD_1"},  ValueName{35, "M_ME_TE_1"},
    ValueName{36, "M_ME_TF_1"},  ValueName{37, "M_IT_TB_1"},  ValueName{38, "M_EP_TD_1"},  ValueName{39, "M_EP_TE_1"},
    ValueName{40, "M_EP_TF_1"},  ValueName{41, "S_IT_TC_1"},  ValueName{45, "C_SC_NA_1"},  ValueName{46, "C_DC_NA_1"},
    ValueName{47, "C_RC_NA_1"},  ValueName{48, "C_SE_NA_1"},  ValueName{49, "C_SE_NB_1"},  ValueName{50, "C_SE_NC_1"},
    ValueName{51, "C_BO_NA_1"},  ValueName{58, "C_SC_TA_1"},  ValueName{59, "C_DC_TA_1"},  ValueName{60, "C_RC_TA_1"},
    ValueName{61, "C_SE_TA_1"},  ValueName{62, "C_SE_TB_1"},  ValueName{63, "C_SE_TC_1"},  ValueName{64, "C_BO_TA_1"},
    ValueName{70, "M_EI_NA_1"},  ValueName{81, "S_CH_NA_1"},  ValueName{82, "S_RP_NA_1"},  ValueName{83, "S_AR_NA_1"},
    ValueName{84, "S_KR_NA_1"},  ValueName{85, "S_KS_NA_1"},  ValueName{86, "S_KC_NA_1"},  ValueName{87, "S_ER_NA_1"},
    ValueName{90, "S_US_NA_1"},  ValueName{91, "S_UQ_NA_1"},  ValueName{92, "S_UR_NA_1"},  ValueName{93, "S_UK_NA_1"},
    ValueName{94, "S_UA_NA_1"},  ValueName{95, "S_UC_NA_1"},  ValueName{100, "C_IC_NA_1"}, ValueName{101, "C_CI_NA_1"},
    ValueName{102, "C_RD_NA_1"}, ValueName{103, "C_CS_NA_1"}, ValueName{105, "C_RP_NA_1"}, ValueName{107, "C_TS_TA_1"},
    ValueName{110, "P_ME_NA_1"}, ValueName{111, "P_ME_NB_1"}, ValueName{112, "P_ME_NC_1"}, ValueName{113, "P_AC_NA_1"},
    ValueName{120, "F_FR_NA_1"}, ValueName{121, "F_SR_NA_1"}, ValueName{122, "F_SC_NA_1"}, ValueName{123, "F_LS_NA_1"},
    ValueName{124, "F_AF_NA_1"}, ValueName{125, "F_SG_NA_1"}, ValueName{126, "F_DR_TA_1"}, ValueName{127, "F_SC_NB_1"}};
constexpr std::array causes = {
    ValueName{1, "Per/Cyc"},       ValueName{2, "Back"},      ValueName{3, "Spont"},     ValueName{4, "Init"},
    ValueName{5, "Req"},           ValueName{6, "Act"},       ValueName{7, "ActCon"},    ValueName{8, "Deact"},
    ValueName{9, "DeactCon"},      ValueName{10, "ActTerm"},  ValueName{11, "Retrem"},   ValueName{12, "Retloc"},
    ValueName{13, "File"},         ValueName{14, "Auth"},     ValueName{15, "Seskey"},   ValueName{16, "Usrkey"},
    ValueName{20, "Inrogen"},      ValueName{21, "Inro1"},    ValueName{22, "Inro2"},    ValueName{23, "Inro3"},
    ValueName{24, "Inro4"},        ValueName{25, "Inro5"},    ValueName{26, "Inro6"},    ValueName{27, "Inro7"},
    ValueName{28, "Inro8"},        ValueName{29, "Inro9"},    ValueName{30, "Inro10"},   ValueName{31, "Inro11"},
    ValueName{32, "Inro12"},       ValueName{33, "Inro13"},   ValueName{34, "Inro14"},   ValueName{35, "Inro15"},
    ValueName{36, "Inro16"},       ValueName{37, "Reqcogen"}, ValueName{38, "Reqco1"},   ValueName{39, "Reqco2"},
    ValueName{40, "Reqco3"},       ValueName{41, "Reqco4"},   ValueName{44, "UkTypeId"}, ValueName{45, "UkCauseTx"},
    ValueName{46, "UkComAdrASDU"}, ValueName{47, "UkIOA"}};
constexpr std::array doublePoints = {ValueName{0, "Indeterminate or Intermediate"}, ValueName{1, "OFF"},
                                     ValueName{2, "ON"}, ValueName{3, "Indeterminate"}};
constexpr std::array fields = {
    FieldInfo{.name = "iec60870_asdu.typeid", .title = "TypeId", .values = typeNames},
    FieldInfo{.name = "iec60870_asdu.sq", .title = "SQ", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.numix", .title = "NumIx", .mask = 0x7f},
    FieldInfo{.name = "iec60870_asdu.causetx", .title = "CauseTx", .values = causes, .mask = 0x3f},
    FieldInfo{.name = "iec60870_asdu.nega", .title = "Negative", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "iec60870_asdu.test", .title = "Test", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.oa", .title = "OA"},
    FieldInfo{.name = "iec60870_asdu.addr", .title = "Addr"},
    FieldInfo{.name = "iec60870_asdu.ioa", .title = "IOA"},
    FieldInfo{.name = "iec60870_asdu.siq", .title = "SIQ", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.siq.spi", .title = "SPI", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "iec60870_asdu.siq.bl", .title = "BL", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "iec60870_asdu.siq.sb", .title = "SB", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "iec60870_asdu.siq.nt", .title = "NT", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "iec60870_asdu.siq.iv", .title = "IV", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.diq", .title = "DIQ", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.diq.dpi", .title = "DPI", .values = doublePoints, .mask = 0x3},
    FieldInfo{.name = "iec60870_asdu.diq.bl", .title = "BL", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "iec60870_asdu.diq.sb", .title = "SB", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "iec60870_asdu.diq.nt", .title = "NT", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "iec60870_asdu.diq.iv", .title = "IV", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.qds", .title = "QDS", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.qds.ov", .title = "OV", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "iec60870_asdu.qds.bl", .title = "BL", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "iec60870_asdu.qds.sb", .title = "SB", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "iec60870_asdu.qds.nt", .title = "NT", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "iec60870_asdu.qds.iv", .title = "IV", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.vti", .title = "VTI", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.qos", .title = "QOS", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.sco", .title = "SCO", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.sco.on", .title = "ON/OFF", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "iec60870_asdu.sco.qu", .title = "QU", .mask = 0x7c},
    FieldInfo{.name = "iec60870_asdu.sco.se", .title = "S/E", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.dco", .title = "DCO", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.dco.on", .title = "ON/OFF", .mask = 0x3},
    FieldInfo{.name = "iec60870_asdu.dco.se", .title = "S/E", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.rco", .title = "RCO", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.rco.up", .title = "UP/DOWN", .mask = 0x3},
    FieldInfo{.name = "iec60870_asdu.rco.se", .title = "S/E", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.qpm", .title = "QPM", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.coi", .title = "COI", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.qoi", .title = "QOI"},
    FieldInfo{.name = "iec60870_asdu.qcc", .title = "QCC", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.qrp", .title = "QRP"},
    FieldInfo{.name = "iec60870_asdu.bcr.count", .title = "Binary Counter", .type = FieldType::Signed},
    FieldInfo{.name = "iec60870_asdu.bcr.sq", .title = "SQ", .mask = 0x1f},
    FieldInfo{.name = "iec60870_asdu.bcr.iv", .title = "IV", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.bitstring", .title = "Value", .base = Base::Hex},
    FieldInfo{.name = "iec60870_asdu.float", .title = "Value", .type = FieldType::Double},
    FieldInfo{.name = "iec60870_asdu.normval", .title = "Value", .type = FieldType::Double},
    FieldInfo{.name = "iec60870_asdu.scalval", .title = "Value", .type = FieldType::Signed},
    FieldInfo{.name = "iec60870_asdu.cp56time.ms", .title = "MS"},
    FieldInfo{.name = "iec60870_asdu.cp56time.min", .title = "Min", .mask = 0x3f},
    FieldInfo{.name = "iec60870_asdu.cp56time.iv", .title = "IV", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.cp56time.hour", .title = "Hour", .mask = 0x1f},
    FieldInfo{.name = "iec60870_asdu.cp56time.su", .title = "SU", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.cp56time.day", .title = "Day", .mask = 0x1f},
    FieldInfo{.name = "iec60870_asdu.cp56time.dow", .title = "DOW", .mask = 0xe0},
    FieldInfo{.name = "iec60870_asdu.cp56time.month", .title = "Month", .mask = 0xf},
    FieldInfo{.name = "iec60870_asdu.cp56time.year", .title = "Year", .mask = 0x7f},
    FieldInfo{.name = "iec60870_asdu.cp24time.ms", .title = "MS"},
    FieldInfo{.name = "iec60870_asdu.cp24time.min", .title = "Min", .mask = 0x3f},
    FieldInfo{.name = "iec60870_asdu.cp24time.iv", .title = "IV", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "iec60870_asdu.rawdata", .title = "Raw Data", .type = FieldType::ByteString},
};

/// The parts of an information object.
enum class Element : std::uint8_t {
    None,
    SinglePoint,
    DoublePoint,
    Quality,
    Step,
    Bits,
    Normal,
    Scale,
    Real,
    Counter,
    Single,
    Double,
    Regulating,
    SetQualifier,
    ParameterQualifier,
    Initialised,
    Interrogation,
    CounterInterrogation,
    Reset,
    Time,
    ShortTime
};

struct Type {
    static constexpr std::size_t mostElements = 3;

    std::uint8_t number;
    std::array<Element, mostElements> elements{};
};
using enum Element;
constexpr std::array types = {Type{1, {SinglePoint}},
                              Type{2, {SinglePoint, ShortTime}},
                              Type{3, {DoublePoint}},
                              Type{4, {DoublePoint, ShortTime}},
                              Type{5, {Step, Quality}},
                              Type{6, {Step, Quality, ShortTime}},
                              Type{7, {Bits, Quality}},
                              Type{8, {Bits, Quality, ShortTime}},
                              Type{9, {Normal, Quality}},
                              Type{10, {Normal, Quality, ShortTime}},
                              Type{11, {Scale, Quality}},
                              Type{12, {Scale, Quality, ShortTime}},
                              Type{13, {Real, Quality}},
                              Type{14, {Real, Quality, ShortTime}},
                              Type{15, {Counter}},
                              Type{16, {Counter, ShortTime}},
                              Type{21, {Normal}},
                              Type{30, {SinglePoint, Time}},
                              Type{31, {DoublePoint, Time}},
                              Type{32, {Step, Quality, Time}},
                              Type{33, {Bits, Quality, Time}},
                              Type{34, {Normal, Quality, Time}},
                              Type{35, {Scale, Quality, Time}},
                              Type{36, {Real, Quality, Time}},
                              Type{37, {Counter, Time}},
                              Type{45, {Single}},
                              Type{46, {Double}},
                              Type{47, {Regulating}},
                              Type{48, {Normal, SetQualifier}},
                              Type{49, {Scale, SetQualifier}},
                              Type{50, {Real, SetQualifier}},
                              Type{51, {Bits}},
                              Type{58, {Single, Time}},
                              Type{59, {Double, Time}},
                              Type{60, {Regulating, Time}},
                              Type{61, {Normal, SetQualifier, Time}},
                              Type{62, {Scale, SetQualifier, Time}},
                              Type{63, {Real, SetQualifier, Time}},
                              Type{64, {Bits, Time}},
                              Type{70, {Initialised}},
                              Type{100, {Interrogation}},
                              Type{101, {CounterInterrogation}},
                              Type{102, {}},
                              Type{103, {Time}},
                              Type{105, {Reset}},
                              Type{110, {Normal, ParameterQualifier}},
                              Type{111, {Scale, ParameterQualifier}},
                              Type{112, {Real, ParameterQualifier}}};

const Type* findType(std::uint8_t number) noexcept {
    const auto found = std::ranges::lower_bound(types, number, {}, &Type::number);
    return found != types.end() && found->number == number ? &*found : nullptr;
}

/// An octet and its bit fields.
void addOctet(ByteReader& bytes, Dissection& d, Field field, std::initializer_list<Dissection::Field> bits) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t octet = d.u8(bytes, field);
    const auto nest = d.nest();
    if (range.length != 0)
        d.addBits(bits, range, octet);
}

void addBits(ByteReader& bytes, Dissection& d, std::initializer_list<Dissection::Field> bits) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t octet = bytes.u8();
    if (range.length != 0)
        d.addBits(bits, range, octet);
}

void addReal(ByteReader& bytes, Dissection& d, Field field, double value, ByteRange range) {
    if (!bytes.overrun())
        d.add(field, range, std::bit_cast<std::uint64_t>(value));
}

void decodeElement(Element element, ByteReader& bytes, Dissection& d) {
    switch (element) {
    case None:
        break;
    case SinglePoint:
        addOctet(bytes, d, Siq, {SiqPoint, SiqBlocked, SiqSubstituted, SiqNotTopical, SiqInvalid});
        break;
    case DoublePoint:
        addOctet(bytes, d, Diq, {DiqPoint, DiqBlocked, DiqSubstituted, DiqNotTopical, DiqInvalid});
        break;
    case Quality:
        addOctet(bytes, d, Qds, {QdsOverflow, QdsBlocked, QdsSubstituted, QdsNotTopical, QdsInvalid});
        break;
    case Step:
        d.u8(bytes, StepPosition);
        break;
    case Bits:
        d.uintLe(bytes, Bitstring, 4);
        break;
    case Normal: {
        constexpr double one = 32768;
        const ByteRange range = rangeAhead(bytes, 2);
        addReal(bytes, d, Normalized, static_cast<std::int16_t>(bytes.u16le()) / one, range);
        break;
    }
    case Scale: {
        const ByteRange range = rangeAhead(bytes, 2);
        const auto value = static_cast<std::int16_t>(bytes.u16le());
        if (!bytes.overrun())
            d.add(Scaled, range, static_cast<std::uint64_t>(std::int64_t{value}));
        break;
    }
    case Real: {
        const ByteRange range = rangeAhead(bytes, 4);
        addReal(bytes, d, Float, static_cast<double>(std::bit_cast<float>(bytes.u32le())), range);
        break;
    }
    case Counter: {
        const ByteRange range = rangeAhead(bytes, 4);
        const auto value = static_cast<std::int32_t>(bytes.u32le());
        if (!bytes.overrun())
            d.add(CounterValue, range, static_cast<std::uint64_t>(std::int64_t{value}));
        addBits(bytes, d, {CounterSequence, CounterInvalid});
        break;
    }
    case Single:
        addOctet(bytes, d, SingleCommand, {SingleCommandState, SingleCommandQualifier, SingleCommandSelect});
        break;
    case Double:
        addOctet(bytes, d, DoubleCommand, {DoubleCommandState, DoubleCommandSelect});
        break;
    case Regulating:
        addOctet(bytes, d, RegulatingCommand, {RegulatingCommandState, RegulatingCommandSelect});
        break;
    case SetQualifier:
        d.u8(bytes, Qos);
        break;
    case ParameterQualifier:
        d.u8(bytes, Qpm);
        break;
    case Initialised:
        d.u8(bytes, Coi);
        break;
    case Interrogation:
        d.u8(bytes, Qoi);
        break;
    case CounterInterrogation:
        d.u8(bytes, Qcc);
        break;
    case Reset:
        d.u8(bytes, Qrp);
        break;
    case Time:
        d.uintLe(bytes, Milliseconds, 2);
        addBits(bytes, d, {Minute, TimeInvalid});
        addBits(bytes, d, {Hour, SummerTime});
        addBits(bytes, d, {Day, DayOfWeek});
        addBits(bytes, d, {Month});
        addBits(bytes, d, {Year});
        break;
    case ShortTime:
        d.uintLe(bytes, ShortMilliseconds, 2);
        addBits(bytes, d, {ShortMinute, ShortTimeInvalid});
        break;
    }
}

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

bool areElementsKnown(std::uint8_t type) noexcept {
    return findType(type) != nullptr;
}

void decodeElements(std::uint8_t type, ByteReader& bytes, Dissection& d) {
    if (const Type* const known = findType(type)) {
        for (const Element element : known->elements)
            decodeElement(element, bytes, d);
    }
}

} // namespace tapscope::iec60870
