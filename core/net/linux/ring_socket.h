#pragma once

#include <net/packet_port.h>

#include <cstdint>
#include <vector>

namespace tapscope {

/// Frames of a packet socket's ring, as the kernel counts them.
struct RingCounts {
    std::uint64_t accepted = 0; ///< put into the ring
    std::uint64_t dropped = 0;  ///< did not fit into the ring
};

/// The data after the blocks of a relayed ring.
struct RingNotes {
    RingCounts counts;
    std::uint64_t hasOffloads = 0; ///< 0 or 1
};

/// Requests from the kernel, before the ring is created, a virtio_net_hdr directly before the bytes of each frame. Only
/// for TAPs and TUNs: other interfaces may have frames that it cannot describe (SCTP in segments), and the kernel would
/// drop these.
void wantOffloads(int ringSocket);
/// Whether frames have this header.
[[nodiscard]] bool hasOffloads(int ringSocket);

/// Sets the filter that decides which frames are accepted. False, with errno, if the kernel refuses it.
[[nodiscard]] bool attachFilter(int ringSocket, std::vector<FilterInstruction> filter);

/// Receives all frames of an interface, or of all interfaces if the index is 0. An interface that is switched off is no
/// failure. False, with errno, otherwise.
[[nodiscard]] bool receiveFrom(int ringSocket, int index);

/// The counts since the last call, after which the kernel counts from zero (PACKET_STATISTICS, packet(7)). Zero if the
/// socket has no ring.
[[nodiscard]] RingCounts newCounts(int ringSocket);

/// Ends the reception: frames that arrive from now on are neither accepted nor dropped.
void acceptNoMore(int ringSocket);

/// Call after acceptNoMore(): returns when every accepted frame is in the ring, so that the block that is still open
/// can be read. Takes about 10 ms.
void waitForWriters(int ringSocket);

} // namespace tapscope
