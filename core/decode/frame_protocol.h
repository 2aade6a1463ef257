#pragma once

#include <decode/protocol.h>

namespace tapscope {

/// The pseudo-protocols in every registry: facts about a frame besides its bytes, bytes without a decoder, and marks of
/// damage.
namespace frame_protocol {

enum Field : std::uint16_t {
    Number,
    Time,
    TimeEpoch,
    TimeDelta,
    TimeRelative,
    Length,
    CapturedLength,
    Marked,
    Ignored,
    Protocols,
    InterfaceName,
    InterfaceId,
    FrameDirection,
    Comment,
};
extern const ProtocolInfo info;

} // namespace frame_protocol

namespace data_protocol {
enum Field : std::uint16_t { Data, Length };
extern const ProtocolInfo info;
} // namespace data_protocol

extern const ProtocolInfo malformedProtocol;
extern const ProtocolInfo truncatedProtocol;
extern const ProtocolInfo unreassembledProtocol;
extern const ProtocolInfo cutProtocol; ///< something was left out as out of proportion
/// Octets of the frame that no field covers.
extern const ProtocolInfo undecodedProtocol;

} // namespace tapscope
