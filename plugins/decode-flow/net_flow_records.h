#pragma once

#include "net_flow_templates.h"

namespace tapscope::netflow {

/// Decodes the records of a data set.
void decodeRecords(ByteReader& bytes, Dissection& dissection, const RecordTemplate& form);

} // namespace tapscope::netflow
