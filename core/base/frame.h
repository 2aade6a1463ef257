#pragma once

#include <base/link_type.h>
#include <base/offload.h>
#include <base/timestamp.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tapscope {

using Bytes = std::span<const std::byte>;

/// A frame's place in its capture, counted from 1 as in every tool of the field; 0 is "no frame".
using FrameNumber = std::uint64_t;

/// A port's number in a capture engine, never used twice in it; 0 is none.
using PortId = std::uint32_t;

/// Seen from the host that has the interface (pcapng epb_flags bits 0 and 1, draft-ietf-opsawg-pcapng section 4.3).
enum class Direction : std::uint8_t {
    Unknown = 0,
    Inbound = 1,  ///< came in through the interface: on a TAP, what the descriptor's owner wrote
    Outbound = 2, ///< the host sent it out of the interface: on a TAP, what the descriptor's owner reads
};

/// A frame as it passes through the program: a view, never a copy. Who hands it out says how long its bytes live.
struct Frame {
    FrameNumber number = 0; ///< 0 before the store has given it one
    Timestamp time{};
    Bytes bytes; ///< what was captured
    std::uint32_t originalLength =
        0; ///< length on the wire, in bytes; larger than bytes.size() when cut by the snap length
    LinkType linkType = LinkType::Ethernet;
    Direction direction = Direction::Unknown;
    std::uint8_t frameCheckLength = 0; ///< bytes of a frame check sequence at the end of the frame on the wire, as
                                       ///< its file says; 0 = there is none, or nothing is said
    std::uint32_t interfaceId = 0;     ///< index in the interfaces of the capture
    std::string_view comment;          ///< opt_comment of the block, UTF-8, usually empty
    PortId port = 0;                   ///< that it came from, while a capture runs
    Offload offload;                   ///< what is left to be done to it before it is sent on
};

} // namespace tapscope
