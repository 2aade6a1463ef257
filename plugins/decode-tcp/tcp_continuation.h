#pragma once

#include <decode/dissection.h>

#include <array>
#include <cstdint>

namespace tapscope::tcp {

/// The part of a segment's payload that continues a message that an earlier segment began. The protocol above would not
/// find a beginning there, so these bytes are not passed to it. With reassembly, MessageParts is used instead. A
/// decoder that can continue within its own messages does so: its messageIn() answers only if
/// Dissection::reassembles().
struct Continuation {
    FrameNumber frame = 0;     ///< the segment with the beginning of the message; 0 = the payload begins with a message
    std::uint32_t leading = 0; ///< bytes; `all` for a segment that lies within the message

    static constexpr std::uint32_t all = ~std::uint32_t{0}; ///< the same value for all of them, so that they share one
                                                            ///< fact
};

/// The message that the next segment of a direction continues, if the last one ended within it.
struct OpenMessage {
    FrameNumber frame = 0;
    std::uint32_t begin = 0; ///< sequence number of its first byte
    std::uint32_t end = 0;   ///< sequence number after its last byte
};

/// The position of a segment's payload in the stream.
struct PayloadPlace {
    std::uint32_t sequence = 0; ///< of the first byte
    std::uint32_t size = 0;
    bool isCounted = false; ///< complete, not empty, and seen for the first time
};

/// Computed while the frame is learned, looked up otherwise.
[[nodiscard]] Continuation continuationOf(Dissection& dissection, const PayloadPlace& payload);

/// Looks for a message that begins in `bytes` and is longer than they are, and records it for the next segments. Only
/// while the frame is learned. `sequence` is that of the first byte.
void noteOpenMessage(const ByteReader& bytes, Dissection& dissection, std::uint32_t sequence,
                     const std::array<std::uint32_t, 3>& ports);

} // namespace tapscope::tcp
