#include <net/linux/namespace_socket.h>
#include <net/linux/netlink_socket.h>

#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <cerrno>

namespace tapscope {
namespace {

constexpr std::size_t receiveSize = std::size_t{64} << 10;

NetlinkRefusal refusalOf(const nlmsghdr& header) {
    const auto* error = static_cast<const nlmsgerr*>(mnl_nlmsg_get_payload(&header));
    NetlinkRefusal refusal{-error->error, {}};
    if ((header.nlmsg_flags & NLM_F_ACK_TLVS) == 0)
        return refusal;
    // The request is between the error and its attributes, unless it was capped to its header.
    std::size_t offset = sizeof(nlmsgerr);
    if ((header.nlmsg_flags & NLM_F_CAPPED) == 0 && error->msg.nlmsg_len >= MNL_NLMSG_HDRLEN)
        offset += MNL_ALIGN(error->msg.nlmsg_len) - MNL_NLMSG_HDRLEN;
    if (mnl_nlmsg_size(offset) > header.nlmsg_len)
        return refusal;
    mnl_attr_parse(
        &header, static_cast<unsigned>(offset),
        [](const nlattr* attribute, void* out) {
            if (mnl_attr_get_type(attribute) == NLMSGERR_ATTR_MSG &&
                mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0)
                *static_cast<std::string*>(out) = mnl_attr_get_str(attribute);
            return MNL_CB_OK;
        },
        &refusal.message);
    return refusal;
}

} // namespace

const unsigned NetlinkSocket::deviceGroups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;

void NetlinkSocket::Close::operator()(mnl_socket* socket) const noexcept {
    mnl_socket_close(socket);
}

NetlinkSocket::NetlinkSocket(mnl_socket* socket) : socket_(socket), buffer_(receiveSize) {}

Result<NetlinkSocket> NetlinkSocket::open(unsigned groups) {
    mnl_socket* raw = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
    if (raw == nullptr)
        return systemError(errno, "talk to", "the kernel's network configuration");
    NetlinkSocket socket(raw);
    if (auto prepared = socket.prepare(groups); !prepared)
        return std::unexpected(prepared.error());
    return socket;
}

Result<NetlinkSocket> NetlinkSocket::openIn(const NetworkNamespace& place, unsigned groups) {
    auto fd = socketIn(place, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (!fd)
        return std::unexpected(fd.error());
    auto socket = adopt(std::move(*fd));
    if (!socket)
        return socket;
    if (auto prepared = socket->prepare(groups); !prepared)
        return std::unexpected(prepared.error());
    return socket;
}

Result<void> NetlinkSocket::prepare(unsigned groups) {
    int on = 1;
    // Gives better error texts where the kernel supports them; otherwise nothing is lost.
    mnl_socket_setsockopt(socket_.get(), NETLINK_EXT_ACK, &on, sizeof on);
    mnl_socket_setsockopt(socket_.get(), NETLINK_CAP_ACK, &on, sizeof on);
    if (mnl_socket_bind(socket_.get(), groups, MNL_SOCKET_AUTOPID) != 0)
        return systemError(errno, "listen to", "the kernel's network configuration");
    return {};
}

Result<NetlinkSocket> NetlinkSocket::openDiagnosis() {
    mnl_socket* raw = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
    if (raw == nullptr)
        return systemError(errno, "ask for", "the sockets of this machine");
    NetlinkSocket socket(raw);
    if (mnl_socket_bind(raw, 0, MNL_SOCKET_AUTOPID) != 0)
        return systemError(errno, "ask for", "the sockets of this machine");
    return socket;
}

Result<NetlinkSocket> NetlinkSocket::adopt(UniqueFd fd) {
    mnl_socket* raw = mnl_socket_fdopen(fd.get());
    if (raw == nullptr)
        return systemError(errno, "use", "a socket to the kernel's network configuration");
    static_cast<void>(fd.release());
    return NetlinkSocket(raw);
}

UniqueFd NetlinkSocket::takeFd() && {
    return UniqueFd(fcntl(fd(), F_DUPFD_CLOEXEC, 0)); // libmnl closes its own descriptor
}

int NetlinkSocket::fd() const noexcept {
    return mnl_socket_get_fd(socket_.get());
}

std::expected<void, NetlinkRefusal> NetlinkSocket::ask(nlmsghdr& request, const OnMessage& onMessage) {
    request.nlmsg_seq = ++sequence_;
    request.nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
    if (mnl_socket_sendto(socket_.get(), &request, request.nlmsg_len) < 0)
        return std::unexpected(NetlinkRefusal{errno, {}});
    bool interrupted = false;
    while (true) {
        const ssize_t size = mnl_socket_recvfrom(socket_.get(), buffer_.data(), buffer_.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return std::unexpected(NetlinkRefusal{errno, {}});
        int left = static_cast<int>(size);
        for (const auto* header = reinterpret_cast<const nlmsghdr*>(buffer_.data()); mnl_nlmsg_ok(header, left);
             header = mnl_nlmsg_next(header, &left)) {
            if (header->nlmsg_seq != sequence_)
                continue;
            interrupted = interrupted || (header->nlmsg_flags & NLM_F_DUMP_INTR) != 0;
            if (header->nlmsg_type == NLMSG_ERROR) {
                if (header->nlmsg_len < mnl_nlmsg_size(sizeof(nlmsgerr)))
                    return std::unexpected(NetlinkRefusal{EBADMSG, {}});
                auto refusal = refusalOf(*header);
                if (refusal.code != 0)
                    return std::unexpected(std::move(refusal));
                return {};
            }
            if (header->nlmsg_type == NLMSG_DONE) {
                if (interrupted)
                    return std::unexpected(NetlinkRefusal{EINTR, {}});
                return {};
            }
            if (onMessage)
                onMessage(*header);
        }
    }
}

std::expected<void, NetlinkRefusal> NetlinkSocket::takeNotifications(const OnMessage& onMessage) {
    while (true) {
        const ssize_t size = recv(fd(), buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return {};
        if (size < 0)
            return std::unexpected(NetlinkRefusal{errno, {}});
        int left = static_cast<int>(size);
        for (const auto* header = reinterpret_cast<const nlmsghdr*>(buffer_.data()); mnl_nlmsg_ok(header, left);
             header = mnl_nlmsg_next(header, &left))
            onMessage(*header);
    }
}

} // namespace tapscope
