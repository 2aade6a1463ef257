#pragma once

#include <base/unique_fd.h>

#include <socket/socket_address.h>
#include <source/port.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace tapscope {

/// The longest frame that QEMU sends or accepts, in bytes: NET_BUFSIZE of its include/net/net.h.
inline constexpr std::size_t longestVmFrame = 4096 + 65536;

enum class VmSide : std::uint8_t {
    Listens,     ///< the socket is to be passed to accept4(2)
    IsConnected, ///< the socket is connected to the machine
};

/// A stream of frames, each preceded by its length in four bytes, most significant first (QEMU's net/stream.c). The
/// port is Gone when the machine closes the connection. The path of a listening socket is removed at the end.
[[nodiscard]] std::unique_ptr<Port> vmStreamPort(UniqueFd socket, const SocketAddress& address, VmSide side);

/// One frame per datagram (QEMU's net/dgram.c). Without a `peer`, the sender of the first datagram is the machine;
/// frames from other senders are left out. The path is removed at the end.
[[nodiscard]] std::unique_ptr<Port> vmDatagramPort(UniqueFd socket, const SocketAddress& address,
                                                   std::optional<SocketAddress> peer);

/// The facts of a port of a virtual machine's network.
[[nodiscard]] inline PortFacts vmFacts(const SocketAddress& address) {
    return {.name = "qemu:" + address.text(), .nameSpace = {}, .isAttached = true, .sends = true};
}

} // namespace tapscope
