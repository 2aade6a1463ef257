#pragma once

#include <decode/dissection.h>

#include <span>

namespace tapscope::pgm {

enum Field : std::uint16_t {
    SourcePort,
    DestinationPort,
    Type,
    Options,
    OptionsPresent,
    OptionsSignificant,
    VariableLength,
    Parity,
    Checksum,
    Gsi,
    DataLength,
    SpmSequence,
    SpmTrail,
    SpmLead,
    SpmFamily,
    SpmReserved,
    SpmPath4,
    SpmPath6,
    NakSequence,
    NakSourceFamily,
    NakSourceReserved,
    NakSource4,
    NakSource6,
    NakGroupFamily,
    NakGroupReserved,
    NakGroup4,
    NakGroup6,
    PollSequence,
    PollRound,
    PollSubtype,
    PollFamily,
    PollReserved,
    PollPath4,
    PollPath6,
    PollInterval,
    PollRandom,
    PollMask,
    PolrSequence,
    PolrRound,
    PolrReserved,
    AckSequence,
    AckBitmap,
    OptionsType,
    OptionsLength,
    OptionsTotal,
    OptionType,
    OptionEnd,
    OptionLength,
    OptionExtension,
    OptionData,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;

} // namespace tapscope::pgm
