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
    OptionLength,
    OptionData,
};

/// The options of a header (RFC 791 section 3.1): `bytes` end where they end.
void decodeOptions(ByteReader bytes, Dissection& dissection);

} // namespace tapscope::ipv4
