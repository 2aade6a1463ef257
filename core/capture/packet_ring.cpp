#include <capture/packet_ring.h>
#include <capture/socket_sender.h>
#include <net/frame_batch.h>
#include <net/if.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <utility>

namespace tapscope {
namespace {

constexpr const char* action = "monitor";

/// A packet socket of this process.
class OwnRing final : public PacketRing {
public:
    OwnRing(PacketPort port, std::string interfaceName, std::byte* start, std::size_t size)
        : PacketRing(std::move(port), std::move(interfaceName), start, size),
          sender_(makeSocketSender(port_.channel.get())) {}

    [[nodiscard]] std::array<int, 2> waits() const noexcept override { return {port_.ring.get(), port_.links.get()}; }
    // An interface that is switched off still exists: frames arrive again when it is switched on.
    [[nodiscard]] Result<void> look() override { return isInterfaceThere(port_) ? Result<void>{} : gone(); }

    void startDrain() override { acceptNoMore(port_.ring.get()); }
    [[nodiscard]] bool isDrained() override { return waiting() == 0; }
    [[nodiscard]] bool openBlock(Clock::time_point) override {
        waitForWriters(port_.ring.get());
        return true;
    }

    [[nodiscard]] BatchSender& sender() override { return *sender_; }

    [[nodiscard]] bool hasOffloads() override { return tapscope::hasOffloads(port_.ring.get()); }
    [[nodiscard]] RingCounts counts() override {
        const RingCounts more = newCounts(port_.ring.get());
        counts_.accepted += more.accepted;
        counts_.dropped += more.dropped;
        return counts_;
    }

private:
    std::unique_ptr<BatchSender> sender_;
    RingCounts counts_;
};

/// The ring of a PacketRelay: its shared memory and its channel.
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

    void startDrain() override { askForRest(); }
    [[nodiscard]] bool isDrained() override {
        listen();
        if (!isDrainAsked_)
            askForRest(); // the request failed earlier because frames to be sent filled the channel
        return hasEnded_ || (isHandedOver_ && waiting() == 0);
    }
    /// The relay hands over its open block by itself after a while, but its process may be late on a busy machine, and
    /// other ports may have used up the time.
    [[nodiscard]] bool openBlock(Clock::time_point until) override {
        constexpr auto patience = std::chrono::milliseconds(30), longestPatience = std::chrono::milliseconds(400);
        constexpr int step = 5; // milliseconds
        for (; !isHandedOver_ && !hasEnded_; listen()) {
            const auto now = Clock::now();
            if (now >= until + longestPatience || (now >= until + patience && !isRelayBusy()))
                break;
            pollfd channel{port_.channel.get(), POLLIN, 0};
            poll(&channel, 1, step);
        }
        return false;
    }

    [[nodiscard]] BatchSender& sender() override { return *this; }

    [[nodiscard]] bool hasOffloads() override { return notes().hasOffloads != 0; }
    [[nodiscard]] RingCounts counts() override {
        RingCounts& counts = notes().counts;
        return {.accepted = std::atomic_ref(counts.accepted).load(std::memory_order_relaxed),
                .dropped = std::atomic_ref(counts.dropped).load(std::memory_order_relaxed)};
    }

private:
    /// Whether the relay's process would go on if it got a processor, or is in a system call that takes long. One that
    /// was stopped, or waits for something else, will not answer soon.
    [[nodiscard]] bool isRelayBusy() const {
        ucred relay{};
        socklen_t size = sizeof relay;
        if (getsockopt(port_.channel.get(), SOL_SOCKET, SO_PEERCRED, &relay, &size) != 0)
            return true;
        const UniqueFd file(open(fmt::format("/proc/{}/stat", relay.pid).c_str(), O_RDONLY | O_CLOEXEC));
        std::array<char, 256> buffer{};
        const ssize_t length = file ? read(file.get(), buffer.data(), buffer.size()) : 0;
        const std::string_view text(buffer.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
        const auto name = text.rfind(')'); // "4711 (tapscope-helper) S …", proc_pid_stat(5)
        const char state = name != text.npos && name + 2 < text.size() ? text[name + 2] : 'R';
        return state == 'R' || state == 'D';
    }
    [[nodiscard]] RingNotes& notes() const noexcept { return *reinterpret_cast<RingNotes*>(block(port_.blocks)); }
    /// The relay does not answer each request. It reports later which frames it could not send.
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
                isHandedOver_ = true;
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
    bool isHandedOver_ = false;
    bool isGone_ = false;
    bool hasEnded_ = false;
};

} // namespace

PacketRing::~PacketRing() {
    munmap(start_, size_);
}

std::optional<std::string> PacketRing::nameOf(int index) const {
    ifreq request{};
    request.ifr_ifindex = index;
    const UniqueFd& socket = port_.kind == PacketPort::Kind::Own ? port_.ring : port_.names;
    if (ioctl(socket.get(), SIOCGIFNAME, &request) != 0)
        return std::nullopt;
    return request.ifr_name;
}

std::unexpected<Error> PacketRing::gone() const {
    if (interfaceName_ == PacketPort::anyInterface)
        return failure(ErrorKind::Gone, action, interfaceName_,
                       "tapscope-helper could not follow the devices as they came and went", "Capture again");
    return failure(ErrorKind::Gone, action, interfaceName_, "the device is gone");
}

Result<std::unique_ptr<PacketRing>> PacketRing::map(PacketPort port, std::string interfaceName) {
    const bool isOwn = port.kind == PacketPort::Kind::Own;
    const std::size_t size = port.blocks * PacketPort::blockSize + (isOwn ? 0 : sizeof(RingNotes));
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, port.ring.get(), 0);
    if (memory == MAP_FAILED)
        return systemError(errno, "map the ring of", interfaceName);
    auto* start = static_cast<std::byte*>(memory);
    if (isOwn)
        return std::make_unique<OwnRing>(std::move(port), std::move(interfaceName), start, size);
    return std::make_unique<RelayedRing>(std::move(port), std::move(interfaceName), start, size);
}

} // namespace tapscope
