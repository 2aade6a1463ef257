#pragma once

#include <base/frame.h>

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstddef>

namespace tapscope {

/// Sends frames through a bound packet socket, one batch with one sendmmsg(2). The frames pass the queueing discipline,
/// so that other programs see them, and rules for the device apply.
class SocketBatch {
public:
    static constexpr std::size_t most = 256;

    void add(Bytes frame) noexcept {
        pieces_[count_] = {const_cast<std::byte*>(frame.data()), frame.size()};
        ++count_;
    }
    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    void clear() noexcept { count_ = 0; }

    /// Sends the frames from index `from` on without waiting, up to the first that is refused, and returns their
    /// number. If it is 0, `code` is the errno.
    [[nodiscard]] std::size_t send(int socket, std::size_t from, int& code) noexcept {
        for (std::size_t i = from; i < count_; ++i) {
            messages_[i] = {};
            messages_[i].msg_hdr.msg_iov = &pieces_[i];
            messages_[i].msg_hdr.msg_iovlen = 1;
        }
        int sent = -1;
        do
            sent = sendmmsg(socket, messages_.data() + from, static_cast<unsigned>(count_ - from), MSG_DONTWAIT);
        while (sent < 0 && errno == EINTR);
        code = sent < 0 ? errno : 0;
        return sent < 0 ? 0 : static_cast<std::size_t>(sent);
    }

private:
    std::array<iovec, most> pieces_{};
    std::array<mmsghdr, most> messages_{};
    std::size_t count_ = 0;
};

} // namespace tapscope
