#include <capture/socket_sender.h>
#include <net/linux/socket_batch.h>

#include <linux/if_packet.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cerrno>
#include <cstring>
#include <optional>

namespace tapscope {
namespace {

class SocketSender final : public BatchSender {
public:
    explicit SocketSender(int socket) noexcept : socket_(socket) {}

    [[nodiscard]] std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) override {
        batch_.clear();
        for (const Frame& frame : frames)
            batch_.add(frame.bytes);
        int code = 0;
        const std::size_t sent = batch_.send(socket_, 0, code);
        std::ranges::fill(results.first(sent), 0);
        if (sent != 0)
            return sent;
        results[0] = code;
        return 1;
    }

private:
    static_assert(SocketBatch::most >= batchSize);
    int socket_;
    SocketBatch batch_;
};

constexpr std::size_t dataOffset = TPACKET2_HDRLEN - sizeof(sockaddr_ll);

/// A TPACKET_V2 TX ring: frames are copied to its slots, and one send(2) hands all of them over. The kernel copies a
/// slot before any frame of it is queued (skb_zcopy_set_nouarg()), so a slot that is available may be reused.
class TxRing {
public:
    /// False if there is not enough memory.
    TxRing(int socket, std::size_t slotSize) noexcept
        : socket_(socket), slotSize_(slotSize), slots_(std::clamp<std::size_t>(usualSize / slotSize, 4, mostSlots)) {
        const int version = TPACKET_V2;
        static_cast<void>(setsockopt(socket, SOL_PACKET, PACKET_VERSION, &version, sizeof version));
        constexpr std::size_t usualBlock = std::size_t{64} << 10;
        const std::size_t block = std::max(usualBlock, slotSize);
        const tpacket_req request{.tp_block_size = static_cast<unsigned>(block),
                                  .tp_block_nr = static_cast<unsigned>(size() / block),
                                  .tp_frame_size = static_cast<unsigned>(slotSize),
                                  .tp_frame_nr = static_cast<unsigned>(slots_)};
        if (setsockopt(socket, SOL_PACKET, PACKET_TX_RING, &request, sizeof request) != 0)
            return;
        void* const memory = mmap(nullptr, size(), PROT_READ | PROT_WRITE, MAP_SHARED, socket, 0);
        start_ = memory == MAP_FAILED ? nullptr : static_cast<std::byte*>(memory);
    }
    ~TxRing() {
        if (start_ != nullptr)
            munmap(start_, size());
        const tpacket_req none{}; // a socket with a ring sends only what is in the ring
        setsockopt(socket_, SOL_PACKET, PACKET_TX_RING, &none, sizeof none);
    }
    TxRing(const TxRing&) = delete;
    TxRing& operator=(const TxRing&) = delete;
    [[nodiscard]] explicit operator bool() const noexcept { return start_ != nullptr; }
    [[nodiscard]] std::size_t longestFrame() const noexcept { return slotSize_ - dataOffset; }

    [[nodiscard]] std::size_t send(std::span<const Frame> frames, std::span<int> results) noexcept {
        std::size_t filled = 0;
        while (filled < std::min(frames.size(), slots_) &&
               statusOf(filled).load(std::memory_order_acquire) == TP_STATUS_AVAILABLE) {
            fill(filled, frames[filled].bytes);
            ++filled;
        }
        int code = EAGAIN;
        if (filled > 0) {
            ssize_t size = -1;
            do
                size = ::send(socket_, nullptr, 0, MSG_DONTWAIT);
            while (size < 0 && errno == EINTR);
            code = size < 0 ? errno : EAGAIN;
        }
        return takeBack(filled, code, results);
    }

private:
    static constexpr std::size_t usualSize = std::size_t{512} << 10, mostSlots = BatchSender::batchSize;

    [[nodiscard]] std::size_t size() const noexcept { return slots_ * slotSize_; }
    [[nodiscard]] tpacket2_hdr& slot(std::size_t ahead) const noexcept {
        return *reinterpret_cast<tpacket2_hdr*>(start_ + (next_ + ahead) % slots_ * slotSize_);
    }
    [[nodiscard]] std::atomic_ref<std::uint32_t> statusOf(std::size_t ahead) const noexcept {
        return std::atomic_ref<std::uint32_t>(slot(ahead).tp_status);
    }
    void fill(std::size_t ahead, Bytes frame) noexcept {
        auto& header = slot(ahead);
        std::memcpy(reinterpret_cast<std::byte*>(&header) + dataOffset, frame.data(), frame.size());
        header.tp_len = static_cast<std::uint32_t>(frame.size());
        statusOf(ahead).store(TP_STATUS_SEND_REQUEST, std::memory_order_release);
    }
    /// The kernel stops at the first frame that it refuses, and looks at that slot next.
    std::size_t takeBack(std::size_t filled, int code, std::span<int> results) noexcept {
        std::size_t taken = 0;
        while (taken < filled) {
            const auto status = statusOf(taken).load(std::memory_order_acquire);
            if ((status & (TP_STATUS_SEND_REQUEST | TP_STATUS_WRONG_FORMAT)) != 0)
                break;
            results[taken++] = 0;
        }
        for (std::size_t i = taken; i < filled; ++i)
            statusOf(i).store(TP_STATUS_AVAILABLE, std::memory_order_release);
        next_ += taken;
        if (taken == filled && filled > 0)
            return taken;
        results[taken] = code;
        return taken + 1;
    }

    int socket_;
    std::size_t slotSize_, slots_;
    std::byte* start_ = nullptr;
    std::size_t next_ = 0; ///< slots used so far
};

/// A ring whose slots grow with the frames. It is created when there is something to send, so that watching alone costs
/// nothing.
class RingSender final : public BatchSender {
public:
    explicit RingSender(int socket) noexcept : socket_(socket), instead_(socket) {}

    [[nodiscard]] std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) override {
        constexpr std::size_t largest = std::size_t{128} << 10; // a slot for the largest frame that a link accepts
        std::size_t longest = 0;
        for (const Frame& frame : frames)
            longest = std::max(longest, frame.bytes.size());
        if (longest > largest - dataOffset) {
            const auto isTooLong = [&](const Frame& frame) { return frame.bytes.size() > largest - dataOffset; };
            const auto first = std::ranges::find_if(frames, isTooLong);
            if (first != frames.begin())
                return tryToSend({frames.begin(), first}, results);
            results[0] = EMSGSIZE;
            return 1;
        }
        // Creating a ring takes milliseconds, which would delay a paced frame.
        constexpr std::size_t worthARing = 32;
        if (!ring_ && frames.size() < worthARing)
            return instead_.tryToSend(frames, results);
        if (hasRing_ && (!ring_ || ring_->longestFrame() < longest)) {
            constexpr std::size_t smallest = 2048;
            ring_.reset();
            ring_.emplace(socket_, std::max(smallest, std::bit_ceil(longest + dataOffset)));
            hasRing_ = static_cast<bool>(*ring_);
            if (!hasRing_)
                ring_.reset();
        }
        return ring_ ? ring_->send(frames, results) : instead_.tryToSend(frames, results);
    }

private:
    int socket_;
    SocketSender instead_; ///< used if there is no memory for a ring
    std::optional<TxRing> ring_;
    bool hasRing_ = true;
};

} // namespace

std::unique_ptr<BatchSender> makeSocketSender(int socket) {
    return std::make_unique<RingSender>(socket);
}

} // namespace tapscope
