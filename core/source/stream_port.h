#pragma once

#include <base/unique_fd.h>

#include <source/port.h>

#include <memory>
#include <string>

namespace tapscope {

/// Returns a port for a pcap or pcapng stream from a descriptor: a pipe, a FIFO, a socket. It ends with the stream.
/// Errors call the stream `name`.
[[nodiscard]] std::unique_ptr<Port> streamPort(UniqueFd stream, std::string name);

} // namespace tapscope
