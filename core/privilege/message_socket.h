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

/// One end of a SOCK_SEQPACKET pair (unix(7)): whole messages with descriptors. For one thread at a time.
class MessageSocket {
public:
    /// A received message.
    struct Message {
        std::vector<std::byte> bytes;      ///< whole, or truncated to the requested size
        bool isTooLong = false;            ///< the message was longer
        pid_t sender = 0;                  ///< 0 unless tellSenders() was called
        std::vector<UniqueFd> descriptors; ///< close-on-exec
    };

    explicit MessageSocket(UniqueFd fd) : fd_(std::move(fd)) {}
    /// Returns two connected ends.
    [[nodiscard]] static Result<std::pair<MessageSocket, MessageSocket>> pair();

    [[nodiscard]] int fd() const noexcept { return fd_.get(); }

    /// From now on, the kernel reports which process sent each message.
    [[nodiscard]] Result<void> tellSenders();
    /// Waits for room. Error: Ended if the other end is closed.
    [[nodiscard]] Result<void> send(Bytes message, const std::vector<UniqueFd>& descriptors = {});
    /// Waits for a message of at most `largest` octets with at most `descriptors` descriptors; further descriptors
    /// never enter this process. Error: Ended if the other end is closed.
    [[nodiscard]] Result<Message> receive(std::size_t largest, std::size_t descriptors);

private:
    UniqueFd fd_;
};

} // namespace tapscope
