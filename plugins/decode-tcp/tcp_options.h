#pragma once

#include <decode/dissection.h>

namespace tapscope::tcp {

enum Field : std::uint16_t {
    SourcePort,
    DestinationPort,
    Sequence,
    Acknowledgment,
    SegmentLength,
    HeaderLength,
    Flags,
    FlagReserved,
    FlagAccurateEcn,
    FlagWindowReduced,
    FlagEcnEcho,
    FlagUrgent,
    FlagAck,
    FlagPush,
    FlagReset,
    FlagSyn,
    FlagFin,
    Window,
    Checksum,
    ChecksumStatus,
    UrgentPointer,
    OptionKind,
    OptionLength,
    MaximumSegment,
    WindowShift,
    SackLeft,
    SackRight,
    TimestampValue,
    TimestampEcho,
    OptionData,
    Payload,
};

/// Adds the options (RFC 9293 section 3.2, RFC 7323, RFC 2018) to the tree and to the Info column. Returns the window
/// shift, or -1 when there is none.
int decodeOptions(ByteReader bytes, Dissection& dissection);

} // namespace tapscope::tcp
