#pragma once

#include <decode/dissection.h>

namespace tapscope {

/// The result of verifying a checksum over a payload with the pseudo-header of the network layer below.
enum class ChecksumState : std::uint8_t { Bad = 0, Good = 1, Unverified = 2 };

struct ChecksumVerdict {
    ChecksumState state = ChecksumState::Unverified;
    std::uint16_t expected = 0; ///< the correct value, for Bad
};

/// Verifies `segment`, whose checksum is at `position`. Unverified if the segment is a fragment, quoted in an error or
/// truncated. An outgoing segment may contain only the sum of the pseudo-header, which the adapter completes (checksum
/// offload, the usual case on a TAP); that is Unverified, too.
[[nodiscard]] ChecksumVerdict verifyTransportChecksum(const Dissection& dissection, Bytes segment,
                                                      std::uint8_t protocol, std::size_t position);

/// Labels and marks the checksum field, which must have been added last, according to the verdict.
void labelChecksum(Dissection& dissection, std::uint16_t found, const ChecksumVerdict& verdict);

} // namespace tapscope
