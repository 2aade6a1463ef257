#pragma once

#include "tcp_stream.h"

#include <decode/dissection.h>

namespace tapscope::tcp {

/// Puts the text of each finding at the beginning of a segment's Info column, where it stays whatever upper layers
/// write.
void announce(Dissection& dissection, const Facts& facts, const Details& details);

/// Adds the subtree "[SEQ/ACK analysis]".
void addAnalysis(Dissection& dissection, const Facts& facts, const Details& details);

} // namespace tapscope::tcp
