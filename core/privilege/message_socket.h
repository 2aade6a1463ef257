#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace tapscope {

/// One end of a SOCK_SEQPACKET pair (unix(7)): whole messages, with descriptors. One thread at a time.
class MessageSocket {
public:
    /// A message as it came.
    struct Message {
        std::vector<std::byte> bytes;      ///< whole, or as much as was asked for
        bool isTooLong = false;            ///< there was more
        pid_t sender = 0;                  ///< 0 unless tellSenders() was called
        std::vector<UniqueFd> descriptors; ///< close-on-exec
    };

    explicit MessageSocket(UniqueFd fd) : fd_(std::move(fd)) {}
    /// Two ends that are connected.
    [[nodiscard]] static Result<std::pair<MessageSocket, MessageSocket>> pair();

    [[nodiscard]] int fd() const noexcept { return fd_.get(); }

    /// From now on the kernel tells with each message which process sent it.
    [[nodiscard]] Result<void> tellSenders();
    /// Waits for room. Ended when nobody has the other end.
    [[nodiscard]] Result<void> send(Bytes message, const std::vector<UniqueFd>& descriptors = {});
    /// Waits for a message of at most `largest` octets with at most `descriptors` descriptors: more of them never enter
    /// this process. Ended when nobody has the other end.
    [[nodiscard]] Result<Message> receive(std::size_t largest, std::size_t descriptors);

private:
    UniqueFd fd_;
};

} // namespace tapscope
