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

/// A frame's position in its capture, counted from 1 as in other analysers; 0 means "no frame".
using FrameNumber = std::uint64_t;

/// A port's number in a capture engine, which never reuses it; 0 means "no port".
using PortId = std::uint32_t;

/// The direction as seen from the host that has the interface (pcapng epb_flags bits 0 and 1, draft-ietf-opsawg-pcapng
/// section 4.3).
enum class Direction : std::uint8_t {
    Unknown = 0,
    Inbound = 1,  ///< received through the interface: on a TAP, written by the descriptor's owner
    Outbound = 2, ///< sent through the interface: on a TAP, read by the descriptor's owner
};

/// A frame on its way through the program: a view, never a copy. The function that provides it documents how long its
/// bytes live.
struct Frame {
    FrameNumber number = 0; ///< 0 until the store has numbered it
    Timestamp time{};
    Bytes bytes; ///< the captured bytes
    std::uint32_t originalLength =
        0; ///< length on the wire, in bytes; larger than bytes.size() when cut by the snap length
    LinkType linkType = LinkType::Ethernet;
    Direction direction = Direction::Unknown;
    std::uint8_t frameCheckLength = 0; ///< bytes of the frame check sequence at the end of the frame on the wire,
                                       ///< according to its file; 0 if there is none or the file does not say
    std::uint32_t interfaceId = 0;     ///< index in the interfaces of the capture
    std::string_view comment;          ///< opt_comment of the block, UTF-8, usually empty
    PortId port = 0;                   ///< the port that received it, while a capture runs
    Offload offload;                   ///< work that is left before the frame can be sent on
};

} // namespace tapscope
