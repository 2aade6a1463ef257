#pragma once

#include <decode/dissection.h>

namespace tapscope {

/// What can be said of a checksum over a payload with the pseudo-header of the network layer below.
enum class ChecksumState : std::uint8_t { Bad = 0, Good = 1, Unverified = 2 };

struct ChecksumVerdict {
    ChecksumState state = ChecksumState::Unverified;
    std::uint16_t expected = 0; ///< what it should be, for Bad
};

/// Checks `segment`, which holds the checksum at `position`. Unverified when the segment is a fragment, quoted in an
/// error or cut. A segment on its way out of the host may hold only the pseudo-header's sum, to be completed by the
/// adapter (checksum offload, the usual case on a TAP): that is Unverified too.
[[nodiscard]] ChecksumVerdict verifyTransportChecksum(const Dissection& dissection, Bytes segment,
                                                      std::uint8_t protocol, std::size_t position);

/// Labels and marks the checksum field, which was added last, as the verdict says.
void labelChecksum(Dissection& dissection, std::uint16_t found, const ChecksumVerdict& verdict);

} // namespace tapscope
