#pragma once

#include <base/unique_fd.h>

#include <source/port.h>

#include <memory>
#include <string>

namespace tapscope {

/// Receives from the programs that connect to `listener`: one pcap or pcapng stream each, at most 16 at a time. A
/// connection that breaks off or sends something else ends alone, and is reported as a gap.
[[nodiscard]] std::unique_ptr<Port> listenPort(UniqueFd listener, std::string name);

} // namespace tapscope
