#pragma once

#include <analysis/stream_follower.h>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace tapscope {

/// Puts the two directions of a TCP conversation in order (RFC 9293 section 3.4). Each byte is used once, from its
/// first copy. Bytes that the other end acknowledged and that the capture lacks are a gap. For one thread.
class TcpAssembly {
public:
    using Sender = StreamPiece::Sender;

    /// Writes at most `limit` bytes to `stream`.
    TcpAssembly(FollowedStream& stream, std::size_t limit) noexcept : stream_(stream), limit_(limit) {}

    void add(Sender sender, FrameNumber frame, std::uint32_t sequence, bool isSyn, Bytes payload);
    /// Notes that `sender` has received everything that the other end sent before `acknowledgment`.
    void acknowledge(Sender sender, std::uint32_t acknowledgment);
    /// Appends bytes that need no order.
    void appendDatagram(Sender sender, FrameNumber frame, Bytes payload);
    /// Ends the stream: segments that waited for a gap to be filled follow it.
    void finish();

private:
    struct Waiting {
        FrameNumber frame;
        std::vector<std::byte> bytes;
    };
    struct Direction {
        std::optional<std::uint32_t> next;
        /// By the distance from `origin`, so that sequence numbers that wrap around stay in order.
        std::map<std::uint64_t, Waiting> waiting;
        std::size_t waitingBytes = 0;
        std::uint64_t position = 0; ///< of `next`, continued beyond 32 bits
    };

    Direction& of(Sender sender) noexcept { return directions_[static_cast<std::size_t>(sender)]; }
    void append(Sender sender, FrameNumber frame, Bytes payload, std::uint32_t missing);
    void drain(Sender sender, std::uint64_t upTo);

    FollowedStream& stream_;
    std::size_t limit_;
    std::array<Direction, 2> directions_;
};

} // namespace tapscope
