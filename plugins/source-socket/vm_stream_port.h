#pragma once

#include <base/unique_fd.h>

#include <socket/socket_address.h>
#include <source/port.h>

#include <cstdint>
#include <memory>

namespace tapscope {

enum class VmSide : std::uint8_t {
    Listens,     ///< the socket is to be passed to accept4(2)
    IsConnected, ///< the socket is connected to the machine
};

/// A stream of frames, each preceded by its length in four bytes, most significant first (QEMU's net/stream.c). The
/// port is Gone when the machine closes the connection. The path of a listening socket is removed at the end.
[[nodiscard]] std::unique_ptr<Port> vmStreamPort(UniqueFd socket, const SocketAddress& address, VmSide side);

} // namespace tapscope
