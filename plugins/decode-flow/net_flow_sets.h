#pragma once

#include "net_flow_templates.h"

namespace tapscope::netflow {

/// What the sets of a packet depend on.
struct Session {
    std::uint16_t version = 0;
    std::uint32_t domain = 0;
    SetTemplates& templates;
};

/// The sets of a packet of version 9 or IPFIX; what Info says of them.
void decodeSets(ByteReader& bytes, Dissection& dissection, Session& session);

} // namespace tapscope::netflow
