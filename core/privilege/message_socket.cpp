#include <privilege/message_socket.h>

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace tapscope {
namespace {

constexpr const char* object = "the other end of a message socket";

} // namespace

Result<std::pair<MessageSocket, MessageSocket>> MessageSocket::pair() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return systemError(errno, "create", "a pair of sockets");
    return std::pair(MessageSocket(UniqueFd(ends[0])), MessageSocket(UniqueFd(ends[1])));
}

Result<void> MessageSocket::tellSenders() {
    const int on = 1;
    if (setsockopt(fd_.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0)
        return systemError(errno, "identify the senders of", object);
    return {};
}

Result<void> MessageSocket::send(Bytes message, const std::vector<UniqueFd>& descriptors) {
    iovec part{const_cast<std::byte*>(message.data()), message.size()};
    msghdr header{.msg_iov = &part, .msg_iovlen = 1};
    std::vector<std::byte> control(descriptors.empty() ? 0 : CMSG_SPACE(descriptors.size() * sizeof(int)));
    if (!descriptors.empty()) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
        for (std::size_t i = 0; i < descriptors.size(); ++i) {
            const int fd = descriptors[i].get();
            std::memcpy(CMSG_DATA(rights) + i * sizeof fd, &fd, sizeof fd);
        }
    }
    while (true) {
        if (sendmsg(fd_.get(), &header, MSG_NOSIGNAL) == static_cast<ssize_t>(message.size()))
            return {};
        if (errno == EPIPE || errno == ECONNRESET)
            return failure(ErrorKind::Ended, "send to", object, "it has been closed");
        if (errno != EINTR)
            return systemError(errno, "send to", object);
    }
}

Result<MessageSocket::Message> MessageSocket::receive(std::size_t largest, std::size_t descriptors) {
    Message message;
    message.bytes.resize(largest);
    iovec part{message.bytes.data(), message.bytes.size()};
    // No room for unexpected descriptors: the kernel then discards them (MSG_CTRUNC).
    std::vector<std::byte> control(CMSG_SPACE(sizeof(ucred)) +
                                   (descriptors == 0 ? 0 : CMSG_SPACE(descriptors * sizeof(int))));
    msghdr header{.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.data(), .msg_controllen = control.size()};
    ssize_t size = -1;
    do {
        size = recvmsg(fd_.get(), &header, MSG_CMSG_CLOEXEC);
    } while (size < 0 && errno == EINTR);
    if (size < 0 && errno != ECONNRESET)
        return systemError(errno, "receive from", object);
    if (size <= 0)
        return failure(ErrorKind::Ended, "receive from", object, "it has been closed");
    message.bytes.resize(static_cast<std::size_t>(size));
    message.isTooLong = (header.msg_flags & MSG_TRUNC) != 0;
    for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr; each = CMSG_NXTHDR(&header, each)) {
        if (each->cmsg_level != SOL_SOCKET)
            continue;
        if (each->cmsg_type == SCM_CREDENTIALS && each->cmsg_len >= CMSG_LEN(sizeof(ucred))) {
            ucred credentials{};
            std::memcpy(&credentials, CMSG_DATA(each), sizeof credentials);
            message.sender = credentials.pid;
        } else if (each->cmsg_type == SCM_RIGHTS) {
            for (std::size_t offset = 0; CMSG_LEN(offset + sizeof(int)) <= each->cmsg_len; offset += sizeof(int)) {
                int fd = -1;
                std::memcpy(&fd, CMSG_DATA(each) + offset, sizeof fd);
                message.descriptors.emplace_back(fd);
            }
        }
    }
    return message;
}

} // namespace tapscope
