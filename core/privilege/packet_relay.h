#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>
#include <net/frame_batch.h>
#include <net/linux/ring_block.h>
#include <net/linux/ring_socket.h>
#include <net/linux/socket_batch.h>
#include <net/packet_port.h>

#include <poll.h>

#include <array>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace tapscope {

/// Carries the frames of a packet port to a process that has no right to the port itself.
///
/// A packet socket that is handed over would be a right to read and send on every interface of the namespace: bind(2)
/// and sendto(2) ask for none. So the helper keeps the socket. The other side maps a memory object with blocks like
/// the kernel's, into which each block is copied when it is full, and has a SOCK_SEQPACKET channel: one octet to it
/// tells of a new block, eight are a FramesRefused, each message from it is a FrameBatch to be sent. One octet from it,
/// which no frame can be, ends the reception: two octets answer once all that had come by then is handed over, the
/// block included that was still open. The channel ends when the interface is gone and all that came from it is handed
/// over. RingCounts behind the blocks say what the kernel received. Only block_status is ever read back from the
/// memory. One thread.
class PacketRelay {
public:
    /// Whether the client may send frames, or is answered EPERM for each.
    enum class Sending : std::uint8_t { Refused, Allowed };
    /// The relay, and what its client gets.
    [[nodiscard]] static Result<std::pair<PacketRelay, PacketPort>> start(PacketPort port, std::size_t bufferSize,
                                                                          Sending sending);

    /// What to wait for; a relay whose client is behind, or whose interface is gone, waits for time to pass as well.
    [[nodiscard]] std::array<pollfd, 3> waits() const;
    [[nodiscard]] bool looksAgain() const noexcept { return isStalled_ || isHeldUp_ || giveUpAt_ || answerBy_; }
    /// Carries what there is. False: the client or the interface is gone.
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

    PacketRelay(PacketPort port, Mapping from, Mapping to, std::size_t blocks, UniqueFd channel, Sending sending);
    void carryBlocks();
    /// Copies what is ready, and the open block as well if that is `Last`.
    enum class Blocks : std::uint8_t { Ready, Last };
    void copyBlocks(Blocks which);
    void copyBlock(RingBlock from, RingBlock to);
    [[nodiscard]] RingNotes& notes() const noexcept;
    [[nodiscard]] bool sendFrames();
    /// Makes a batch of a message of the client's.
    void takeMessage(Bytes message);
    /// Sends what is left of the batch; false: the interface takes no more now.
    [[nodiscard]] bool sendBatch();
    void refuse(int code, std::size_t frames) const;
    void tell(Bytes message) const;
    /// Accepted frames that the client has to get still.
    [[nodiscard]] std::uint64_t waiting() const noexcept { return accepted_ > copied_ ? accepted_ - copied_ : 0; }

    PacketPort port_;
    Mapping from_, to_;
    std::size_t toBlocks_;
    UniqueFd channel_;
    Sending sending_;
    std::size_t fromBlock_ = 0, toBlock_ = 0;
    std::vector<std::byte> message_; ///< of the client's, which the batch lies in
    SocketBatch batch_;
    std::size_t batchSent_ = 0; ///< frames of it that are dealt with
    bool isHeldUp_ = false;     ///< the interface takes no more now
    bool isStalled_ = false;
    std::uint64_t accepted_ = 0, copied_ = 0;   ///< frames, since the start
    std::optional<Clock::time_point> answerBy_; ///< set while the client waits for the rest
    std::optional<Clock::time_point> giveUpAt_; ///< set once the interface is gone
};

} // namespace tapscope
