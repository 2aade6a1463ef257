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
    FragmentData,
};

/// Decodes the options of a header (RFC 791 section 3.1); `bytes` spans exactly these.
void decodeOptions(ByteReader bytes, Dissection& dissection);

/// The last address of a loose or strict source route that is not completed yet; empty if there is none.
[[nodiscard]] ByteReader lastOfSourceRoute(ByteReader options);

} // namespace tapscope::ipv4
