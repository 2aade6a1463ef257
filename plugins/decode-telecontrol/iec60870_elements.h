#pragma once

#include <decode/dissection.h>

#include <span>

namespace tapscope::iec60870 {

enum Field : std::uint16_t {
    TypeId,
    Sequence,
    Count,
    CauseOfTransmission,
    Negative,
    TestMark,
    Originator,
    Address,
    ObjectAddress,
    Siq,
    SiqPoint,
    SiqBlocked,
    SiqSubstituted,
    SiqNotTopical,
    SiqInvalid,
    Diq,
    DiqPoint,
    DiqBlocked,
    DiqSubstituted,
    DiqNotTopical,
    DiqInvalid,
    Qds,
    QdsOverflow,
    QdsBlocked,
    QdsSubstituted,
    QdsNotTopical,
    QdsInvalid,
    StepPosition,
    Qos,
    SingleCommand,
    SingleCommandState,
    SingleCommandQualifier,
    SingleCommandSelect,
    DoubleCommand,
    DoubleCommandState,
    DoubleCommandSelect,
    RegulatingCommand,
    RegulatingCommandState,
    RegulatingCommandSelect,
    Qpm,
    Coi,
    Qoi,
    Qcc,
    Qrp,
    CounterValue,
    CounterSequence,
    CounterInvalid,
    Bitstring,
    Float,
    Normalized,
    Scaled,
    Milliseconds,
    Minute,
    TimeInvalid,
    Hour,
    SummerTime,
    Day,
    DayOfWeek,
    Month,
    Year,
    ShortMilliseconds,
    ShortMinute,
    ShortTimeInvalid,
    RawData,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;

/// Whether the elements of this message type are known.
[[nodiscard]] bool areElementsKnown(std::uint8_t type) noexcept;
/// Decodes the elements of one information object of this type, after its address (IEC 60870-5-101, 7.3).
void decodeElements(std::uint8_t type, ByteReader& bytes, Dissection& d);

} // namespace tapscope::iec60870
