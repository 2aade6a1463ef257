#pragma once

#include <decode/dissection.h>

namespace tapscope::ipv4 {

enum Field : std::uint16_t {
    Version,
    HeaderLength,
    DiffServ,
    CodePoint,
    Congestion,
    TotalLength,
    Identification,
    Flags,
    ReservedBit,
    DontFragment,
    MoreFragments,
    FragmentOffset,
    TimeToLive,
    Protocol,
    Checksum,
    ChecksumStatus,
    Source,
    Destination,
    OptionType,
    OptionCopy,
    OptionClass,
    OptionNumber,
    OptionLength,
    OptionPointer,
    OptionRecordedRoute,
    OptionSourceRoute,
    OptionRouterAlert,
    OptionStream,
    OptionMtu,
    OptionOverflow,
    OptionFlag,
    OptionTime,
    OptionTimeAddress,
    CurrentRoute,
    OptionData,
    OptionPadding,
    Fragments,
    FragmentFrame,
    FragmentOverlap,
    FragmentConflict,
    FragmentCount,
    ReassembledIn,
    ReassembledLength,
    ReassembledData,
};

/// The options of a header (RFC 791 section 3.1): `bytes` end where they end.
void decodeOptions(ByteReader bytes, Dissection& dissection);

/// The last address of a loose or strict source route of which some is still ahead; empty when there is none.
[[nodiscard]] ByteReader lastOfSourceRoute(ByteReader options);

} // namespace tapscope::ipv4
