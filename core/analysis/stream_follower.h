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

/// Bytes that one end of a conversation sent in succession.
struct StreamPiece {
    enum class Sender : std::uint8_t { First, Second } sender = Sender::First; ///< First: the sender of the first frame
    FrameNumber frame = 0;                                                     ///< the frame in which the piece begins
    std::uint32_t missing = 0;        ///< bytes before it that are missing in the capture
    std::size_t offset = 0, size = 0; ///< in FollowedStream::bytes
};

/// The data that two endpoints exchanged, in the order in which they sent it.
struct FollowedStream {
    Endpoint first, second;
    std::vector<std::byte> bytes;
    std::vector<StreamPiece> pieces;
    std::vector<FrameNumber> frames; ///< all frames of the conversation
    bool isCut = false;              ///< there are more than `StreamFollower::maximumBytes`
};

/// Follows the TCP or UDP conversation of a frame through its capture: TCP's bytes in sequence order, each byte once
/// despite retransmissions and reordering, and UDP's payloads in the order of their arrival.
class StreamFollower {
public:
    static constexpr std::size_t maximumBytes = std::size_t{64} << 20;

    /// Reads the whole capture on all cores; waits for frames that must be learned first. `progress` receives the
    /// number of frames done. Errors: NotFound if the frame contains neither TCP nor UDP; Cancelled.
    [[nodiscard]] static Result<FollowedStream> follow(const ShownCapture& capture, FrameNumber frame,
                                                       const std::stop_token& stop = {},
                                                       const std::function<void(FrameNumber)>& progress = {});
};

} // namespace tapscope
