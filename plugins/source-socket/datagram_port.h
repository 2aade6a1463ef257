#pragma once

#include <base/unique_fd.h>

#include <socket/socket_address.h>
#include <source/port.h>

#include <memory>
#include <optional>
#include <string>

namespace tapscope {

/// Our end of a network whose frames are datagrams, one each.
struct DatagramEnd {
    std::string name;      ///< of the port
    std::string other;     ///< the other end, for errors: "the virtual machine"
    UniqueFd socket;       ///< bound and non-blocking
    SocketAddress address; ///< the address to which it is bound; a path is removed at the end
    /// Absent: the sender of the first datagram. Frames from other senders are left out.
    std::optional<SocketAddress> peer = {};
    UniqueFd control = {}; ///< a stream that the other end closes when it ends; absent: its end is not noticed
};

/// Returns its port, which is Gone when the other end has closed the control stream.
[[nodiscard]] std::unique_ptr<Port> datagramPort(DatagramEnd end);

/// The longest frame that QEMU and VDE send or accept, in bytes: NET_BUFSIZE of QEMU's include/net/net.h.
inline constexpr std::size_t longestVirtualFrame = 4096 + 65536;

/// The facts of a port of a virtual network.
[[nodiscard]] inline PortFacts virtualFacts(std::string name) {
    return {.name = std::move(name), .nameSpace = {}, .isAttached = true, .sends = true};
}

} // namespace tapscope
