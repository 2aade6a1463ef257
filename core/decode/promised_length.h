#pragma once

#include <decode/dissection.h>

#include <algorithm>
#include <cstddef>

namespace tapscope {

/// How many bytes of payload a carrier brings whose header says `said`, with `bytes` what was captured of them: a
/// length that reaches beyond the end of the frame on the wire promises what was never sent.
[[nodiscard]] inline std::size_t promisedLength(const Dissection& d, const ByteReader& bytes,
                                                std::size_t said) noexcept {
    const Frame& frame = d.frame();
    const std::size_t uncaptured =
        frame.originalLength - std::min<std::size_t>(frame.originalLength, frame.bytes.size());
    return std::min(said, bytes.remaining() + uncaptured);
}

} // namespace tapscope
