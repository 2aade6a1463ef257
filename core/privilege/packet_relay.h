#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>
#include <net/frame_batch.h>
#include <net/linux/ring_block.h>
#include <net/linux/ring_socket.h>
#include <net/linux/socket_batch.h>
#include <net/packet_port.h>
#include <privilege/watched_devices.h>

#include <poll.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tapscope {

/// Carries the frames of a packet port to a process that is not permitted to have the port itself.
///
/// A process that received a packet socket could read and send on every interface of the namespace, because bind(2) and
/// sendto(2) check no permission. The helper therefore keeps the socket. The client maps a memory object with blocks
/// like the kernel's, into which each block is copied when it is full, and has a SOCK_SEQPACKET channel. One octet to
/// the client announces a new block, and eight octets are a FramesRefused. Each message from the client is a FrameBatch
/// to be sent, except that one octet, which cannot be a frame, ends the reception: the relay answers with two octets
/// when all frames received until then are handed over, including those in the block that was still open. The channel
/// ends when the interface is gone and all its frames are handed over. RingNotes after the blocks have the kernel's
/// counts. Only block_status is ever read back from the memory.
///
/// A port of all interfaces comes with the devices that the client may watch, and each frame is checked before it is
/// copied. If that becomes impossible, the channel ends as if the interface were gone. One thread.
class PacketRelay {
public:
    /// Whether the client may send frames; otherwise each is refused with EPERM.
    enum class Sending : std::uint8_t { Refused, Allowed };
    /// Returns the relay, and the port for its client. `devices`: for a port of all interfaces, and only then.
    [[nodiscard]] static Result<std::pair<PacketRelay, PacketPort>>
    start(PacketPort port, std::size_t bufferSize, Sending sending, std::unique_ptr<WatchedDevices> devices = nullptr);

    /// The descriptors to wait for. If the client is behind or the interface is gone, the wait must also have a time
    /// limit.
    [[nodiscard]] std::array<pollfd, 3> waits() const;
    [[nodiscard]] bool looksAgain() const noexcept { return isStalled_ || isHeldUp_ || giveUpAt_ || answerBy_; }
    /// Carries everything that is available. False if the client or the interface is gone.
    [[nodiscard]] bool carry();

private:
    using Clock = std::chrono::steady_clock;

    /// A shared mapping.
    class Mapping {
    public:
        Mapping(int fd, std::size_t size) noexcept;
        Mapping(Mapping&& other) noexcept
            : start_(std::exchange(other.start_, nullptr)), size_(std::exchange(other.size_, 0)) {}
        Mapping& operator=(Mapping&& other) noexcept {
            std::swap(start_, other.start_);
            std::swap(size_, other.size_);
            return *this;
        }
        ~Mapping();
        [[nodiscard]] explicit operator bool() const noexcept { return start_ != nullptr; }
        [[nodiscard]] std::byte* at(std::size_t offset) const noexcept { return start_ + offset; }

    private:
        std::byte* start_ = nullptr;
        std::size_t size_ = 0;
    };

    PacketRelay(PacketPort port, Mapping from, Mapping to, std::size_t blocks, UniqueFd channel, Sending sending,
                std::unique_ptr<WatchedDevices> devices);
    void carryBlocks();
    /// Copies the blocks that are ready; with `Last`, also the open block.
    enum class Blocks : std::uint8_t { Ready, Last };
    void copyBlocks(Blocks which);
    void copyBlock(RingBlock from, RingBlock to);
    /// Copies the frames of devices that the client may watch, and returns their number. Without any, `to` is
    /// unchanged.
    std::uint32_t copyWatched(RingBlock from, RingBlock to);
    [[nodiscard]] RingNotes& notes() const noexcept;
    [[nodiscard]] bool sendFrames();
    /// Handles a message of the client, such as a batch to be sent.
    void takeMessage(Bytes message);
    /// Sends the rest of the batch. False if the interface accepts no more now.
    [[nodiscard]] bool sendBatch();
    void refuse(int code, std::size_t frames) const;
    void tell(Bytes message) const;
    /// Accepted frames that the client has not got yet.
    [[nodiscard]] std::uint64_t waiting() const noexcept { return accepted_ > copied_ ? accepted_ - copied_ : 0; }

    PacketPort port_;
    std::unique_ptr<WatchedDevices> devices_; ///< of a port of all interfaces
    bool isUncertain_ = false;                ///< whose frames the ring has
    Mapping from_, to_;
    std::size_t toBlocks_;
    UniqueFd channel_;
    Sending sending_;
    std::size_t fromBlock_ = 0, toBlock_ = 0;
    std::vector<std::byte> message_; ///< the client's message, which contains the batch
    SocketBatch batch_;
    std::size_t batchSent_ = 0; ///< frames of the batch that are done
    bool isHeldUp_ = false;     ///< the interface accepts no more now
    bool isStalled_ = false;
    std::uint64_t accepted_ = 0, copied_ = 0, dropped_ = 0; ///< frames, since the start
    std::uint64_t withheld_ = 0;                            ///< frames of the ring that the client may not see
    std::optional<Clock::time_point> answerBy_;             ///< set while the client waits for the rest
    std::optional<Clock::time_point> giveUpAt_;             ///< set once the interface is gone
};

} // namespace tapscope
