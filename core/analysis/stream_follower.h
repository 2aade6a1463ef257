#pragma once

#include <base/error.h>
#include <decode/conversation.h>

#include <analysis/shown_capture.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace tapscope {

/// A run of bytes that one end of a conversation sent.
struct StreamPiece {
    enum class Sender : std::uint8_t { First, Second } sender = Sender::First; ///< First: who sent the first frame
    FrameNumber frame = 0;                                                     ///< in which the piece begins
    std::uint32_t missing = 0;        ///< bytes before it that the capture does not have
    std::size_t offset = 0, size = 0; ///< in FollowedStream::bytes
};

/// What two endpoints said to each other, in the order in which they said it.
struct FollowedStream {
    Endpoint first, second;
    std::vector<std::byte> bytes;
    std::vector<StreamPiece> pieces;
    std::vector<FrameNumber> frames; ///< all frames of the conversation
    bool isCut = false;              ///< it has more than `StreamFollower::maximumBytes`
};

/// Follows the TCP or UDP conversation of a frame through its capture: TCP's bytes in sequence order, each byte once,
/// whatever was sent again or out of order; UDP's payloads as they came.
class StreamFollower {
public:
    static constexpr std::size_t maximumBytes = std::size_t{64} << 20;

    /// Looks through the whole capture on all cores; waits for frames that have to be learned first. `progress` is told
    /// frames done. Errors: NotFound when the frame carries neither TCP nor UDP; Cancelled.
    [[nodiscard]] static Result<FollowedStream> follow(const ShownCapture& capture, FrameNumber frame,
                                                       const std::stop_token& stop = {},
                                                       const std::function<void(FrameNumber)>& progress = {});
};

} // namespace tapscope
