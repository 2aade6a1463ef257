#pragma once

#include <base/unique_fd.h>

#include <socket/socket_address.h>
#include <source/port.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace tapscope {

/// The longest frame that QEMU sends or takes: NET_BUFSIZE of its include/net/net.h, in bytes.
inline constexpr std::size_t longestVmFrame = 4096 + 65536;

enum class VmSide : std::uint8_t {
    Listens,     ///< the socket is for accept4(2)
    IsConnected, ///< the socket leads to the machine
};

/// A stream of frames, each behind its length in four bytes, most significant first (QEMU's net/stream.c). The port is
/// Gone when the machine closes it. A path that was listened at is removed at the end.
[[nodiscard]] std::unique_ptr<Port> vmStreamPort(UniqueFd socket, const SocketAddress& address, VmSide side);

/// A frame a datagram (QEMU's net/dgram.c). Without a `peer` the address that the first datagram comes from is the
/// machine's; frames of others are left out. The path is removed at the end.
[[nodiscard]] std::unique_ptr<Port> vmDatagramPort(UniqueFd socket, const SocketAddress& address,
                                                   std::optional<SocketAddress> peer);

/// What a port of a machine's network says of itself.
[[nodiscard]] inline PortFacts vmFacts(const SocketAddress& address) {
    return {.name = "qemu:" + address.text(), .nameSpace = {}, .isAttached = true, .sends = true};
}

} // namespace tapscope
