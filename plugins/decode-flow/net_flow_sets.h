#pragma once

#include "net_flow_templates.h"

namespace tapscope::netflow {

/// The facts that the sets of a packet depend on.
struct Session {
    std::uint16_t version = 0;
    std::uint32_t domain = 0;
    SetTemplates& templates;
};

/// Decodes the sets of a packet of version 9 or IPFIX, and describes them in the Info column.
void decodeSets(ByteReader& bytes, Dissection& dissection, Session& session);

} // namespace tapscope::netflow
