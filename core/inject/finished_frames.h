#pragma once

#include <base/frame.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tapscope {

/// Does what a frame leaves to be done (Offload): writes its checksum and cuts it into the segments that a wire would
/// see. The memory is used again, so that in the end nothing is allocated.
///
/// TCP over IPv4 and IPv6 (RFC 9293), and UDP into datagrams of one size (USO); behind VLAN tags and IPv6 extension
/// headers. In each segment the lengths, IPv4's identification, TCP's sequence number and flags (FIN and PSH in the
/// last only, CWR in the first only) and the checksums are put right, as Linux does (net/ipv4/tcp_offload.c,
/// udp_offload.c).
class FinishedFrames {
public:
    static constexpr std::size_t mostSegments = 4096; ///< of one frame

    /// Adds the frame, or its segments in order. Empty when it was done; else why it cannot be, and nothing is added.
    /// Places in the offload are not believed: each is compared with the frame.
    [[nodiscard]] std::string_view add(const Frame& frame);
    /// All frames that were added; they live until the next add() or clear().
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

/// Writes the checksum that a frame with Offload::needsChecksum leaves open; the field has the sum of the
/// pseudo-header. False when its places lie outside of the frame.
[[nodiscard]] bool finishChecksum(std::span<std::byte> frame, const Offload& offload);

} // namespace tapscope
