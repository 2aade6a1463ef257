#pragma once

#include <base/unique_fd.h>

#include <source/port.h>

#include <memory>
#include <string>

namespace tapscope {

/// A pcap or pcapng stream from a descriptor: a pipe, a FIFO, a socket. Ends with the stream. `name` is what errors
/// say.
[[nodiscard]] std::unique_ptr<Port> streamPort(UniqueFd stream, std::string name);

} // namespace tapscope
