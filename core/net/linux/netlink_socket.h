#pragma once

#include <base/error.h>
#include <base/unique_fd.h>
#include <net/network_namespace.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct mnl_socket;
struct nlmsghdr;

namespace tapscope {

/// The kernel's answer to a request that it refused.
struct NetlinkRefusal {
    int code = 0;        ///< errno
    std::string message; ///< its extended acknowledgement, often empty (NLMSGERR_ATTR_MSG)
};

/// An rtnetlink(7) socket by libmnl: requests with their acknowledgement, dumps, notifications. For one thread.
class NetlinkSocket {
public:
    /// The groups for changes of devices and their addresses: RTMGRP_LINK, _IPV4_IFADDR and _IPV6_IFADDR.
    static const unsigned deviceGroups;

    /// `groups`: RTMGRP_… bits to subscribe to; 0: requests only.
    [[nodiscard]] static Result<NetlinkSocket> open(unsigned groups = 0);

    /// The same in another namespace than ours, with our permissions: as root, or if the namespace belongs to our
    /// user's own sandbox or container. Forks a process for this; none of our threads moves. Errors: NotPermitted,
    /// Unsupported.
    [[nodiscard]] static Result<NetlinkSocket> openIn(const NetworkNamespace& place, unsigned groups = 0);

    /// For queries about sockets, sock_diag(7).
    [[nodiscard]] static Result<NetlinkSocket> openDiagnosis();
    /// Takes over a socket that another process opened.
    [[nodiscard]] static Result<NetlinkSocket> adopt(UniqueFd fd);
    /// Releases the descriptor to the caller.
    [[nodiscard]] UniqueFd takeFd() &&;

    using OnMessage = std::function<void(const nlmsghdr&)>;
    /// Sends a request and passes each answer to `onMessage`, up to its acknowledgement. The error EINTR means that a
    /// dump was inconsistent (NLM_F_DUMP_INTR) and should be repeated.
    [[nodiscard]] std::expected<void, NetlinkRefusal> ask(nlmsghdr& request, const OnMessage& onMessage = {});

    /// Receives the available notifications without waiting. ENOBUFS: the kernel lost some.
    [[nodiscard]] std::expected<void, NetlinkRefusal> takeNotifications(const OnMessage& onMessage);

    [[nodiscard]] int fd() const noexcept;

private:
    struct Close {
        void operator()(mnl_socket* socket) const noexcept;
    };
    explicit NetlinkSocket(mnl_socket* socket);
    [[nodiscard]] Result<void> prepare(unsigned groups);

    std::unique_ptr<mnl_socket, Close> socket_;
    std::uint32_t sequence_ = 0;
    std::vector<char> buffer_;
};

} // namespace tapscope
