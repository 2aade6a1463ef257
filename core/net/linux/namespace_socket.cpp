#include <net/linux/namespace_socket.h>

#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace tapscope {
namespace {

constexpr const char* lookingInto = "look into";

/// A message with one integer, an errno value, and with the descriptor if that is 0.
class Answer {
public:
    explicit Answer(int code = 0, int fd = -1) noexcept : code_(code) {
        part_ = {.iov_base = &code_, .iov_len = sizeof code_};
        message_.msg_iov = &part_;
        message_.msg_iovlen = 1;
        message_.msg_control = control_.data();
        message_.msg_controllen = control_.size();
        auto* header = CMSG_FIRSTHDR(&message_);
        *header = {.cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
        if (code != 0)
            message_.msg_controllen = 0;
    }
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;

    void send(int channel) noexcept { static_cast<void>(sendmsg(channel, &message_, MSG_NOSIGNAL)); }

    /// Returns the descriptor, or none with errno set if it failed.
    [[nodiscard]] UniqueFd receive(int channel) noexcept {
        ssize_t size = 0;
        do
            size = recvmsg(channel, &message_, MSG_CMSG_CLOEXEC);
        while (size < 0 && errno == EINTR);
        UniqueFd fd;
        const auto* header = CMSG_FIRSTHDR(&message_);
        if (header != nullptr && header->cmsg_type == SCM_RIGHTS && header->cmsg_len == CMSG_LEN(sizeof(int))) {
            int received = -1;
            std::memcpy(&received, CMSG_DATA(header), sizeof received);
            fd = UniqueFd(received);
        }
        if (!fd)
            errno = size == sizeof code_ && code_ != 0 ? code_ : EPROTO;
        return fd;
    }

private:
    int code_;
    iovec part_{};
    msghdr message_{};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control_{};
};

/// Runs in the child of a process that may have threads: only system calls are allowed.
void answer(int channel, int place, int owner, int family, int type, int protocol) noexcept {
    const bool isIn =
        setns(place, CLONE_NEWNET) == 0 ||
        (errno == EPERM && owner >= 0 && setns(owner, CLONE_NEWUSER) == 0 && setns(place, CLONE_NEWNET) == 0);
    const int made = isIn ? socket(family, type | SOCK_CLOEXEC, protocol) : -1;
    Answer(made >= 0 ? 0 : errno, made).send(channel);
}

} // namespace

Result<UniqueFd> socketIn(const NetworkNamespace& place, int family, int type, int protocol) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return systemError(errno, lookingInto, place.text());
    const UniqueFd ours(ends[0]);
    UniqueFd theirs(ends[1]);
    const UniqueFd owner(ioctl(place.fd(), NS_GET_USERNS)); // the user namespace; empty if it is not accessible
    const pid_t child = fork();
    if (child < 0)
        return systemError(errno, lookingInto, place.text());
    if (child == 0) {
        answer(theirs.get(), place.fd(), owner.get(), family, type, protocol);
        _exit(0);
    }
    theirs.reset(); // so that the channel ends if the child dies
    UniqueFd made = Answer().receive(ours.get());
    const int code = errno;
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    if (!made)
        return systemError(code == EINVAL ? EPERM : code, lookingInto, place.text(),
                           code == EPERM || code == EINVAL
                               ? "It may be entered by root, and by the user whose container or sandbox it is"
                               : "");
    return made;
}

} // namespace tapscope
