#pragma once

#include <base/frame.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tapscope {

/// Completes the unfinished work of frames (Offload): writes checksums, and cuts frames into the segments that a wire
/// would carry. Reuses its memory, so that nothing is allocated in the steady state.
///
/// Handles TCP over IPv4 and IPv6 (RFC 9293) and UDP datagrams of equal size (USO), after VLAN tags and IPv6 extension
/// headers. Each segment gets its own lengths, IPv4 identification, TCP sequence number and flags (FIN and PSH only in
/// the last, CWR only in the first) and checksums, as in Linux (net/ipv4/tcp_offload.c, udp_offload.c).
class FinishedFrames {
public:
    static constexpr std::size_t mostSegments = 4096; ///< per frame

    /// Adds the frame, or its segments in order. Returns an empty text on success; otherwise the reason, and nothing is
    /// added. The offsets in the offload are not trusted: each is compared with the frame.
    [[nodiscard]] std::string_view add(const Frame& frame);
    /// Returns all frames that were added. They live until the next add() or clear().
    [[nodiscard]] std::span<const Frame> frames();
    void clear() noexcept;

private:
    struct Place {
        Frame frame; ///< without its bytes
        std::size_t offset, size;
    };

    std::span<std::byte> append(const Frame& frame, Bytes start, Bytes rest);
    [[nodiscard]] std::string_view cut(const Frame& frame);

    std::vector<std::byte> bytes_;
    std::vector<Place> places_;
    std::vector<Frame> frames_;
};

/// Completes the checksum of a frame with Offload::needsChecksum, whose checksum field has the sum of the
/// pseudo-header. Returns false if the offsets are outside the frame.
[[nodiscard]] bool finishChecksum(std::span<std::byte> frame, const Offload& offload);

} // namespace tapscope
