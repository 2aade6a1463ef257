#pragma once

#include <analysis/stream_follower.h>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace tapscope {

/// Puts the two directions of a TCP conversation in order (RFC 9293 section 3.4): each byte once, the first copy of it
/// counts; what the other end acknowledged though the capture never had it is a gap. One thread.
class TcpAssembly {
public:
    using Sender = StreamPiece::Sender;

    /// Writes to `stream`, at most `limit` bytes.
    TcpAssembly(FollowedStream& stream, std::size_t limit) noexcept : stream_(stream), limit_(limit) {}

    void add(Sender sender, FrameNumber frame, std::uint32_t sequence, bool isSyn, Bytes payload);
    /// `sender` has received all that the other sent before `acknowledgment`.
    void acknowledge(Sender sender, std::uint32_t acknowledgment);
    /// Bytes that need no order.
    void appendDatagram(Sender sender, FrameNumber frame, Bytes payload);
    /// No more segments: what waited for a gap to be filled follows it.
    void finish();

private:
    struct Waiting {
        FrameNumber frame;
        std::vector<std::byte> bytes;
    };
    struct Direction {
        std::optional<std::uint32_t> next;
        /// Keyed by the distance from `origin`, so that numbers that wrap round stay in order.
        std::map<std::uint64_t, Waiting> waiting;
        std::size_t waitingBytes = 0;
        std::uint64_t position = 0; ///< of `next`, counted on beyond 32 bits
    };

    Direction& of(Sender sender) noexcept { return directions_[static_cast<std::size_t>(sender)]; }
    void append(Sender sender, FrameNumber frame, Bytes payload, std::uint32_t missing);
    void drain(Sender sender, std::uint64_t upTo);

    FollowedStream& stream_;
    std::size_t limit_;
    std::array<Direction, 2> directions_;
};

} // namespace tapscope
