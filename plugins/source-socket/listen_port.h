#pragma once

#include <base/unique_fd.h>

#include <source/port.h>

#include <memory>
#include <string>

namespace tapscope {

/// What programs send that connect to `listener`: a pcap or pcapng stream each, at most 16 at a time. A connection that
/// breaks off, or that sends something else, ends alone, and a gap says so.
[[nodiscard]] std::unique_ptr<Port> listenPort(UniqueFd listener, std::string name);

} // namespace tapscope
