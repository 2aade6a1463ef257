#pragma once

#include <decode/dissection.h>

#include <algorithm>
#include <cstddef>

namespace tapscope {

/// Returns the number of payload bytes of a carrier whose header states the length `said`, of which `bytes` were
/// captured. A length beyond the end of the frame on the wire is reduced to the bytes that were sent.
[[nodiscard]] inline std::size_t promisedLength(const Dissection& d, const ByteReader& bytes,
                                                std::size_t said) noexcept {
    const Frame& frame = d.frame();
    const std::size_t uncaptured =
        frame.originalLength - std::min<std::size_t>(frame.originalLength, frame.bytes.size());
    return std::min(said, bytes.remaining() + uncaptured);
}

} // namespace tapscope
