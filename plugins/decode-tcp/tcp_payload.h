#pragma once

#include "tcp_stream.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::tcp {

/// What is known of a segment when its payload is reached.
struct PayloadFacts {
    std::uint32_t sequence = 0; ///< of the payload's first byte
    unsigned flags = 0;
    unsigned findings = 0;                ///< bits of Finding
    std::array<std::uint32_t, 3> ports{}; ///< in the order in which they choose the protocol above
    bool isWhole = false;                 ///< all of it is there
    Continuation continuation;
};

/// Hands the rest of a segment to the protocol above: together with what earlier segments brought where the capture was
/// learned so, for itself else.
void decodePayload(const ByteReader& bytes, Dissection& dissection, const PayloadFacts& facts);

} // namespace tapscope::tcp
