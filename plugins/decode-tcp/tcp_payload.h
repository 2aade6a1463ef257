#pragma once

#include "tcp_stream.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::tcp {

/// Facts about a segment that are known when its payload is reached.
struct PayloadFacts {
    std::uint32_t sequence = 0; ///< of the first byte of the payload
    unsigned flags = 0;
    unsigned findings = 0;                ///< bits of Finding
    std::array<std::uint32_t, 3> ports{}; ///< in the order in which they select the protocol above
    bool isWhole = false;                 ///< whether it was captured completely
    Continuation continuation;
};

/// Passes the rest of a segment to the protocol above: together with the data of earlier segments if the capture was
/// learned with reassembly, and by itself otherwise.
void decodePayload(const ByteReader& bytes, Dissection& dissection, const PayloadFacts& facts);

} // namespace tapscope::tcp
