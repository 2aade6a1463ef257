#include <capture/sources.h>
#include <capture/wake_event.h>
#include <filter/capture_filter.h>
#include <net/if.h>
#include <net/if_arp.h>

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <vector>

namespace tapscope {
namespace {

constexpr std::size_t blockSize = std::size_t{1} << 20;
constexpr unsigned retireAfter = 10; // milliseconds until a block that is not full is handed over
constexpr std::size_t largestFrame = 262144;
constexpr const char* action = "monitor";

/// A mapping of a packet socket's ring.
class RingMemory {
public:
    RingMemory() = default;
    RingMemory(int fd, std::size_t size) noexcept
        : size_(size), start_(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)) {}
    RingMemory(RingMemory&& other) noexcept : size_(other.size_), start_(std::exchange(other.start_, MAP_FAILED)) {}
    RingMemory& operator=(RingMemory&& other) noexcept {
        std::swap(size_, other.size_);
        std::swap(start_, other.start_);
        return *this;
    }
    ~RingMemory() {
        if (isMapped())
            munmap(start_, size_);
    }
    [[nodiscard]] bool isMapped() const noexcept { return start_ != MAP_FAILED; }
    [[nodiscard]] std::byte* block(std::size_t number) const noexcept {
        return static_cast<std::byte*>(start_) + number * blockSize;
    }

private:
    std::size_t size_ = 0;
    void* start_ = MAP_FAILED;
};

/// Monitor mode: a TPACKET_V3 ring of AF_PACKET (packet(7), Documentation/networking/packet_mmap.rst).
class PacketRingSource final : public FrameSource {
public:
    static Result<std::unique_ptr<FrameSource>> open(const InterfaceName& name, const MonitorOptions& options);

    [[nodiscard]] const CaptureInterface& interface() const noexcept override { return interface_; }
    [[nodiscard]] Result<std::size_t> receive(FrameSink& sink, std::chrono::milliseconds patience) override;
    void wake() noexcept override { wake_.signal(); }
    [[nodiscard]] Result<void> send(Bytes frame) override;
    [[nodiscard]] bool seesOwnFrames() const noexcept override { return true; }
    [[nodiscard]] DropCounts drops() override;

private:
    Result<void> makeRing(std::size_t bufferSize);
    Result<void> attachFilter(const MonitorOptions& options);
    Result<void> bindTo(const UniqueFd& socket, std::uint16_t protocol) const;
    Result<void> findLinkType();
    [[nodiscard]] std::unexpected<Error> refuse(int code) const;
    [[nodiscard]] tpacket_block_desc& block() const noexcept {
        return *reinterpret_cast<tpacket_block_desc*>(ring_.block(current_));
    }
    std::size_t takeBlock(FrameSink& sink, const tpacket_block_desc& block);
    void take(FrameSink& sink, const std::byte* header);

    UniqueFd socket_, sender_;
    RingMemory ring_;
    std::size_t blocks_ = 0;
    std::size_t current_ = 0;
    int index_ = 0;
    WakeEvent wake_;
    CaptureInterface interface_;
    DropCounts drops_;
    std::vector<std::byte> tagged_; ///< a frame with its VLAN tag put back
};

std::unexpected<Error> PacketRingSource::refuse(int code) const {
    return systemError(
        code, action, interface_.name,
        code == EPERM || code == EACCES ? "Run it as root or with CAP_NET_RAW, or use the private sandbox" : "");
}

Result<std::unique_ptr<FrameSource>> PacketRingSource::open(const InterfaceName& name, const MonitorOptions& options) {
    auto source = std::make_unique<PacketRingSource>();
    source->interface_.name = name.text();
    source->interface_.filter = options.filter;
    source->interface_.snapLength = options.snapLength;
    source->index_ = static_cast<int>(if_nametoindex(name.text().c_str()));
    if (source->index_ == 0)
        return failure(ErrorKind::NotFound, action, name.text(), "there is no such device");
    // Protocol 0: nothing is received before the filter stands and bind(2) names the protocol.
    source->socket_ = UniqueFd(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0));
    source->sender_ = UniqueFd(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!source->socket_ || !source->sender_)
        return source->refuse(errno);
    if (auto done = source->findLinkType(); !done)
        return std::unexpected(done.error());
    if (auto done = source->makeRing(options.bufferSize); !done)
        return std::unexpected(done.error());
    if (auto done = source->attachFilter(options); !done)
        return std::unexpected(done.error());
    if (options.promiscuous == MonitorOptions::Promiscuous::Yes) {
        packet_mreq request{};
        request.mr_ifindex = source->index_;
        request.mr_type = PACKET_MR_PROMISC;
        setsockopt(source->socket_.get(), SOL_PACKET, PACKET_ADD_MEMBERSHIP, &request, sizeof request);
    }
    if (auto done = source->bindTo(source->socket_, ETH_P_ALL); !done)
        return std::unexpected(done.error());
    if (auto done = source->bindTo(source->sender_, 0); !done)
        return std::unexpected(done.error());
    return source;
}

Result<void> PacketRingSource::findLinkType() {
    ifreq request{};
    interface_.name.copy(request.ifr_name, IFNAMSIZ - 1);
    if (ioctl(socket_.get(), SIOCGIFHWADDR, &request) != 0)
        return refuse(errno);
    const auto type = request.ifr_hwaddr.sa_family;
    interface_.linkType = type == ARPHRD_ETHER || type == ARPHRD_LOOPBACK ? LinkType::Ethernet : LinkType::Raw;
    return {};
}

Result<void> PacketRingSource::makeRing(std::size_t bufferSize) {
    const int version = TPACKET_V3;
    if (setsockopt(socket_.get(), SOL_PACKET, PACKET_VERSION, &version, sizeof version) != 0)
        return refuse(errno);
    // Memory may be short: half as much is better than nothing.
    for (blocks_ = std::max<std::size_t>(bufferSize / blockSize, 2); blocks_ >= 2; blocks_ /= 2) {
        tpacket_req3 request{};
        request.tp_block_size = blockSize;
        request.tp_block_nr = static_cast<unsigned>(blocks_);
        request.tp_frame_size = TPACKET_ALIGNMENT << 7;
        request.tp_frame_nr = static_cast<unsigned>(blockSize / request.tp_frame_size * blocks_);
        request.tp_retire_blk_tov = retireAfter;
        if (setsockopt(socket_.get(), SOL_PACKET, PACKET_RX_RING, &request, sizeof request) != 0) {
            if (errno == ENOMEM)
                continue;
            return refuse(errno);
        }
        ring_ = RingMemory(socket_.get(), blocks_ * blockSize);
        if (!ring_.isMapped())
            return refuse(errno);
        return {};
    }
    return refuse(ENOMEM);
}

Result<void> PacketRingSource::attachFilter(const MonitorOptions& options) {
    auto filter = CaptureFilter::compile(options.filter, interface_.linkType, options.snapLength);
    if (!filter)
        return std::unexpected(filter.error());
    static_assert(sizeof(sock_filter) == sizeof(bpf_insn));
    const bpf_program& program = filter->program();
    const sock_fprog kernelProgram{static_cast<unsigned short>(program.bf_len),
                                   reinterpret_cast<sock_filter*>(program.bf_insns)};
    if (setsockopt(socket_.get(), SOL_SOCKET, SO_ATTACH_FILTER, &kernelProgram, sizeof kernelProgram) != 0)
        return systemError(errno, "attach the capture filter to", interface_.name);
    return {};
}

Result<void> PacketRingSource::bindTo(const UniqueFd& socket, std::uint16_t protocol) const {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(protocol);
    address.sll_ifindex = index_;
    if (bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno != ENETDOWN)
        return refuse(errno);
    return {};
}

Result<std::size_t> PacketRingSource::receive(FrameSink& sink, std::chrono::milliseconds patience) {
    const auto isReady = [&] {
        return (std::atomic_ref(block().hdr.bh1.block_status).load(std::memory_order_acquire) & TP_STATUS_USER) != 0;
    };
    if (!isReady()) {
        std::array<pollfd, 2> descriptors = {pollfd{socket_.get(), POLLIN | POLLERR, 0}, pollfd{wake_.fd(), POLLIN, 0}};
        if (poll(descriptors.data(), descriptors.size(), static_cast<int>(patience.count())) < 0 && errno != EINTR)
            return systemError(errno, "wait for", interface_.name);
        if (descriptors[1].revents != 0)
            wake_.clear();
        if ((descriptors[0].revents & POLLERR) != 0) {
            int reason = 0;
            socklen_t size = sizeof reason;
            getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &reason, &size);
            // Switched off is not gone: frames come again when it is switched on.
            if (static_cast<int>(if_nametoindex(interface_.name.c_str())) != index_)
                return failure(ErrorKind::Ended, action, interface_.name, "the device is gone");
        }
    }
    std::size_t frames = 0;
    constexpr std::size_t batch = 4096;
    while (frames < batch && isReady()) {
        tpacket_block_desc& ready = block();
        frames += takeBlock(sink, ready);
        std::atomic_ref(ready.hdr.bh1.block_status).store(TP_STATUS_KERNEL, std::memory_order_release);
        current_ = (current_ + 1) % blocks_;
    }
    return frames;
}

std::size_t PacketRingSource::takeBlock(FrameSink& sink, const tpacket_block_desc& block) {
    const std::uint32_t count = block.hdr.bh1.num_pkts;
    const auto* header = reinterpret_cast<const std::byte*>(&block) + block.hdr.bh1.offset_to_first_pkt;
    for (std::uint32_t i = 0; i < count; ++i) {
        take(sink, header);
        header += reinterpret_cast<const tpacket3_hdr*>(header)->tp_next_offset;
    }
    return count;
}

void PacketRingSource::take(FrameSink& sink, const std::byte* start) {
    const auto& header = *reinterpret_cast<const tpacket3_hdr*>(start);
    const auto& address = *reinterpret_cast<const sockaddr_ll*>(start + TPACKET_ALIGN(sizeof(tpacket3_hdr)));
    Bytes bytes(start + header.tp_mac, std::min<std::size_t>(header.tp_snaplen, largestFrame));
    std::uint32_t length = header.tp_len;
    constexpr std::size_t tagSize = 4;
    constexpr std::size_t tagOffset = 12; // behind the two MAC addresses
    if ((header.tp_status & TP_STATUS_VLAN_VALID) != 0 && bytes.size() >= tagOffset) {
        const bool knowsType = (header.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0;
        const std::array<std::uint16_t, 2> tag = {htons(knowsType ? header.hv1.tp_vlan_tpid : ETH_P_8021Q),
                                                  htons(static_cast<std::uint16_t>(header.hv1.tp_vlan_tci))};
        const auto tagBytes = std::as_bytes(std::span(tag));
        tagged_.assign(bytes.begin(), bytes.begin() + tagOffset);
        tagged_.insert(tagged_.end(), tagBytes.begin(), tagBytes.end());
        tagged_.insert(tagged_.end(), bytes.begin() + tagOffset, bytes.end());
        bytes = tagged_;
        length += tagSize;
    }
    const std::chrono::nanoseconds time =
        std::chrono::seconds(header.tp_sec) + std::chrono::nanoseconds(header.tp_nsec);
    sink.frame({.time = Timestamp(time),
                .bytes = bytes,
                .originalLength = length,
                .linkType = interface_.linkType,
                .direction = address.sll_pkttype == PACKET_OUTGOING ? Direction::Outbound : Direction::Inbound});
}

Result<void> PacketRingSource::send(Bytes frame) {
    if (::send(sender_.get(), frame.data(), frame.size(), 0) == static_cast<ssize_t>(frame.size()))
        return {};
    return systemError(errno, "send to", interface_.name,
                       errno == ENETDOWN ? "The device is switched off; switch it on first" : "");
}

DropCounts PacketRingSource::drops() {
    tpacket_stats_v3 statistics{};
    socklen_t size = sizeof statistics;
    // The kernel counts from zero again after each question.
    if (getsockopt(socket_.get(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0)
        drops_.system += statistics.tp_drops;
    return drops_;
}

} // namespace

Result<std::unique_ptr<FrameSource>> monitorInterface(const InterfaceName& name, const MonitorOptions& options) {
    return PacketRingSource::open(name, options);
}

} // namespace tapscope
