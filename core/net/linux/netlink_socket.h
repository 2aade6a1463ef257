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

/// What the kernel answered to a request that it refused.
struct NetlinkRefusal {
    int code = 0;        ///< errno
    std::string message; ///< its extended acknowledgement, often empty (NLMSGERR_ATTR_MSG)
};

/// An rtnetlink(7) socket by libmnl: requests with their acknowledgement, dumps, notifications. One thread.
class NetlinkSocket {
public:
    /// What tells of changes of devices and their addresses: RTMGRP_LINK, _IPV4_IFADDR and _IPV6_IFADDR.
    static const unsigned deviceGroups;

    /// `groups`: RTMGRP_… bits to subscribe to; 0 for requests only.
    [[nodiscard]] static Result<NetlinkSocket> open(unsigned groups = 0);

    /// The same in another namespace than the one that we stand in, with the rights that we have: as root, or where the
    /// namespace is of a sandbox or container of our own user. A process is forked for it and ends: no thread of ours
    /// moves. NotPermitted, Unsupported.
    [[nodiscard]] static Result<NetlinkSocket> openIn(const NetworkNamespace& place, unsigned groups = 0);

    /// For questions about sockets, sock_diag(7).
    [[nodiscard]] static Result<NetlinkSocket> openDiagnosis();
    /// Takes over one that another process opened.
    [[nodiscard]] static Result<NetlinkSocket> adopt(UniqueFd fd);
    /// Gives the descriptor away.
    [[nodiscard]] UniqueFd takeFd() &&;

    using OnMessage = std::function<void(const nlmsghdr&)>;
    /// Sends a request and gives each answer to `onMessage`, until its acknowledgement. A dump that the kernel calls
    /// inconsistent (NLM_F_DUMP_INTR) is EINTR: ask again.
    [[nodiscard]] std::expected<void, NetlinkRefusal> ask(nlmsghdr& request, const OnMessage& onMessage = {});

    /// Takes notifications that have come, without waiting. ENOBUFS: the kernel lost some.
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
