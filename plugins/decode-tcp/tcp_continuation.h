#pragma once

#include <decode/dissection.h>

#include <array>
#include <cstdint>

namespace tapscope::tcp {

/// What of a segment's payload goes on with a message that an earlier segment began. The protocol above finds no
/// beginning there, so it is not asked about these bytes. Where messages are put together, MessageParts takes its
/// place. A decoder that can read on within its messages does so: its messageIn() answers only where
/// Dissection::reassembles().
struct Continuation {
    FrameNumber frame = 0;     ///< the segment with the message's beginning; 0 = the payload begins with a message
    std::uint32_t leading = 0; ///< bytes; `all` for a segment that lies within the message

    static constexpr std::uint32_t all = ~std::uint32_t{0}; ///< the same for each of them, so that they share one fact
};

/// The message that the next segment of one direction goes on with, if the last one ended within it.
struct OpenMessage {
    FrameNumber frame = 0;
    std::uint32_t begin = 0; ///< sequence number of its first byte
    std::uint32_t end = 0;   ///< the one behind its last byte
};

/// A segment's payload as the stream sees it.
struct PayloadPlace {
    std::uint32_t sequence = 0; ///< of its first byte
    std::uint32_t size = 0;
    bool isCounted = false; ///< whole, seen for the first time, with bytes
};

/// Found out while the frame is learned, looked up else.
[[nodiscard]] Continuation continuationOf(Dissection& dissection, const PayloadPlace& payload);

/// Looks for a message that begins in `bytes` and is longer than they are, and notes it for the next segments. Only
/// while the frame is learned. `sequence` is that of the first byte.
void noteOpenMessage(const ByteReader& bytes, Dissection& dissection, std::uint32_t sequence,
                     const std::array<std::uint32_t, 3>& ports);

} // namespace tapscope::tcp
