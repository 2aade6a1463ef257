#pragma once

#include <cstdint>

namespace tapscope {

/// Frames of a packet socket's ring, as the kernel counts them.
struct RingCounts {
    std::uint64_t accepted = 0; ///< put into the ring
    std::uint64_t dropped = 0;  ///< found no room in it
};

/// What stands behind the blocks of a relayed ring.
struct RingNotes {
    RingCounts counts;
    std::uint64_t hasOffloads = 0; ///< 0 or 1
};

/// Asks the kernel, before the ring is made, to put a virtio_net_hdr directly before the bytes of each frame. Only for
/// TAPs and TUNs: of other interfaces frames may come that it cannot describe (SCTP in segments), which the kernel
/// would drop.
void wantOffloads(int ringSocket);
/// Whether it does.
[[nodiscard]] bool hasOffloads(int ringSocket);

/// What came since the last question, for which the kernel counts from zero (PACKET_STATISTICS, packet(7)). Nothing
/// where the socket has no ring.
[[nodiscard]] RingCounts newCounts(int ringSocket);

/// Ends the reception: frames that come from now on are neither accepted nor dropped.
void acceptNoMore(int ringSocket);

/// To be called after acceptNoMore(): returns when every accepted frame is in the ring, so that the block that is still
/// open can be read. Takes the kernel some 10 ms.
void waitForWriters(int ringSocket);

} // namespace tapscope
