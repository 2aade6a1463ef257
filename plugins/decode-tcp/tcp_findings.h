#pragma once

#include "tcp_stream.h"

#include <decode/dissection.h>

namespace tapscope::tcp {

/// What stands in front of a segment's Info for each finding, and stays there whatever upper layers say.
void announce(Dissection& dissection, const Facts& facts, const Details& details);

/// The subtree "[SEQ/ACK analysis]".
void addAnalysis(Dissection& dissection, const Facts& facts, const Details& details);

} // namespace tapscope::tcp
