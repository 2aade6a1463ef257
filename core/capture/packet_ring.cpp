#include <capture/packet_ring.h>
#include <capture/socket_sender.h>
#include <net/frame_batch.h>
#include <net/if.h>

#include <fmt/format.h>
#include <linux/if_packet.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace tapscope {
namespace {

constexpr const char* action = "monitor";

/// Packet sockets of our own.
class OwnRing final : public PacketRing {
public:
    OwnRing(PacketPort port, std::string interfaceName, std::byte* start, std::size_t size)
        : PacketRing(std::move(port), std::move(interfaceName), start, size),
          sender_(makeSocketSender(port_.channel.get())) {}

    [[nodiscard]] std::array<int, 2> waits() const noexcept override { return {port_.ring.get(), port_.links.get()}; }
    // Switched off is not gone: frames come again when it is switched on.
    [[nodiscard]] Result<void> look() override { return isInterfaceThere(port_) ? Result<void>{} : gone(); }

    void startDrain() override {
        drainUpTo_ = current_;
        while (drainUpTo_ - current_ < port_.blocks && RingBlock(block(drainUpTo_ % port_.blocks)).isReady())
            ++drainUpTo_;
        if (RingBlock(block(drainUpTo_ % port_.blocks)).isFilling())
            ++drainUpTo_;
    }
    [[nodiscard]] bool isDrained() override { return current_ >= drainUpTo_; }

    [[nodiscard]] BatchSender& sender() override { return *sender_; }

    [[nodiscard]] std::uint64_t dropped() override {
        tpacket_stats_v3 statistics{};
        socklen_t size = sizeof statistics;
        // The kernel counts from zero again after each question.
        if (getsockopt(port_.ring.get(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0)
            dropped_ += statistics.tp_drops;
        return dropped_;
    }

private:
    std::unique_ptr<BatchSender> sender_;
    std::uint64_t dropped_ = 0;
    std::uint64_t drainUpTo_ = 0;
};

/// The memory and the channel of a PacketRelay.
class RelayedRing final : public PacketRing, private BatchSender {
public:
    RelayedRing(PacketPort port, std::string interfaceName, std::byte* start, std::size_t size)
        : PacketRing(std::move(port), std::move(interfaceName), start, size) {}

    [[nodiscard]] std::array<int, 2> waits() const noexcept override { return {port_.channel.get(), -1}; }
    [[nodiscard]] Result<void> look() override {
        listen();
        if (isGone_)
            return gone();
        if (hasEnded_)
            return failure(ErrorKind::System, action, interfaceName_, "tapscope-helper, which reads it, has ended");
        return {};
    }

    void startDrain() override {
        isDrained_ = false;
        isDrainAsked_ = false;
        askForRest();
    }
    [[nodiscard]] bool isDrained() override {
        listen();
        if (!isDrainAsked_)
            askForRest(); // the channel was full of frames to be sent
        return isDrained_ || hasEnded_;
    }

    [[nodiscard]] BatchSender& sender() override { return *this; }

    [[nodiscard]] std::uint64_t dropped() override {
        auto* count = reinterpret_cast<std::uint64_t*>(block(port_.blocks));
        return std::atomic_ref(*count).load(std::memory_order_relaxed);
    }

private:
    /// The relay does not answer for each: what it could not send it says later.
    [[nodiscard]] std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) override {
        message_.clear();
        while (message_.count() < frames.size() && message_.add(frames[message_.count()].bytes)) {
        }
        const std::size_t count = message_.count();
        results[0] = count == 0 ? EMSGSIZE : 0;
        if (count == 0)
            return 1;
        const Bytes message = message_.message();
        if (::send(port_.channel.get(), message.data(), message.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
            results[0] = errno;
            return 1;
        }
        std::ranges::fill(results.first(count), 0);
        return count;
    }
    [[nodiscard]] std::size_t takeRefusedLater() override {
        listen();
        return std::exchange(refusedLater_, 0);
    }
    void askForRest() {
        constexpr std::array<std::byte, PacketPort::restWanted> question{};
        isDrainAsked_ = ::send(port_.channel.get(), question.data(), question.size(), MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
    }
    void listen() {
        std::array<std::byte, sizeof(FramesRefused)> message{};
        while (!hasEnded_) {
            const ssize_t size = recv(port_.channel.get(), message.data(), message.size(), MSG_DONTWAIT);
            if (size == sizeof(FramesRefused)) {
                FramesRefused refused;
                std::memcpy(&refused, message.data(), sizeof refused);
                refusedLater_ += refused.frames;
            } else if (size == static_cast<ssize_t>(PacketPort::restHandedOver))
                isDrained_ = true;
            else if (size == static_cast<ssize_t>(PacketPort::interfaceGone))
                isGone_ = true;
            else if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR))
                hasEnded_ = true;
            else if (size < 0 && errno == EAGAIN)
                return;
        }
    }

    FrameBatch message_;
    std::size_t refusedLater_ = 0; ///< frames
    bool isDrainAsked_ = false;
    bool isDrained_ = false;
    bool isGone_ = false;
    bool hasEnded_ = false;
};

} // namespace

PacketRing::~PacketRing() {
    munmap(start_, size_);
}

std::string PacketRing::nameOf(int index) const {
    ifreq request{};
    request.ifr_ifindex = index;
    return ioctl(port_.ring.get(), SIOCGIFNAME, &request) == 0 ? request.ifr_name : fmt::format("interface {}", index);
}

std::unexpected<Error> PacketRing::gone() const {
    return failure(ErrorKind::Gone, action, interfaceName_, "the device is gone");
}

Result<std::unique_ptr<PacketRing>> PacketRing::map(PacketPort port, std::string interfaceName) {
    const bool isOwn = port.kind == PacketPort::Kind::Own;
    const std::size_t size = port.blocks * PacketPort::blockSize + (isOwn ? 0 : sizeof(std::uint64_t));
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, port.ring.get(), 0);
    if (memory == MAP_FAILED)
        return systemError(errno, "map the ring of", interfaceName);
    auto* start = static_cast<std::byte*>(memory);
    if (isOwn)
        return std::make_unique<OwnRing>(std::move(port), std::move(interfaceName), start, size);
    return std::make_unique<RelayedRing>(std::move(port), std::move(interfaceName), start, size);
}

} // namespace tapscope
